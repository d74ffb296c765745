//! What makes two messages the same one, and what a poll asks.

use frontdesk_protocol::{DownlinkMessage, MessageKey, OfChannel, PollRequest};

use super::read;
use crate::format::test;

fn key(json: &str) -> MessageKey {
    read::<DownlinkMessage>(json).key()
}

#[test]
fn the_same_message_has_the_same_key_whichever_way_its_time_is_written() {
    let line = key(r#"{"timestamp": 5, "content": "a"}"#);
    assert_eq!(line, key(r#"{"content": "a", "timestamp": "5"}"#));
    assert_eq!(line, key(r#"{"sendTime": "5", "content": "a", "new": {}}"#));
    assert_ne!(line, key(r#"{"timestamp": 6, "content": "a"}"#));
    assert_ne!(line, key(r#"{"timestamp": 5, "content": "b"}"#));
    assert_ne!(line, key(r#"{"timestamp": 5}"#));
}

#[test]
fn a_code_that_is_used_again_to_withdraw_is_another_message() {
    let said = key(r#"{"messageCode": "m", "controlType": "CHAT", "content": "a"}"#);
    let withdrawn = key(r#"{"messageCode": "m", "controlType": "RECALL", "content": "a"}"#);
    let later = key(r#"{"messageCode": "m", "content": "a", "timestamp": 9}"#);
    assert_ne!(said, withdrawn);
    assert_eq!(said, later);
}

#[test]
fn an_empty_code_is_none() {
    let line = key(r#"{"content": "a", "timestamp": 5}"#);
    assert_eq!(
        line,
        key(r#"{"messageCode": "", "content": "a", "timestamp": 5}"#)
    );
    assert_eq!(
        line,
        key(r#"{"messageCode": null, "content": "a", "timestamp": 5}"#)
    );
}

#[test]
fn no_content_can_pass_for_another_messages_parts() {
    assert_ne!(
        key(r#"{"from": "1:a", "content": "b"}"#),
        key(r#"{"from": "1", "content": "a1:b"}"#)
    );
    assert_ne!(
        key(r#"{"from": ":", "to": ""}"#),
        key(r#"{"from": "", "to": ":"}"#)
    );
    assert_ne!(
        key(r#"{"messageCode": "m", "content": ""}"#),
        key(r#"{"messageCode": "m"}"#)
    );
}

#[test]
fn a_query_leaves_out_what_is_absent() {
    let poll: PollRequest = read(r#"{"cursor": "", "isNeedRead": "false"}"#);
    assert_eq!(poll.pairs(), [("cursor", "")]);
    let poll: PollRequest = read(r#"{"receiverId": 7, "channel": "WEB", "isNeedRead": "true"}"#);
    assert_eq!(
        poll.pairs(),
        [
            ("receiverId", "7"),
            ("channel", "WEB"),
            ("isNeedRead", "true")
        ]
    );
    assert_eq!(read::<OfChannel>("{}").pairs(), []);
}
