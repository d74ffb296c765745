//! The tables of messages, up and down (seed 000; seed 003 §5 and §7).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use frontdesk_protocol::limits::{self, ComposeError};
use frontdesk_protocol::{
    Answer, ControlType, DownlinkMessage, MediaType, MessageId, Poll, PollRequest, Questions,
    ResultCode, Send, SendRequest, SourceType, UserId,
};
use serde_json::{Value, json};
use support::{answer, parse_json, request, round_trip_beyond, rows_of};

/// The fields that both tables of `send` have.
fn sent() -> Value {
    json!({
        "channel": "WEB", "content": "Hello", "controlType": "TRANS2AGENT", "from": "visitor-1",
        "mediaType": "FILE_IMAGE", "senderNickname": "Ann", "sourceType": "CUSTOMER",
        "timestamp": "1619573122352", "to": "channel-1", "userAgent": "Browser/1",
        "senderAvatar": "https://example.com/ann.png",
    })
}

fn assert_sent(request: &SendRequest) {
    assert_eq!(request.channel.as_deref(), Some("WEB"));
    assert_eq!(request.content.as_deref(), Some("Hello"));
    assert_eq!(request.control, Some(ControlType::TransferToAgent));
    assert_eq!(request.from.as_deref(), Some("visitor-1"));
    assert_eq!(request.media, Some(MediaType::FileImage));
    assert_eq!(request.nickname.as_deref(), Some("Ann"));
    assert_eq!(request.source, Some(SourceType::Customer));
    assert_eq!(request.timestamp.as_deref(), Some("1619573122352"));
    assert_eq!(request.to.as_deref(), Some("channel-1"));
    assert_eq!(request.user_agent.as_deref(), Some("Browser/1"));
    assert_eq!(
        request.avatar.as_deref(),
        Some("https://example.com/ann.png")
    );
}

#[test]
fn a_message_up_has_every_field_of_the_newer_table() {
    let mut object = sent();
    object["messageId"] = json!("message-1");
    object["transData"] = json!("{\"order\":1}");
    let request = request::<Send>("000", "third table", &object);
    assert_sent(&request);
    assert_eq!(request.message_id.as_deref(), Some("message-1"));
    assert_eq!(request.trans_data.as_deref(), Some("{\"order\":1}"));
}

#[test]
fn a_message_up_has_every_field_of_the_older_table() {
    assert_sent(&request::<Send>("003", "table 7-2", &sent()));
}

#[test]
fn a_message_up_is_answered_with_a_result() {
    let object = json!({"resultCode": "12", "resultDesc": "not working time"});
    let answer = answer::<Send>("003", "table 7-1", &object);
    assert_eq!(answer.code(), Some(&ResultCode::NotWorkingTime));
    assert_eq!(answer.description.as_deref(), Some("not working time"));
    assert!(!answer.is_success());
}

#[test]
fn every_word_that_the_tables_of_send_name_is_known() {
    for word in [
        "CONNECT",
        "CHAT",
        "TRANS2AGENT",
        "TRANSFER",
        "INPUT",
        "DISCONNECT",
        "READ",
    ] {
        assert!(
            !matches!(ControlType::from(word), ControlType::Other(_)),
            "{word}"
        );
    }
    for word in [
        "TEXT",
        "TXT",
        "IMAGE",
        "AUDIO",
        "VIDEO",
        "FILE",
        "FILE_IMAGE",
        "FILE_VIDEO",
        "WEBCARD",
        "LOCATE",
    ] {
        assert!(
            !matches!(MediaType::from(word), MediaType::Other(_)),
            "{word}"
        );
    }
}

