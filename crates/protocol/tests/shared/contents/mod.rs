//! What a message's content is: each of the nineteen media types, and what is none.

mod cards;
mod files;
mod places;
mod texts;

use frontdesk_protocol::{Content, DownlinkMessage, FileType, MediaFile, MediaType, SourceType};

use crate::format::parse_json;

/// The content of an agent's message.
fn content(media: &str, text: &str) -> Content {
    of_source(Some(media), text, SourceType::Agent)
}

fn of_source(media: Option<&str>, text: &str, source: SourceType) -> Content {
    let message = DownlinkMessage {
        media: media.map(MediaType::from),
        content: Some(text.to_owned()),
        source: Some(source),
        ..DownlinkMessage::default()
    };
    message.content(&parse_json)
}

/// What is shown of a content that nobody understands.
fn unknown(media: &str, text: &str) -> Content {
    Content::Unknown {
        media: Some(media.into()),
        raw: text.to_owned(),
    }
}

fn media_file(key: &str, ext: Option<&str>) -> MediaFile {
    MediaFile {
        key: key.to_owned(),
        file_type: ext.map(FileType::from),
    }
}
