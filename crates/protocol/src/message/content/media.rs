//! A media file by its id: the content of IMAGE, AUDIO, VIDEO, EMOTICONS and DOCUMENT is the id
//! alone, that of FILE_IMAGE and FILE_VIDEO is `objectKey,ext`.

use super::file::part;
use crate::lenient::Value;
use crate::limits::ComposeError;
use crate::message::downlink::DownlinkMessage;
use crate::{FileType, MediaType};

/// A picture, sound, video, sticker or document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaFile {
    /// Its id for the download.
    pub key: String,
    /// What it is, where the message says it.
    pub file_type: Option<FileType>,
}

impl MediaFile {
    /// Of a message; `None` without an id. Where the content is the id alone, what follows a comma is
    /// an extension only when it is a known one.
    pub(crate) fn of(content: &str, message: &DownlinkMessage) -> Option<Self> {
        let media = message.media.as_ref();
        let has_ext = matches!(media, Some(MediaType::FileImage | MediaType::FileVideo));
        let split = content
            .rsplit_once(',')
            .map(|(key, ext)| (key, FileType::from(ext)))
            .filter(|(_, ext)| {
                has_ext || !matches!(ext, FileType::Other(other) if !other.is_empty())
            });
        match split {
            Some((key, ext)) => Self::by_id(
                key,
                Some(ext).filter(|ext| !ext.as_str().is_empty()),
                message,
            ),
            None => Self::by_id(content, None, message),
        }
    }

    /// Of an object, or of the first in a list, that has an id under one of the usual names.
    pub(crate) fn of_value(value: &Value, message: &DownlinkMessage) -> Option<Self> {
        match value {
            Value::List(list) => list.iter().find_map(|value| Self::of_value(value, message)),
            object => {
                let ext = object.text_named(&["mediaFileType", "fileType", "ext"]);
                let ext = ext.as_deref().map(FileType::from);
                Self::by_id(&object.text_named(&IDS)?, ext, message)
            }
        }
    }

    fn by_id(id: &str, file_type: Option<FileType>, message: &DownlinkMessage) -> Option<Self> {
        let id = id.trim();
        (!id.is_empty()).then(|| Self {
            key: id.to_owned(),
            file_type: file_type.or_else(|| message.media_file_type.clone()),
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

/// No document says what is in a sticker; these are what clients of this kind use.
const IDS: [&str; 5] = ["id", "fileId", "mediaFileId", "key", "objectKey"];
