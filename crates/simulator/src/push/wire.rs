//! A push's body.

use axum::body::Bytes;
use frontdesk_protocol::DownlinkMessage;
use serde::Serialize;
use serde_json::Value;

use crate::Quirks;
use crate::quirks;
use crate::world::clock::Moment;

/// The one place where a message becomes the JSON that is pushed; `seed` is that of the dice.
pub(super) fn wire_form(message: &DownlinkMessage, quirks: &Quirks, seed: u64) -> Value {
    // Messages always have a JSON form.
    let clean = serde_json::to_value(message).unwrap_or_default();
    quirks::pushed(clean, quirks, seed)
}

/// The body of a push (seed 002 table 2), which is sent as it is signed.
pub(super) fn body(messages: &[Value], now: Moment) -> Bytes {
    let body = Body {
        timestamp: now.millis(),
        messages,
    };
    // Values always have a JSON form.
    serde_json::to_vec(&body).unwrap_or_default().into()
}

#[derive(Serialize)]
struct Body<'a> {
    timestamp: i64,
    messages: &'a [Value],
}

#[cfg(test)]
mod tests {
    use frontdesk_protocol::push::PushMessage;
    use frontdesk_protocol::{ControlType, MediaType, SourceType};

    use super::*;

    #[test]
    fn the_end_that_keeps_the_composer_open_says_so() {
        let message = DownlinkMessage {
            control: ControlType::Disconnect,
            media: Some(MediaType::Text),
            content: Some("We will write to you.".to_owned()),
            source: Some(SourceType::System),
            offline: true,
            ..DownlinkMessage::default()
        };
        let value = wire_form(&message, &Quirks::none(), 0);
        assert_eq!(value["isOfflineStatus"], true);
        assert_eq!(value["controlType"], "DISCONNECT");
        assert_eq!(value["mediaType"], "TEXT");
        assert_eq!(value["content"], "We will write to you.");
        assert!(value["messageCode"].is_null());
    }

    #[test]
    fn a_read_report_is_a_comma_list_without_a_media_type() {
        let message = DownlinkMessage {
            control: ControlType::Read,
            content: Some("m1,m2".to_owned()),
            source: Some(SourceType::Agent),
            ..DownlinkMessage::default()
        };
        let value = wire_form(&message, &Quirks::none(), 0);
        assert_eq!(value["controlType"], "READ");
        assert_eq!(value["content"], "m1,m2");
        assert!(value["mediaType"].is_null());
    }

    #[test]
    fn the_body_is_read_back_as_it_was_meant() {
        let message = DownlinkMessage {
            to: Some("ann".to_owned()),
            content: Some("Grüße".to_owned()),
            source: Some(SourceType::System),
            ..DownlinkMessage::default()
        };
        let body = body(
            &[wire_form(&message, &Quirks::none(), 0)],
            Moment::from_millis(1_625_898_453_913),
        );
        assert!(body.starts_with(br#"{"timestamp":1625898453913,"messages":[{"#));
        let read: PushMessage = serde_json::from_slice(&body).unwrap();
        assert_eq!(read.messages, [message]);
    }
}
