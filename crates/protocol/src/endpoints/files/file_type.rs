//! What a file is, by its extension.

use crate::MediaType;

words! {
    @any_case
    /// The extension of a file, without the dot (seed 003 §8.1.1; seed 001 table 3).
    pub enum FileType {
        /// JPEG.
        Jpg = "jpg",
        /// JPEG under its longer name.
        Jpeg = "jpeg",
        /// PNG.
        Png = "png",
        /// A bitmap; `bpm` in the document.
        Bmp = "bmp" | "bpm",
        /// A moving picture, of agents.
        Gif = "gif",
        /// Sound.
        Mp3 = "mp3",
        /// Sound.
        Aac = "aac",
        /// Sound, of agents.
        M4a = "m4a",
        /// A video.
        Mp4 = "mp4",
        /// Plain text.
        Txt = "txt",
        /// A table in text.
        Csv = "csv",
        /// PDF.
        Pdf = "pdf",
        /// Word, of agents.
        Doc = "doc",
        /// Word, of agents.
        Docx = "docx",
        /// An archive, of agents.
        Zip = "zip",
        /// Rich text, of agents.
        Rtf = "rtf",
    }
}

impl FileType {
    /// What a visitor may send, unless the channel is configured otherwise.
    pub const OF_VISITORS: [Self; 10] = [
        Self::Jpg,
        Self::Jpeg,
        Self::Png,
        Self::Bmp,
        Self::Mp3,
        Self::Aac,
        Self::Mp4,
        Self::Txt,
        Self::Csv,
        Self::Pdf,
    ];

    /// By the last part of a file's name.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        Some(extension.to_ascii_lowercase().as_str().into())
    }

    /// As what a visitor on the web sends it: images and videos have a type of their own.
    pub fn uplink_media(&self) -> MediaType {
        match self {
            Self::Jpg | Self::Jpeg | Self::Png | Self::Bmp | Self::Gif => MediaType::FileImage,
            Self::Mp4 => MediaType::FileVideo,
            _ => MediaType::File,
        }
    }

    /// Its media type for a browser; `application/octet-stream` where nobody knows.
    pub fn mime(&self) -> &'static str {
        match self {
            Self::Jpg | Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Bmp => "image/bmp",
            Self::Gif => "image/gif",
            Self::Mp3 => "audio/mpeg",
            Self::Aac => "audio/aac",
            Self::M4a => "audio/mp4",
            Self::Mp4 => "video/mp4",
            Self::Txt => "text/plain",
            Self::Csv => "text/csv",
            Self::Pdf => "application/pdf",
            Self::Doc => "application/msword",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Zip => "application/zip",
            Self::Rtf => "application/rtf",
            Self::Other(_) => "application/octet-stream",
        }
    }
}
