//! What the targets share: bodies, JSON inside strings, and what must hold for every message.

mod body;

pub use body::body;

use frontdesk_protocol::{Content, DownlinkMessage, Json};

/// JSON inside a string, as the servers read it.
pub fn parse_json(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}

/// Looks at everything that a message offers, and at what must hold for it.
///
/// # Panics
///
/// When something does not hold.
pub fn look_at(message: &DownlinkMessage) {
    let raw = message.content.as_deref().unwrap_or_default();
    match message.content(&parse_json) {
        Content::Text(text) | Content::Html(text) => assert_eq!(text, raw),
        Content::Unknown { media, raw: kept } => {
            assert_eq!((&media, kept.as_str()), (&message.media, raw));
        }
        Content::File(file) => assert!(!file.key.is_empty()),
        Content::Image(file)
        | Content::Audio(file)
        | Content::Video(file)
        | Content::Emoticon(file)
        | Content::Document(file) => assert!(!file.key.is_empty()),
        Content::Place(_) | Content::WebCard(_) => {}
        Content::Card(cards) => assert!(!cards.is_empty()),
    }
    for id in message.read_ids(&parse_json) {
        assert!(!id.is_empty() && id.trim() == id, "{id:?}");
    }
    for question in message.questions.all(&parse_json) {
        assert!(
            !question.is_empty() && question.trim() == question,
            "{question:?}"
        );
    }
    let written = serde_json::to_string(message).expect("a message can be written");
    let again: DownlinkMessage = serde_json::from_str(&written).expect("it can be read again");
    assert_eq!(&again, message);
    assert_eq!(again.key(), message.key());
}