#[test]
fn what_a_message_up_holds_is_limited() {
    assert!(UserId::new(&"é".repeat(24)).is_ok());
    assert!(UserId::new(&"é".repeat(25)).is_err());
    assert!(UserId::new("").is_err());
    assert!(MessageId::new(&"é".repeat(32)).is_ok());
    assert!(MessageId::new(&"é".repeat(33)).is_err());
    let comma = ComposeError::Forbidden {
        field: "messageId",
        character: ',',
    };
    assert_eq!(MessageId::new("a,b"), Err(comma));
    assert!(limits::AVATAR.check(&"é".repeat(1024)).is_ok());
    assert_eq!(
        limits::AVATAR.check(&"é".repeat(1025)),
        Err(ComposeError::TooLong {
            limit: limits::AVATAR,
            taken: 1025
        })
    );
}

#[test]
fn a_message_down_has_every_field_of_the_polls_table() {
    // The table has no control type; its example has.
    let object = json!({
        "channel": "WEB", "content": "Hello", "from": "channel-1", "mediaType": "TEXT",
        "senderNickname": "Robot", "sourceType": "ROBOT", "timestamp": 1_619_590_480_756_i64,
        "to": "visitor-1", "simQuestions": "One?;Two?", "interIdx": "2", "controlType": "CHAT",
    });
    let message: DownlinkMessage = round_trip_beyond("003", "table 5-1", &["controlType"], &object);
    assert_eq!(message.channel.as_deref(), Some("WEB"));
    assert_eq!(message.content.as_deref(), Some("Hello"));
    assert_eq!(message.from.as_deref(), Some("channel-1"));
    assert_eq!(message.media, Some(MediaType::Text));
    assert_eq!(message.nickname.as_deref(), Some("Robot"));
    assert_eq!(message.source, Some(SourceType::Robot));
    assert_eq!(message.timestamp, Some(1_619_590_480_756));
    assert_eq!(message.to.as_deref(), Some("visitor-1"));
    assert_eq!(message.questions, Questions::Text("One?;Two?".to_owned()));
    assert_eq!(message.questions.all(&parse_json), ["One?", "Two?"]);
    assert_eq!(message.inter_idx.as_deref(), Some("2"));
}

#[test]
fn the_time_of_a_message_down_is_also_read_as_the_string_of_the_polls_table() {
    let message: DownlinkMessage =
        serde_json::from_value(json!({"timestamp": "1619590480756"})).unwrap();
    assert_eq!(message.timestamp, Some(1_619_590_480_756));
}

#[test]
fn every_word_that_the_polls_table_names_is_known() {
    for word in ["TEXT", "IMAGE", "VIDEO", "AUDIO", "LOCATE"] {
        assert!(
            !matches!(MediaType::from(word), MediaType::Other(_)),
            "{word}"
        );
    }
    for word in ["AGENT", "ROBOT", "SYSTEM", "CUSTOMER"] {
        assert!(
            !matches!(SourceType::from(word), SourceType::Other(_)),
            "{word}"
        );
    }
}

#[test]
fn a_poll_is_answered_with_messages_and_a_result() {
    let object = json!({
        "resultDesc": "done", "downlinkMessages": [{"controlType": "CHAT", "content": "Hello"}],
        "resultCode": "0",
    });
    let answer = answer::<Poll>("003", "table 5-2", &object);
    assert_eq!(answer.description.as_deref(), Some("done"));
    assert_eq!(answer.messages[0].content.as_deref(), Some("Hello"));
    assert_eq!(answer.code(), Some(&ResultCode::Success));
}

#[test]
fn a_poll_asks_for_a_receiver_on_a_channel() {
    let request = PollRequest {
        receiver_id: Some("visitor-1".to_owned()),
        channel: Some("WEB".to_owned()),
        ..PollRequest::default()
    };
    assert_eq!(
        request.pairs(),
        [("receiverId", "visitor-1"), ("channel", "WEB")]
    );
    let names: Vec<_> = rows_of("003", "table 5-3")
        .into_iter()
        .map(|row| row.field)
        .collect();
    assert_eq!(names, ["receiverId", "channel"]);
}
