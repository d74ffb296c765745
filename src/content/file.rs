//! A file that came with a message: what it is, and how it is asked for.

use frontdesk_protocol::{DownlinkMessage, DownloadRequest, FileType};

use crate::locale::Catalog;

/// What a file is shown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what it says")]
pub enum Kind {
    Picture,
    Sound,
    Video,
    Sticker,
    File,
}

/// A file, before anybody has asked for it.
#[derive(Debug)]
pub struct File {
    /// What it is to be shown as, where the message says that it is something a browser can show.
    pub kind: Kind,
    /// Its own name, else the name of its kind.
    pub name: String,
    /// In bytes.
    pub size: Option<u64>,
    /// Asks for it.
    pub request: DownloadRequest,
}

impl File {
    /// `None` where nobody knows what it is: then it cannot be asked for.
    pub(super) fn of(
        kind: Kind,
        message: &DownlinkMessage,
        key: &str,
        ext: Option<&FileType>,
    ) -> Option<Self> {
        let ext = ext
            .map(FileType::as_str)
            .filter(|ext| !ext.is_empty())
            .or(kind.usual());
        let request = DownloadRequest::of_agent(message, key.trim(), ext);
        let file_type = request.file_type.as_ref()?;
        Some(Self {
            kind: if kind.suits(file_type) {
                kind
            } else {
                Kind::File
            },
            name: String::new(),
            size: None,
            request,
        })
    }

    /// Under which name it is saved: one that says what it is.
    pub fn file_name(&self) -> String {
        let ext = self.request.file_type.as_ref().map_or("", FileType::as_str);
        let named = FileType::of_name(&self.name);
        if named.is_some_and(|named| named.as_str() == ext) {
            self.name.clone()
        } else {
            format!("{}.{ext}", self.name)
        }
    }

    /// As what a browser is told to take it. Only what it shows without running anything has its own
    /// type: no SVG, no HTML.
    pub fn mime(&self) -> &'static str {
        match &self.request.file_type {
            Some(file_type) if self.kind != Kind::File => file_type.mime(),
            _ => "application/octet-stream",
        }
    }
}

impl Kind {
    fn suits(self, file_type: &FileType) -> bool {
        let prefix = match self {
            Self::Picture | Self::Sticker => "image/",
            Self::Sound => "audio/",
            Self::Video => "video/",
            Self::File => return true,
        };
        file_type.mime().starts_with(prefix)
    }

    /// What it most likely is, where the message does not say.
    fn usual(self) -> Option<&'static str> {
        match self {
            Self::Picture => Some("jpg"),
            Self::Sound => Some("mp3"),
            Self::Video => Some("mp4"),
            Self::Sticker => Some("gif"),
            Self::File => None,
        }
    }

    pub(super) fn name(self, texts: &Catalog) -> &'static str {
        match self {
            Self::Picture => texts.content_picture,
            Self::Sound => texts.content_sound,
            Self::Video => texts.content_video,
            Self::Sticker => texts.content_sticker,
            Self::File => texts.content_file,
        }
    }
}
