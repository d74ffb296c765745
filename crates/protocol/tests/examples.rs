//! The documents' own examples.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use frontdesk_protocol::agent_gateway::{SendMessageRequest, SendMessageResponse};
use frontdesk_protocol::{
    Answer, ApplyTokenRequest, ApplyTokenResponse, ControlType, MediaType, PollResponse,
    ResultCode, SatisfactionRequest, SatisfactionResponse, SendRequest, SendResponse, SourceType,
    TokenRequest, TokenResponse,
};
use serde::de::DeserializeOwned;

fn read<T: DeserializeOwned>(name: &str) -> T {
    let path = format!("{}/tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn a_bearer_has_its_numbers_as_strings() {
    let request: TokenRequest = read("seed003-2-token-request");
    assert_eq!(request.app_key, "xxxxxxxxxxxxxxxxxx");
    assert!(
        !format!("{request:?}").contains('y'),
        "the secret is not in Debug"
    );
    let answer: TokenResponse = read("seed003-2-token-response");
    assert!(answer.is_success());
    assert_eq!(
        (answer.expires, answer.created),
        (Some(600), Some(1_545_650_171))
    );
    assert_eq!(answer.access_token.as_deref(), Some("zzzzzzzzzzzzzzzzzzzz"));
}

#[test]
fn a_visitor_token_loses_the_quotes_inside_its_value_and_nothing_else() {
    let request: ApplyTokenRequest = read("seed003-3.2-apply-token-request");
    assert_eq!(request.locale.as_deref(), Some("zh_CN"));
    let mut answer: ApplyTokenResponse = read("seed003-3.2-apply-token-response");
    assert!(answer.is_success(), "a token without a code is a success");
    assert_eq!(answer.bare_token(), Some("eyJcmVhdGVUaW1l"));
    for (token, bare) in [
        ("a%3D", Some("a%3D")),
        ("\"\"", None),
        ("\"", Some("\"")),
        ("", None),
    ] {
        answer.token = Some(token.to_owned());
        assert_eq!(answer.bare_token(), bare);
    }
}

#[test]
fn a_poll_answer_holds_robot_and_system_lines() {
    let answer: PollResponse = read("seed003-5.2-poll-response");
    assert!(answer.is_success());
    let sources: Vec<_> = answer
        .messages
        .iter()
        .map(|line| line.source.clone().unwrap())
        .collect();
    assert_eq!(
        sources,
        [SourceType::Robot, SourceType::Robot, SourceType::System]
    );
    let first = &answer.messages[0];
    assert_eq!(first.control, ControlType::Chat);
    assert_eq!(first.media, Some(MediaType::Text));
    assert_eq!(first.content.as_deref(), Some("Welcome,welcome"));
    assert_eq!(first.timestamp, Some(1_619_590_480_756));
    assert_eq!(answer.messages[2].avatar, None);
}

#[test]
fn a_rating_is_answered_under_another_name() {
    let request: SatisfactionRequest = read("seed003-6.2-satisfaction-request");
    assert_eq!(request.evaluation.as_deref(), Some("5"));
    let answer: SatisfactionResponse = read("seed003-6.2-satisfaction-response");
    assert!(answer.is_success());
}

#[test]
fn each_kind_of_uplink_is_read_and_written_with_the_same_words() {
    for (name, control) in [
        ("connect", ControlType::Connect),
        ("chat", ControlType::Chat),
        ("transfer", ControlType::TransferToAgent),
        ("disconnect", ControlType::Disconnect),
    ] {
        let request: SendRequest = read(&format!("seed003-7.2-{name}-request"));
        assert_eq!(request.control, Some(control.clone()));
        assert_eq!(request.source, Some(SourceType::Customer));
        assert_eq!(request.user_agent, None);
        let written = serde_json::to_value(&request).unwrap();
        assert_eq!(written["controlType"], control.as_str());
        assert_eq!(written["to"], "1011577355744904195");
        let answer: SendResponse = read(&format!("seed003-7.2-{name}-response"));
        assert_eq!(answer.code(), Some(&ResultCode::Success));
    }
}

#[test]
fn an_agents_message_is_json_inside_a_string() {
    let request: SendMessageRequest = read("seed001-sendmessage-request");
    let message = request
        .message(&|text: &str| serde_json::from_str(text).ok())
        .unwrap();
    assert_eq!(
        message.content.as_deref(),
        Some("<p>Message sent by the agent</p>")
    );
    assert_eq!(message.send_time.as_deref(), Some("1678109503317"));
    let answer: SendMessageResponse = read("seed001-sendmessage-response");
    assert_eq!(answer.code, Some(ResultCode::Success));
}
