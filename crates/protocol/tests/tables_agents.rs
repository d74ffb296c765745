//! The tables of an agent's message (seed 001).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use frontdesk_protocol::agent_gateway::{
    AgentData, AgentMessage, SEND_MESSAGE_PATH, SendMessageRequest, SendMessageResponse,
};
use frontdesk_protocol::limits::{self, ComposeError, Limit};
use frontdesk_protocol::{ControlType, FileType, MediaType, ResultCode};
use serde_json::{Value, json};
use support::{parse_json, round_trip, round_trip_beyond, rows_of};

fn message() -> Value {
    json!({
        "from": "channel-1", "to": "visitor-1", "channel": "WEB", "controlType": "CHAT",
        "mediaType": "DOCUMENT", "messageCode": "b72d414f-97ca-4897-bc9f-a727ad92ff12",
        "mediaFileType": "pdf", "senderNickname": "Agent", "senderAvatar": "DefaultAvatar",
        "sendTime": "1678109503317", "content": "key-1", "contentType": "1",
        "userId": "visitor-1",
    })
}

#[test]
fn an_agent_has_an_id_from_101_to_59999() {
    let row = &rows_of("001", "path parameter")[0];
    assert!(SEND_MESSAGE_PATH.contains(&format!("{{{}}}", row.field)));
    for (id, fits) in [(100, false), (101, true), (59_999, true), (60_000, false)] {
        assert_eq!(limits::AGENT_IDS.contains(&id), fits, "{id}");
    }
}

#[test]
fn an_agents_message_is_wrapped_with_its_call() {
    // The example has the text once more, beside the data.
    let object = json!({
        "callid": "call-1", "userid": "user-1", "data": message().to_string(), "content": "key-1",
    });
    let request: SendMessageRequest = round_trip_beyond("001", "table 2", &["content"], &object);
    assert_eq!(request.call_id.as_deref(), Some("call-1"));
    assert_eq!(request.user_id.as_deref(), Some("user-1"));
    assert_eq!(request.data, Some(AgentData::Text(message().to_string())));
    assert_eq!(request.content.as_deref(), Some("key-1"));
    let same = serde_json::to_value(request.message(&parse_json).unwrap()).unwrap();
    assert_eq!(same, message());
}

#[test]
fn the_data_may_be_an_object_as_the_table_says() {
    let object = json!({"callid": "call-1", "data": message()});
    let request: SendMessageRequest = serde_json::from_value(object.clone()).unwrap();
    let same = serde_json::to_value(request.message(&parse_json).unwrap()).unwrap();
    assert_eq!(same, message());
    assert_eq!(serde_json::to_value(&request).unwrap(), object);
}

#[test]
fn an_agents_message_has_every_field_of_its_table() {
    let message: AgentMessage = round_trip("001", "table 3", &message());
    assert_eq!(message.from.as_deref(), Some("channel-1"));
    assert_eq!(message.to.as_deref(), Some("visitor-1"));
    assert_eq!(message.channel.as_deref(), Some("WEB"));
    assert_eq!(message.control, ControlType::Chat);
    assert_eq!(message.media, Some(MediaType::Document));
    let code = "b72d414f-97ca-4897-bc9f-a727ad92ff12";
    assert_eq!(message.message_code.as_deref(), Some(code));
    assert_eq!(message.media_file_type, Some(FileType::Pdf));
    assert_eq!(message.nickname.as_deref(), Some("Agent"));
    assert_eq!(message.avatar.as_deref(), Some("DefaultAvatar"));
    assert_eq!(message.send_time.as_deref(), Some("1678109503317"));
    assert_eq!(message.content.as_deref(), Some("key-1"));
    assert_eq!(message.content_type.as_deref(), Some("1"));
    assert_eq!(message.user_id.as_deref(), Some("visitor-1"));
}

#[test]
fn every_word_that_an_agents_table_names_is_known() {
    for word in [
        "TEXT",
        "IMAGE",
        "AUDIO",
        "VIDEO",
        "LOCATE",
        "EMOTICONS",
        "CARD",
        "MULTICARD",
        "EMAIL",
        "WHATSAPPTEMPLATE",
        "RICHTEXT",
        "WEBCARD",
        "SMSTEMPLATE",
        "LOCATION",
        "DOCUMENT",
        "COBROWSESITE",
    ] {
        let media = MediaType::from(word);
        assert!(!matches!(media, MediaType::Other(_)), "{word}");
        assert_eq!(media.as_str(), word);
    }
    for word in [
        "jpg", "png", "jpeg", "mp3", "aac", "m4a", "mp4", "gif", "doc", "docx", "pdf", "zip", "RTF",
    ] {
        assert!(
            !matches!(FileType::from(word), FileType::Other(_)),
            "{word}"
        );
    }
}

#[test]
fn an_agents_data_is_limited_in_bytes_by_the_kind_of_encryption() {
    let fits = |limit: Limit, most: usize| {
        assert!(limit.check(&"a".repeat(most)).is_ok());
        let taken = most + 1;
        let refused = limit.check(&"a".repeat(taken)).map(str::len);
        assert_eq!(refused, Err(ComposeError::TooLong { limit, taken }));
    };
    fits(limits::AGENT_DATA_PLATFORM, 1024 * 19 / 10);
    fits(limits::AGENT_DATA_BUSINESS, 1024 * 38 / 10);
}

#[test]
fn an_agents_message_is_answered_with_a_result() {
    let object = json!({"retcode": "0", "message": "success"});
    let answer: SendMessageResponse = round_trip("001", "table 4", &object);
    assert_eq!(answer.code, Some(ResultCode::Success));
    assert_eq!(answer.message.as_deref(), Some("success"));
}
