//! A media file by its id: the content of IMAGE, AUDIO, VIDEO, EMOTICONS and DOCUMENT is the id
//! alone, that of FILE_IMAGE and FILE_VIDEO is `objectKey,ext`.

use super::file::part;
use crate::FileType;
use crate::limits::ComposeError;
use crate::message::downlink::DownlinkMessage;

/// A picture, sound, video, sticker or document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaFile {
    /// Its id for the download.
    pub key: String,
    /// What it is, where the message says it.
    pub file_type: Option<FileType>,
}

impl MediaFile {
    /// Of a message; `None` without an id.
    pub(crate) fn of(content: &str, message: &DownlinkMessage) -> Option<Self> {
        let (key, ext) = match content.rsplit_once(',') {
            Some((key, ext)) => (key.trim(), ext.trim()),
            None => (content.trim(), ""),
        };
        let ext = (!ext.is_empty()).then(|| FileType::from(ext));
        (!key.is_empty()).then(|| Self {
            key: key.to_owned(),
            file_type: ext.or_else(|| message.media_file_type.clone()),
        })
    }

    /// Writes `objectKey,ext`.
    ///
    /// # Errors
    ///
    /// Key and extension must not be empty, nor contain a comma.
    pub fn compose(&self) -> Result<String, ComposeError> {
        let key = part("objectKey", &self.key)?;
        let ext = part("ext", self.file_type.as_ref().map_or("", FileType::as_str))?;
        Ok(format!("{key},{ext}"))
    }
}
