//! The wire, as the browser reads and writes it: `JSON.parse` and `JSON.stringify`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that meets what it does not expect has failed"
)]

use frontdesk_protocol::agent_gateway::SendMessageRequest;
use frontdesk_protocol::{
    Answer, ApplyTokenRequest, ApplyTokenResponse, ControlType, DownlinkMessage, Json, MediaType,
    PollResponse, QueueInfo, QueueRequest, ResultCode, SatisfactionRequest, SatisfactionResponse,
    SendRequest, SendResponse, SourceType,
};
use js_sys::JSON;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

macro_rules! fixture {
    ($name:literal) => {
        read(include_str!(concat!(
            "../crates/protocol/tests/fixtures/",
            $name,
            ".json"
        )))
    };
}

fn read<T: DeserializeOwned>(json: &str) -> T {
    serde_wasm_bindgen::from_value(JSON::parse(json).unwrap()).unwrap()
}

fn parse_json(text: &str) -> Option<Json> {
    serde_wasm_bindgen::from_value(JSON::parse(text).ok()?).ok()
}

fn written(value: &impl Serialize) -> String {
    let value = value.serialize(&Serializer::json_compatible()).unwrap();
    JSON::stringify(&value).unwrap().into()
}

#[wasm_bindgen_test]
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

#[wasm_bindgen_test]
fn a_token_is_read_with_its_quotes_and_used_without() {
    let answer: ApplyTokenResponse = fixture!("seed003-3.2-apply-token-response");
    assert!(answer.is_success());
    assert_eq!(answer.bare_token(), Some("eyJcmVhdGVUaW1l"));
    let answer: ApplyTokenResponse = read(
        r#"{"resultCode": 0, "token": "t", "expiresIn": "3600",
            "limits": {"textBytes": 500}, "features": {"survey": "true"}}"#,
    );
    assert_eq!(answer.expires_in, Some(3600));
    assert_eq!(answer.limits.unwrap().text_bytes, Some(500));
    assert!(answer.features.unwrap().survey);
}

#[wasm_bindgen_test]
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
        assert_eq!(request.control, Some(control));
        assert_eq!(request.source, Some(SourceType::Customer));
        assert_eq!(request.user_agent, None);
        let again: SendRequest = read(&written(&request));
        assert_eq!(again, request);
        assert_eq!(answer.code(), Some(&ResultCode::Success));
    }
}

#[wasm_bindgen_test]
fn a_rating_is_answered_under_another_name() {
    let request: SatisfactionRequest = fixture!("seed003-6.2-satisfaction-request");
    assert_eq!(request.evaluation.as_deref(), Some("5"));
    let answer: SatisfactionResponse = fixture!("seed003-6.2-satisfaction-response");
    assert!(answer.is_success());
}

#[wasm_bindgen_test]
fn an_agents_message_is_json_inside_a_string() {
    let request: SendMessageRequest = fixture!("seed001-sendmessage-request");
    let message = request.message(&parse_json).unwrap();
    let content = Some("<p>Message sent by the agent</p>");
    assert_eq!(message.content.as_deref(), content);
    assert_eq!(message.send_time.as_deref(), Some("1678109503317"));
}

#[wasm_bindgen_test]
fn a_request_has_the_tables_names_and_leaves_out_what_is_absent() {
    let send = SendRequest {
        control: Some(ControlType::TransferToAgent),
        media: Some(MediaType::Text),
        content: Some("\"面包\" \u{2028}\n</script>".to_owned()),
        message_id: Some("0123".to_owned()),
        timestamp: Some("1619573129953".to_owned()),
        ..SendRequest::default()
    };
    assert_eq!(
        written(&send),
        "{\"controlType\":\"TRANS2AGENT\",\"mediaType\":\"TEXT\",\
         \"content\":\"\\\"面包\\\" \u{2028}\\n</script>\",\
         \"messageId\":\"0123\",\"timestamp\":\"1619573129953\"}"
    );
    let apply = ApplyTokenRequest {
        channel_id: Some("7".to_owned()),
        locale: Some("zh_CN".to_owned()),
        ..ApplyTokenRequest::default()
    };
    assert_eq!(written(&apply), r#"{"channelId":"7","locale":"zh_CN"}"#);
    assert_eq!(written(&QueueRequest::default()), "{}");
    let rating = SatisfactionRequest {
        evaluation: Some("4".to_owned()),
        comment: Some(String::new()),
        ..SatisfactionRequest::default()
    };
    assert_eq!(written(&rating), r#"{"evaluation":"4","comment":""}"#);
}

#[wasm_bindgen_test]
fn numbers_flags_and_codes_come_as_what_they_are_or_as_text() {
    for time in ["1619590480756", "\"1619590480756\"", "1619590480756.0"] {
        let message: DownlinkMessage = read(&format!(r#"{{"timestamp": {time}}}"#));
        assert_eq!(message.timestamp, Some(1_619_590_480_756), "{time}");
    }
    for code in ["0", "\"0\"", "\" 0 \""] {
        for name in ["resultCode", "returnCode", "retCode", "retcode"] {
            let answer: SendResponse = read(&format!(r#"{{"{name}": {code}}}"#));
            assert!(answer.is_success(), "{name}: {code}");
        }
    }
    let queue: QueueInfo =
        read(r#"{"resultCode": "0", "position": "2", "configMaxcWaitTime": 60}"#);
    assert_eq!((queue.position, queue.max_wait), (Some(2), Some(60)));
}

#[wasm_bindgen_test]
fn what_makes_no_sense_is_absent_and_the_rest_is_kept() {
    let message: DownlinkMessage = read(
        r#"{"content": {"not": "a text"}, "timestamp": "yesterday", "sourceType": "AGENT",
            "new": [1, null, {"a": 1.5}], "messageCode": 1e300}"#,
    );
    assert_eq!(message.content, None);
    assert_eq!(message.timestamp, None);
    assert_eq!(message.source, Some(SourceType::Agent));
    let answer: PollResponse = read(r#"{"resultCode": "0", "downlinkMessages": null}"#);
    assert!(answer.messages.is_empty() && answer.is_success());
}

#[wasm_bindgen_test]
fn what_is_no_object_is_an_error_and_no_panic() {
    for json in ["null", "7", "\"text\"", "[]", "[{}]", "true"] {
        let value = JSON::parse(json).unwrap();
        assert!(
            serde_wasm_bindgen::from_value::<SendResponse>(value.clone()).is_err(),
            "{json}"
        );
        assert!(
            serde_wasm_bindgen::from_value::<QueueInfo>(value).is_err(),
            "{json}"
        );
    }
}

#[wasm_bindgen_test]
fn no_depth_exhausts_the_stack() {
    let deep = format!("{}1{}", "[".repeat(500), "]".repeat(500));
    let message: DownlinkMessage =
        read(&format!(r#"{{"content": {deep}, "sourceType": "ROBOT"}}"#));
    assert_eq!(message.source, Some(SourceType::Robot));
}
