//! The tables of pushed messages (seed 002).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use frontdesk_protocol::limits::{self, ComposeError};
use frontdesk_protocol::push::{PushMessage, PushResponse};
use frontdesk_protocol::{
    Answer, ControlType, DownlinkMessage, MediaType, Questions, ResultCode, SourceType,
};
use serde_json::{Value, json};
use support::{parse_json, round_trip};

fn message() -> Value {
    json!({
        "channel": "WEB", "isOfflineStatus": true, "content": "Leave us a message",
        "from": "channel-1", "mediaType": "TEXT", "senderNickname": "SYSTEM",
        "sourceType": "SYSTEM", "controlType": "DISCONNECT", "timestamp": 1_625_898_871_961_i64,
        "to": "visitor-1", "simQuestions": "One?", "messageCode": "code-1",
    })
}

#[test]
fn a_push_has_messages_and_a_time() {
    let object = json!({"messages": [message()], "timestamp": 1_625_898_453_913_i64});
    let push: PushMessage = round_trip("002", "table 2", &object);
    assert_eq!(push.messages.len(), 1);
    assert_eq!(push.timestamp, Some(1_625_898_453_913));
}

#[test]
fn a_pushed_message_has_every_field_of_its_table() {
    let message: DownlinkMessage = round_trip("002", "table 3", &message());
    assert_eq!(message.channel.as_deref(), Some("WEB"));
    assert!(message.offline);
    assert_eq!(message.content.as_deref(), Some("Leave us a message"));
    assert_eq!(message.from.as_deref(), Some("channel-1"));
    assert_eq!(message.media, Some(MediaType::Text));
    assert_eq!(message.nickname.as_deref(), Some("SYSTEM"));
    assert_eq!(message.source, Some(SourceType::System));
    assert_eq!(message.control, ControlType::Disconnect);
    assert_eq!(message.timestamp, Some(1_625_898_871_961));
    assert_eq!(message.to.as_deref(), Some("visitor-1"));
    assert_eq!(message.questions, Questions::Text("One?".to_owned()));
    assert_eq!(message.message_code.as_deref(), Some("code-1"));
}

#[test]
fn every_word_that_the_pushs_table_names_is_known() {
    for word in ["CONNECT", "CHAT", "DISCONNECT", "TRANS2AGENT", "READ"] {
        assert!(
            !matches!(ControlType::from(word), ControlType::Other(_)),
            "{word}"
        );
    }
    for word in ["TEXT", "IMAGE", "VIDEO", "AUDIO", "LOCATE"] {
        assert!(
            !matches!(MediaType::from(word), MediaType::Other(_)),
            "{word}"
        );
    }
    for word in ["AGENT", "ROBOT", "SYSTEM"] {
        assert!(
            !matches!(SourceType::from(word), SourceType::Other(_)),
            "{word}"
        );
    }
}

#[test]
fn what_was_read_comes_as_an_array_as_the_table_says() {
    for content in [json!(["a", "b"]), json!("[\"a\",\"b\"]"), json!("a, b ")] {
        let object = json!({"controlType": "READ", "content": content});
        let message: DownlinkMessage = serde_json::from_value(object).unwrap();
        assert_eq!(message.read_ids(&parse_json), ["a", "b"]);
    }
}

#[test]
fn the_code_of_a_message_is_limited() {
    let limit = limits::MESSAGE_CODE;
    assert!(limit.check(&"é".repeat(64)).is_ok());
    assert_eq!(
        limit.check(&"é".repeat(65)),
        Err(ComposeError::TooLong { limit, taken: 65 })
    );
}

#[test]
fn a_push_is_answered_with_a_result() {
    let object = json!({"resultCode": "0", "resultDesc": "done"});
    let answer: PushResponse = round_trip("002", "table 4", &object);
    assert_eq!(answer.code(), Some(&ResultCode::Success));
    assert_eq!(answer.description.as_deref(), Some("done"));
}
