//! The example of seed 001: an agent's message.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use frontdesk_protocol::agent_gateway::{AgentData, SendMessageRequest, SendMessageResponse};
use frontdesk_protocol::{ControlType, MediaType, ResultCode};
use support::{parse_json, read};

#[test]
fn an_agents_message_is_json_inside_a_string() {
    let request: SendMessageRequest = read("seed001-sendmessage-request");
    assert_eq!(request.call_id.as_deref(), Some("1552524689-16797284"));
    assert_eq!(request.user_id.as_deref(), Some("88880043"));
    assert!(matches!(request.data, Some(AgentData::Text(_))));
    assert_eq!(
        request.content.as_deref(),
        Some("Message sent by the agent")
    );
    let message = request.message(&parse_json).unwrap();
    assert_eq!(message.from.as_deref(), Some("202301032048582419"));
    assert_eq!(message.to.as_deref(), Some("1672709693442874044"));
    assert_eq!(message.channel.as_deref(), Some("WEB"));
    assert_eq!(message.control, ControlType::Chat);
    assert_eq!(message.media, Some(MediaType::Text));
    let code = "b72d414f-97ca-4897-bc9f-a727ad92ff12";
    assert_eq!(message.message_code.as_deref(), Some(code));
    assert_eq!(
        message.content.as_deref(),
        Some("<p>Message sent by the agent</p>")
    );
    assert_eq!(message.nickname.as_deref(), Some("Agent"));
    assert_eq!(message.avatar.as_deref(), Some("DefaultAvatar"));
    assert_eq!(message.send_time.as_deref(), Some("1678109503317"));
    assert_eq!(message.user_id.as_deref(), Some("1672709693442874044"));
    assert_eq!(
        (message.media_file_type, message.content_type),
        (None, None)
    );
}

#[test]
fn an_agents_message_is_answered_under_another_name() {
    let answer: SendMessageResponse = read("seed001-sendmessage-response");
    assert_eq!(answer.code, Some(ResultCode::Success));
    assert_eq!(answer.message.as_deref(), Some("success"));
}
