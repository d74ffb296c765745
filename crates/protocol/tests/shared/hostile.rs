//! What is no object, and what is deeper than anything of the API.

use frontdesk_protocol::push::{PushEnvelope, PushMessage};
use frontdesk_protocol::{
    DownlinkMessage, Json, PollEnvelope, PollResponse, QueueInfo, SendRequest, SendResponse,
    SourceType, TokenResponse,
};
use serde::de::DeserializeOwned;

use super::read;
use crate::format::{parse_json, test, try_read};

#[test]
fn what_is_no_object_is_an_error_and_no_panic() {
    fn check<T: DeserializeOwned>() {
        for json in [
            "null", "7", "-1.5", "\"text\"", "\"\"", "[1]", "[[{}]]", "true",
        ] {
            assert!(try_read::<T>(json).is_err(), "{json}");
        }
    }
    check::<DownlinkMessage>();
    check::<PollEnvelope<Json>>();
    check::<PollResponse>();
    check::<PushEnvelope<Json>>();
    check::<PushMessage>();
    check::<QueueInfo>();
    check::<SendRequest>();
    check::<SendResponse>();
    check::<TokenResponse>();
}

#[test]
fn no_depth_exhausts_the_stack() {
    for depth in [1, 15, 16, 17, 100] {
        let list = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        let object = format!("{}1{}", r#"{"a":"#.repeat(depth), "}".repeat(depth));
        for deep in [list, object] {
            let message: DownlinkMessage =
                read(&format!(r#"{{"content": {deep}, "sourceType": "ROBOT"}}"#));
            assert_eq!(message.source, Some(SourceType::Robot), "{depth}");
            let envelope: PollEnvelope<Json> =
                read(&format!(r#"{{"new": {deep}, "downlinkMessages": [{{}}]}}"#));
            assert_eq!(envelope.messages.len(), 1, "{depth}");
        }
    }
}

#[test]
fn json_in_a_string_that_is_far_too_deep_is_text_or_nothing() {
    let deep = format!("{}1{}", "[".repeat(50_000), "]".repeat(50_000));
    let message = DownlinkMessage {
        content: Some(deep.clone()),
        questions: frontdesk_protocol::Questions::Text(deep),
        ..DownlinkMessage::default()
    };
    drop(message.content(&parse_json));
    drop(message.read_ids(&parse_json));
    drop(message.questions.all(&parse_json));
}

#[test]
fn names_that_javascript_knows_are_names_like_others() {
    let message: DownlinkMessage = read(
        r#"{"__proto__": {"content": "a"}, "constructor": 1, "toString": null, "length": 3,
            "sourceType": "ROBOT"}"#,
    );
    assert_eq!(message.source, Some(SourceType::Robot));
    assert_eq!(message.content, None);
}

#[test]
fn an_envelope_takes_its_list_of_messages_in_every_form_that_the_messages_come_in() {
    for (json, messages) in [
        ("{}", 0),
        (r#"{"messages": null}"#, 0),
        (r#"{"messages": null, "timestamp": {}}"#, 0),
        (r#"{"messages": {"content": "a"}}"#, 1),
        (r#"{"messages": [{}, {}]}"#, 2),
        (r#"{"messages": [null, {}, null]}"#, 1),
    ] {
        let envelope: PushEnvelope<Json> = read(json);
        let push: PushMessage = read(json);
        assert_eq!(envelope.messages.len(), messages, "{json}");
        assert_eq!(push.messages.len(), messages, "{json}");
    }
    for none in ["\"\"", "\"[]\"", "false", "7", "1.5"] {
        let json = format!(r#"{{"messages": {none}}}"#);
        assert!(try_read::<PushEnvelope<Json>>(&json).is_err(), "{json}");
        assert!(read::<PushMessage>(&json).messages.is_empty(), "{json}");
    }
}
