//! Files that agents send: ids of a store that holds something for each.

use frontdesk_protocol::FileType;

/// A picture.
pub(crate) const IMAGE: Fixture = Fixture::new("fixture-image", FileType::Png);

/// Sound.
pub(crate) const AUDIO: Fixture = Fixture::new("fixture-audio", FileType::Mp3);

/// A video.
pub(crate) const VIDEO: Fixture = Fixture::new("fixture-video", FileType::Mp4);

/// A sticker.
pub(crate) const EMOTICON: Fixture = Fixture::new("fixture-emoticon", FileType::Gif);

/// A document.
pub(crate) const DOCUMENT: Fixture = Fixture::new("fixture-document", FileType::Pdf);

/// A file of the tenant's library.
#[derive(Debug, Clone)]
pub(crate) struct Fixture {
    /// Its id for the download.
    pub(crate) id: &'static str,
    pub(crate) file_type: FileType,
}

impl Fixture {
    const fn new(id: &'static str, file_type: FileType) -> Self {
        Self { id, file_type }
    }
}
