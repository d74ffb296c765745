//! Answers and pushes whose messages stay raw, as the proxy reads them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use frontdesk_protocol::PollEnvelope;
use frontdesk_protocol::push::PushEnvelope;
use serde_json::value::RawValue;

/// The forms in which messages come, and what is kept of each.
const LISTS: [(&str, &[&str]); 9] = [
    ("[]", &[]),
    ("null", &[]),
    (r#"{"content": "a"}"#, &[r#"{"content": "a"}"#]),
    (r#"[{"a" :1}, {}]"#, &[r#"{"a" :1}"#, "{}"]),
    (r#"[null, {"a": 1.50}, null]"#, &[r#"{"a": 1.50}"#]),
    // What is no message may be one to somebody who knows more.
    (r#"[7, "x", [ ]]"#, &["7", "\"x\"", "[ ]"]),
    ("{}", &["{}"]),
    (
        r#"{"content": {"a": [1, 2]}, "new": 1e999}"#,
        &[r#"{"content": {"a": [1, 2]}, "new": 1e999}"#],
    ),
    (
        r#"[{"strange": 123456789012345678901234567890}]"#,
        &[r#"{"strange": 123456789012345678901234567890}"#],
    ),
];

fn texts(messages: &[Box<RawValue>]) -> Vec<&str> {
    messages.iter().map(|raw| raw.get()).collect()
}

#[test]
fn raw_messages_come_in_a_list_or_alone_and_stay_as_they_were() {
    for (json, expected) in LISTS {
        let body = format!(r#"{{"resultCode": "0", "downlinkMessages": {json}, "cursor": "c"}}"#);
        let poll: PollEnvelope<Box<RawValue>> = serde_json::from_str(&body).unwrap();
        assert_eq!(texts(&poll.messages), expected, "{json}");
        assert_eq!(poll.cursor.as_deref(), Some("c"));
        let body = format!(r#"{{"messages": {json}, "timestamp": "5"}}"#);
        let push: PushEnvelope<Box<RawValue>> = serde_json::from_str(&body).unwrap();
        assert_eq!(texts(&push.messages), expected, "{json}");
        assert_eq!(push.timestamp, Some(5));
    }
}

#[test]
fn a_poll_with_no_list_has_no_messages_and_a_push_is_refused() {
    for json in ["\"\"", "\"[{}]\"", "7", "1.5", "-1", "false"] {
        let body = format!(r#"{{"resultCode": "0", "downlinkMessages": {json}}}"#);
        let poll: PollEnvelope<Box<RawValue>> = serde_json::from_str(&body).unwrap();
        assert!(poll.messages.is_empty(), "{json}");
        assert!(poll.is_success());
        let body = format!(r#"{{"messages": {json}}}"#);
        let push = serde_json::from_str::<PushEnvelope<Box<RawValue>>>(&body);
        let error = push.unwrap_err().to_string();
        assert!(error.contains("neither a list nor an object"), "{error}");
    }
    let push: PushEnvelope<Box<RawValue>> = serde_json::from_str("{}").unwrap();
    assert!(push.messages.is_empty());
}

#[test]
fn of_two_lists_the_first_that_holds_something_counts() {
    let body = r#"{"messages": [], "messages": [1], "messages": [2], "downlinkMessages": null,
        "downlinkMessages": {"a": 1}, "downlinkMessages": [2]}"#;
    let push: PushEnvelope<Box<RawValue>> = serde_json::from_str(body).unwrap();
    assert_eq!(texts(&push.messages), ["1"]);
    let poll: PollEnvelope<Box<RawValue>> = serde_json::from_str(body).unwrap();
    assert_eq!(texts(&poll.messages), [r#"{"a": 1}"#]);
}

#[test]
fn a_pushs_time_is_read_in_every_form_and_written_as_a_number() {
    for (json, written) in [
        (
            r#"{"timestamp": 1625898453913}"#,
            r#"{"messages":[],"timestamp":1625898453913}"#,
        ),
        (
            r#"{"timestamp": " 1625898453913"}"#,
            r#"{"messages":[],"timestamp":1625898453913}"#,
        ),
        (r#"{"timestamp": {}}"#, r#"{"messages":[]}"#),
        (
            r#"{"timestamp": null, "timestamp": 7.5}"#,
            r#"{"messages":[],"timestamp":7}"#,
        ),
    ] {
        let push: PushEnvelope<Box<RawValue>> = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&push).unwrap(), written, "{json}");
    }
}
