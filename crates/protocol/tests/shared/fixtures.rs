//! The documents' own examples.

use frontdesk_protocol::agent_gateway::{SendMessageRequest, SendMessageResponse};
use frontdesk_protocol::push::{PushMessage, PushResponse};
use frontdesk_protocol::{
    Answer, ApplyTokenRequest, ApplyTokenResponse, CallEvent, CallSupport, ClickToCallRequest,
    ClickToCallResponse, ControlType, CreateCallRequest, CreateCallResponse, DownloadRequest,
    DownloadResponse, FeedbackRequest, FeedbackResponse, LeaveMessageRequest, LeaveMessageResponse,
    MediaType, OfChannel, PhrasesRequest, PhrasesResponse, PollResponse, ResultCode,
    SatisfactionRequest, SatisfactionResponse, SendRequest, SendResponse, SourceType, TokenRequest,
    TokenResponse, UploadRequest, UploadResponse,
};

use super::read;
use crate::format::{parse_json, test, written};

/// Reads the example of this name.
macro_rules! fixture {
    ($name:literal) => {
        read(include_str!(concat!("../fixtures/", $name, ".json")))
    };
}

/// Every example with what it is: it is read, and what is written of it is read as the same.
macro_rules! fixtures {
    ($($name:literal: $type:ty,)*) => {
        #[test]
        fn every_example_is_read_and_written_again() {
            $(
                let example: $type = fixture!($name);
                let again: $type = read(&written(&example));
                assert!(again == example, $name);
                assert!(written(&example).len() > 2, "nothing was read of {}", $name);
            )*
        }

        /// Where there are files: a new one must be named here.
        #[cfg(not(target_arch = "wasm32"))]
        #[test]
        fn no_example_is_left_out() {
            let named = [$($name),*];
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
            for entry in std::fs::read_dir(folder).unwrap() {
                let file = entry.unwrap().file_name().into_string().unwrap();
                let example = file.strip_suffix(".json");
                let example = example.filter(|name| !name.ends_with("-headers"));
                assert!(
                    example.is_none_or(|name| named.contains(&name)),
                    "{file} is missing in tests/shared/fixtures.rs"
                );
            }
        }
    };
}

fixtures! {
    "seed000-audio-request": SendRequest,
    "seed000-audio-response": SendResponse,
    "seed000-connect-request": SendRequest,
    "seed000-connect-response": SendResponse,
    "seed000-disconnect-request": SendRequest,
    "seed000-disconnect-response": SendResponse,
    "seed000-file-image-request": SendRequest,
    "seed000-file-image-response": SendResponse,
    "seed000-file-request": SendRequest,
    "seed000-file-response": SendResponse,
    "seed000-file-video-request": SendRequest,
    "seed000-file-video-response": SendResponse,
    "seed000-image-request": SendRequest,
    "seed000-image-response": SendResponse,
    "seed000-robot-chat-request": SendRequest,
    "seed000-robot-chat-response": SendResponse,
    "seed000-text-request": SendRequest,
    "seed000-text-response": SendResponse,
    "seed000-transfer-request": SendRequest,
    "seed000-transfer-response": SendResponse,
    "seed000-video-request": SendRequest,
    "seed000-video-response": SendResponse,
    "seed000-web-card-request": SendRequest,
    "seed000-web-card-response": SendResponse,
    "seed000-web-card-untrusted-response": SendResponse,
    "seed001-sendmessage-request": SendMessageRequest,
    "seed001-sendmessage-response": SendMessageResponse,
    "seed002-push-request": PushMessage,
    "seed002-push-response": PushResponse,
    "seed003-10.2-phrases-request": PhrasesRequest,
    "seed003-10.2-phrases-response": PhrasesResponse,
    "seed003-11.1-create-request": ClickToCallRequest,
    "seed003-11.1-create-response": ClickToCallResponse,
    "seed003-12.1-events-response": CallEvent,
    "seed003-13.1-support-response": CallSupport,
    "seed003-14.1-drop-request": OfChannel,
    "seed003-14.1-drop-response": ClickToCallResponse,
    "seed003-15.1-leave-message-request": LeaveMessageRequest,
    "seed003-15.1-leave-message-response": LeaveMessageResponse,
    "seed003-16.1-create-call-request": CreateCallRequest,
    "seed003-16.1-create-call-response": CreateCallResponse,
    "seed003-17.1-feedback-request": FeedbackRequest,
    "seed003-17.1-feedback-response": FeedbackResponse,
    "seed003-2-token-request": TokenRequest,
    "seed003-2-token-response": TokenResponse,
    "seed003-3.2-apply-token-request": ApplyTokenRequest,
    "seed003-3.2-apply-token-response": ApplyTokenResponse,
    "seed003-5.2-poll-response": PollResponse,
    "seed003-6.2-satisfaction-demo-request": SatisfactionRequest,
    "seed003-6.2-satisfaction-demo-response": SatisfactionResponse,
    "seed003-6.2-satisfaction-request": SatisfactionRequest,
    "seed003-6.2-satisfaction-response": SatisfactionResponse,
    "seed003-7.2-chat-request": SendRequest,
    "seed003-7.2-chat-response": SendResponse,
    "seed003-7.2-connect-request": SendRequest,
    "seed003-7.2-connect-response": SendResponse,
    "seed003-7.2-disconnect-request": SendRequest,
    "seed003-7.2-disconnect-response": SendResponse,
    "seed003-7.2-transfer-request": SendRequest,
    "seed003-7.2-transfer-response": SendResponse,
    "seed003-8.2-upload-request": UploadRequest,
    "seed003-8.2-upload-response": UploadResponse,
    "seed003-9.2-download-request": DownloadRequest,
    "seed003-9.2-download-response": DownloadResponse,
}

