//! What a message's content is, by its media type (seed 000 §1.2, seed 001 table 3).
//!
//! Reading never fails: what cannot be understood is [`Content::Unknown`] with everything that came.
//! Composing keeps to the limits and says which one is broken.

pub(crate) mod card;
pub(crate) mod file;
mod html;
pub(crate) mod media;
pub(crate) mod place;
pub(crate) mod web_card;

use crate::lenient::ParseJson;
use crate::message::downlink::DownlinkMessage;
use crate::{Json, MediaType, SourceType};

pub use card::Card;
pub use file::FileContent;
use html::has_entity;
pub use html::looks_like_html;
pub use media::MediaFile;
pub use place::Place;
pub use web_card::WebCard;

/// A message's content. All of it is hostile: HTML is not sanitised and addresses are not checked.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Plain text.
    Text(String),
    /// HTML, as agents' desktops write it.
    Html(String),
    /// A picture.
    Image(MediaFile),
    /// Sound.
    Audio(MediaFile),
    /// A video.
    Video(MediaFile),
    /// Any file, with its name and size.
    File(FileContent),
    /// A place on the map.
    Place(Place),
    /// A card that leads to a page.
    WebCard(WebCard),
    /// One card or several.
    Card(Vec<Card>),
    /// A sticker.
    Emoticon(MediaFile),
    /// A document of an agent's.
    Document(MediaFile),
    /// What nobody understands, as it came.
    Unknown {
        /// Its type, where one was given.
        media: Option<MediaType>,
        /// Its content.
        raw: String,
    },
}

impl Content {
    /// Reads a message's content.
    pub(crate) fn parse(message: &DownlinkMessage, json: &impl ParseJson) -> Self {
        let raw = message.content.as_deref().unwrap_or_default();
        let source = message.source.as_ref();
        let file = || MediaFile::of(raw, message);
        let value = || {
            let is_json = raw.trim_start().starts_with(['{', '[']);
            if is_json { json.parse_json(raw) } else { None }
        };
        let unknown = || Self::Unknown {
            media: message.media.clone(),
            raw: raw.to_owned(),
        };
        match &message.media {
            None | Some(MediaType::Text) => Self::text(raw, source),
            Some(MediaType::RichText) => match value() {
                Some(value) => Self::rich_text(raw, value, source),
                None => Self::html_or_text(raw, source),
            },
            Some(MediaType::Email) => Self::html_or_text(raw, source),
            Some(MediaType::Image | MediaType::FileImage) => {
                file().map_or_else(unknown, Self::Image)
            }
            Some(MediaType::Audio) => file().map_or_else(unknown, Self::Audio),
            Some(MediaType::Video | MediaType::FileVideo) => {
                file().map_or_else(unknown, Self::Video)
            }
            Some(MediaType::Emoticons) => match value() {
                Some(value) => Self::sticker(value, message).unwrap_or_else(unknown),
                None => file().map_or_else(unknown, Self::Emoticon),
            },
            Some(MediaType::Document) => file().map_or_else(unknown, Self::Document),
            Some(MediaType::File) => FileContent::parse(raw).map_or_else(unknown, Self::File),
            Some(MediaType::Locate | MediaType::Location) => {
                Place::parse(raw, json).map_or_else(unknown, Self::Place)
            }
            Some(MediaType::WebCard) => {
                WebCard::parse(raw, json).map_or_else(unknown, Self::WebCard)
            }
            Some(MediaType::CobrowseSite) => {
                WebCard::link(raw, json).map_or_else(unknown, Self::WebCard)
            }
            Some(MediaType::Card | MediaType::MultiCard) => {
                Card::parse(raw, json).map_or_else(unknown, Self::Card)
            }
            Some(MediaType::WhatsAppTemplate | MediaType::SmsTemplate) => {
                Card::parse(raw, json).map_or_else(|| Self::html_or_text(raw, source), Self::Card)
            }
            Some(MediaType::Other(_)) => unknown(),
        }
    }

    /// Only an agent's desktop writes HTML into a text; what a robot writes is looked at in the same
    /// way, since its answers are edited with the same editor. A visitor's text is text.
    fn text(raw: &str, source: Option<&SourceType>) -> Self {
        match source {
            Some(SourceType::Customer) => Self::Text(raw.to_owned()),
            _ => Self::html_or_text(raw, source),
        }
    }

    fn html_or_text(raw: &str, source: Option<&SourceType>) -> Self {
        let is_edited = matches!(source, Some(SourceType::Agent | SourceType::Robot));
        if looks_like_html(raw) || (is_edited && has_entity(raw)) {
            Self::Html(raw.to_owned())
        } else {
            Self::Text(raw.to_owned())
        }
    }

    /// What no document describes, in JSON: its text under one of the usual names, or else cards.
    fn rich_text(raw: &str, value: Json, source: Option<&SourceType>) -> Self {
        let names = ["html", "content", "text", "body", "richText"];
        match value.text_named(&names) {
            Some(text) => Self::html_or_text(&text, source),
            None => Card::all(value).map_or_else(|| Self::html_or_text(raw, source), Self::Card),
        }
    }

    /// The same of a sticker.
    fn sticker(value: Json, message: &DownlinkMessage) -> Option<Self> {
        match MediaFile::of_value(&value, message) {
            Some(file) => Some(Self::Emoticon(file)),
            None => Card::all(value).map(Self::Card),
        }
    }
}
