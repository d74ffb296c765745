//! What the targets share: bodies, JSON inside strings, and what must hold for every message.

mod body;

pub use body::{body, is_plain};

use frontdesk_protocol::{
    Content, ControlType, DownlinkMessage, Json, MediaType, Place, SourceType, WebCard,
};

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
        Content::Text(text) | Content::Html(text) => {
            let is_json = message.media == Some(MediaType::RichText) && parse_json(raw).is_some();
            assert!(is_json || text == raw, "{text} of {raw}");
        }
        Content::Unknown { media, raw: kept } => {
            assert_eq!((&media, kept.as_str()), (&message.media, raw));
        }
        Content::File(file) => assert!(!file.key.is_empty()),
        Content::Image(file)
        | Content::Audio(file)
        | Content::Video(file)
        | Content::Emoticon(file)
        | Content::Document(file) => assert!(!file.key.is_empty()),
        Content::Place(place) => is_composed(&place),
        Content::WebCard(card) => is_written(&card),
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

/// A place is read as it was composed.
///
/// # Panics
///
/// When it is not.
pub fn is_composed(place: &Place) {
    let message = of(MediaType::Locate, place.compose());
    assert_eq!(message.content(&parse_json), Content::Place(place.clone()));
}

/// A card that has something to show is read as it was written.
///
/// # Panics
///
/// When it is not.
pub fn is_written(card: &WebCard) {
    let written = serde_json::to_string(card).expect("a card can be written");
    let message = of(MediaType::WebCard, written);
    assert_eq!(message.content(&parse_json), Content::WebCard(card.clone()));
}

/// Looks at what messages of one answer have to do with each other: those of one key have one code,
/// or else say the same in everything.
///
/// # Panics
///
/// When they do not.
pub fn compare(messages: &[DownlinkMessage]) {
    for (at, one) in messages.iter().enumerate() {
        let Some(key) = one.key() else {
            assert!(code(one).is_empty() && one.timestamp.is_none());
            continue;
        };
        for other in messages.iter().skip(at + 1) {
            if other.key().as_ref() == Some(&key) {
                assert_eq!(one.control, other.control);
                assert_eq!((code(one), said(one)), (code(other), said(other)));
                assert!(!code(one).is_empty() || sent(one) == sent(other));
            }
        }
    }
}

fn code(message: &DownlinkMessage) -> &str {
    message.message_code.as_deref().unwrap_or_default().trim()
}

/// Media type and content, in what they mean.
fn said(message: &DownlinkMessage) -> (Option<MediaType>, String) {
    let media = match message.control {
        ControlType::Chat => message.media.clone().or(Some(MediaType::Text)),
        _ => message.media.clone(),
    };
    let content = match message.control {
        ControlType::Read => {
            let content = message.content.as_deref().unwrap_or_default();
            let ids = content.split([',', '[', ']', '"']).map(str::trim);
            let ids: Vec<&str> = ids.filter(|id| !id.is_empty()).collect();
            ids.join(",")
        }
        _ => message.content.clone().unwrap_or_default(),
    };
    (media, content)
}

/// By whom, to whom and when.
type Sent<'a> = (
    Option<&'a str>,
    Option<&'a str>,
    Option<&'a SourceType>,
    Option<i64>,
);

fn sent(message: &DownlinkMessage) -> Sent<'_> {
    (
        message.from.as_deref(),
        message.to.as_deref(),
        message.source.as_ref(),
        message.timestamp,
    )
}

fn of(media: MediaType, content: String) -> DownlinkMessage {
    DownlinkMessage {
        media: Some(media),
        content: Some(content),
        ..DownlinkMessage::default()
    }
}