#[test]
fn a_poll_answer_holds_robot_and_system_lines() {
    let answer: PollResponse = fixture!("seed003-5.2-poll-response");
    assert!(answer.is_success());
    let sources: Vec<_> = answer
        .messages
        .iter()
        .map(|line| line.source.clone())
        .collect();
    let expected = [SourceType::Robot, SourceType::Robot, SourceType::System];
    assert_eq!(sources, expected.map(Some));
    let first = &answer.messages[0];
    assert_eq!(first.control, ControlType::Chat);
    assert_eq!(first.media, Some(MediaType::Text));
    assert_eq!(first.content.as_deref(), Some("Welcome,welcome"));
    assert_eq!(first.timestamp, Some(1_619_590_480_756));
    assert_eq!(answer.messages[2].avatar, None);
}

#[test]
fn a_bearer_has_its_numbers_as_strings() {
    let answer: TokenResponse = fixture!("seed003-2-token-response");
    assert!(answer.is_success());
    assert_eq!(answer.expires, Some(600));
    assert_eq!(answer.created, Some(1_545_650_171));
    assert_eq!(answer.access_token.as_deref(), Some("zzzzzzzzzzzzzzzzzzzz"));
}

#[test]
fn a_visitors_token_has_quotes_inside_and_no_code() {
    let answer: ApplyTokenResponse = fixture!("seed003-3.2-apply-token-response");
    assert!(answer.is_success());
    assert_eq!(answer.bare_token(), Some("eyJcmVhdGVUaW1l"));
}

#[test]
fn each_kind_of_uplink_is_read_and_written_with_the_same_words() {
    let uplinks: [(SendRequest, SendResponse, ControlType); 4] = [
        (
            fixture!("seed003-7.2-connect-request"),
            fixture!("seed003-7.2-connect-response"),
            ControlType::Connect,
        ),
        (
            fixture!("seed003-7.2-chat-request"),
            fixture!("seed003-7.2-chat-response"),
            ControlType::Chat,
        ),
        (
            fixture!("seed003-7.2-transfer-request"),
            fixture!("seed003-7.2-transfer-response"),
            ControlType::TransferToAgent,
        ),
        (
            fixture!("seed003-7.2-disconnect-request"),
            fixture!("seed003-7.2-disconnect-response"),
            ControlType::Disconnect,
        ),
    ];
    for (request, answer, control) in uplinks {
        let word = format!("\"controlType\":\"{}\"", control.as_str());
        assert!(written(&request).contains(&word), "{word}");
        assert_eq!(request.control, Some(control));
        assert_eq!(request.source, Some(SourceType::Customer));
        assert_eq!(request.to.as_deref(), Some("1011577355744904195"));
        assert_eq!(request.user_agent, None);
        assert_eq!(answer.code(), Some(&ResultCode::Success));
    }
}

#[test]
fn a_rating_is_answered_under_another_name() {
    let request: SatisfactionRequest = fixture!("seed003-6.2-satisfaction-request");
    assert_eq!(request.evaluation.as_deref(), Some("5"));
    let answer: SatisfactionResponse = fixture!("seed003-6.2-satisfaction-response");
    assert!(answer.is_success());
}

#[test]
fn an_agents_message_is_json_inside_a_string() {
    let request: SendMessageRequest = fixture!("seed001-sendmessage-request");
    let message = request.message(&parse_json).unwrap();
    let content = Some("<p>Message sent by the agent</p>");
    assert_eq!(message.content.as_deref(), content);
    assert_eq!(message.send_time.as_deref(), Some("1678109503317"));
    let answer: SendMessageResponse = fixture!("seed001-sendmessage-response");
    assert_eq!(answer.code, Some(ResultCode::Success));
}
