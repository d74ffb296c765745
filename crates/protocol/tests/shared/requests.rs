//! What is written has the tables' names and leaves out what is absent.

use frontdesk_protocol::agent_gateway::{AgentData, AgentMessage, SendMessageRequest};
use frontdesk_protocol::push::PushResponse;
use frontdesk_protocol::{
    ApplyTokenRequest, ControlType, DownlinkMessage, Json, MediaType, PollEnvelope, PollResponse,
    Questions, QueueInfo, QueueRequest, ResultCode, SatisfactionRequest, SendRequest, WebCard,
};

use super::read;
use crate::format::{test, written};

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn a_request_has_the_tables_names_and_leaves_out_what_is_absent() {
    let send = SendRequest {
        control: Some(ControlType::TransferToAgent),
        media: Some(MediaType::Text),
        content: text("\"面包\" \u{2028}\n</script>"),
        message_id: text("0123"),
        timestamp: text("1619573129953"),
        ..SendRequest::default()
    };
    assert_eq!(
        written(&send),
        "{\"controlType\":\"TRANS2AGENT\",\"mediaType\":\"TEXT\",\
         \"content\":\"\\\"面包\\\" \u{2028}\\n</script>\",\
         \"messageId\":\"0123\",\"timestamp\":\"1619573129953\"}"
    );
    let apply = ApplyTokenRequest {
        channel_id: text("7"),
        locale: text("zh_CN"),
        ..ApplyTokenRequest::default()
    };
    assert_eq!(written(&apply), r#"{"channelId":"7","locale":"zh_CN"}"#);
    assert_eq!(written(&QueueRequest::default()), "{}");
    let rating = SatisfactionRequest {
        evaluation: text("4"),
        comment: text(""),
        ..SatisfactionRequest::default()
    };
    assert_eq!(written(&rating), r#"{"evaluation":"4","comment":""}"#);
}

#[test]
fn an_answer_is_written_with_the_first_of_its_names_and_in_the_tables_types() {
    let queue: QueueInfo =
        read(r#"{"retcode": 160021, "message": "x", "configMaxWaitTime": "60"}"#);
    assert_eq!(
        written(&queue),
        r#"{"configMaxcWaitTime":60,"resultCode":"160021","resultDesc":"x"}"#
    );
    let push = PushResponse {
        code: Some(ResultCode::Success),
        ..PushResponse::default()
    };
    assert_eq!(written(&push), r#"{"resultCode":"0"}"#);
    let poll: PollResponse = read(r#"{"returnCode": 0, "cursor": "a-1", "reset": "true"}"#);
    let form = r#"{"resultCode":"0","downlinkMessages":[],"cursor":"a-1","reset":true}"#;
    assert_eq!(written(&poll), form);
    let envelope: PollEnvelope<Json> = read(form);
    let envelope: PollEnvelope<u8> = PollEnvelope {
        messages: vec![1, 2],
        code: envelope.code,
        cursor: envelope.cursor,
        ..PollEnvelope::default()
    };
    assert_eq!(
        written(&envelope),
        r#"{"resultCode":"0","downlinkMessages":[1,2],"cursor":"a-1"}"#
    );
}

#[test]
fn questions_are_written_as_what_they_are() {
    for (questions, form) in [
        (Questions::None, r#"{"controlType":"CHAT"}"#),
        (
            Questions::of(["a".to_owned(), " ".to_owned(), " b ".to_owned()]),
            r#"{"controlType":"CHAT","simQuestions":["a","b"]}"#,
        ),
        (
            Questions::Text("a;b".to_owned()),
            r#"{"controlType":"CHAT","simQuestions":"a;b"}"#,
        ),
    ] {
        let message = DownlinkMessage {
            questions,
            ..DownlinkMessage::default()
        };
        assert_eq!(written(&message), form);
        assert_eq!(read::<DownlinkMessage>(form), message);
    }
}

#[test]
fn json_inside_a_string_is_written_and_read_back() {
    let card = WebCard {
        title: text("\"A\" \u{2028}"),
        url: text("https://a.example/?q=1&r=2"),
        ..WebCard::default()
    };
    let content = written(&card);
    assert_eq!(
        content,
        "{\"title\":\"\\\"A\\\" \u{2028}\",\"redirectUrl\":\"https://a.example/?q=1&r=2\"}"
    );
    assert_eq!(read::<WebCard>(&content), card);
    let message = AgentMessage {
        content: text("<p>\"a\"</p>"),
        media: Some(MediaType::Text),
        ..AgentMessage::default()
    };
    let request = SendMessageRequest {
        data: Some(AgentData::Text(written(&message))),
        ..SendMessageRequest::default()
    };
    let form = written(&request);
    assert_eq!(
        form,
        r#"{"data":"{\"controlType\":\"CHAT\",\"mediaType\":\"TEXT\",\"content\":\"<p>\\\"a\\\"</p>\"}"}"#
    );
    let again: SendMessageRequest = read(&form);
    assert_eq!(again.message(&crate::format::parse_json), Some(message));
}
