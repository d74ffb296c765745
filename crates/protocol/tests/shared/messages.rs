//! What makes two messages the same one, and what a poll asks.

use frontdesk_protocol::{DownlinkMessage, MessageKey, OfChannel, PollRequest};

use super::read;
use crate::format::test;

fn may_be_key(json: &str) -> Option<MessageKey> {
    read::<DownlinkMessage>(json).key()
}

fn key(json: &str) -> MessageKey {
    may_be_key(json).unwrap()
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
fn a_message_without_a_code_and_without_a_time_has_no_key() {
    for json in [
        "{}",
        r#"{"content": "a", "from": "b", "to": "c"}"#,
        r#"{"messageCode": "", "timestamp": null}"#,
        r#"{"messageCode": " ", "timestamp": "yesterday"}"#,
        r#"{"messageCode": {}, "timestamp": []}"#,
    ] {
        assert_eq!(may_be_key(json), None, "{json}");
    }
    assert!(may_be_key(r#"{"timestamp": 0}"#).is_some());
    assert!(may_be_key(r#"{"messageCode": "m"}"#).is_some());
}

#[test]
fn a_code_that_is_used_again_to_withdraw_is_another_message() {
    let said = key(r#"{"messageCode": "m", "controlType": "CHAT", "content": "a"}"#);
    let withdrawn = key(r#"{"messageCode": "m", "controlType": "RECALL", "content": "a"}"#);
    let later = key(r#"{"messageCode": " m ", "content": "a", "timestamp": 9}"#);
    assert_ne!(said, withdrawn);
    assert_eq!(said, later);
}

#[test]
fn an_empty_code_is_none() {
    let line = key(r#"{"content": "a", "timestamp": 5}"#);
    for code in ["\"\"", "\" \"", "null"] {
        let json = format!(r#"{{"messageCode": {code}, "content": "a", "timestamp": 5}}"#);
        assert_eq!(line, key(&json), "{code}");
    }
}

#[test]
fn what_means_the_same_is_the_same() {
    for (one, two) in [
        (
            r#""content": "", "timestamp": 5"#,
            r#""content": null, "sendTime": 5"#,
        ),
        (
            r#""messageCode": "m", "content": "a""#,
            r#""messageCode": "m", "content": "a", "mediaType": "TXT""#,
        ),
        (
            r#""timestamp": 5, "content": "7""#,
            r#""timestamp": 5, "content": 7, "mediaType": "TEXT""#,
        ),
    ] {
        assert_eq!(
            key(&format!("{{{one}}}")),
            key(&format!("{{{two}}}")),
            "{one}"
        );
    }
    let image = r#"{"timestamp": 5, "content": "a", "mediaType": "IMAGE"}"#;
    assert_ne!(key(image), key(r#"{"timestamp": 5, "content": "a"}"#));
    let ended = |media| {
        key(&format!(
            r#"{{"timestamp": 5, "controlType": "DISCONNECT", "mediaType": {media}}}"#
        ))
    };
    assert_ne!(ended("null"), ended("\"TEXT\""));
}

#[test]
fn a_read_receipt_is_the_same_by_its_ids_in_whichever_form() {
    let read = |content: &str| {
        key(&format!(
            r#"{{"controlType": "READ", "timestamp": 5, "content": {content}}}"#
        ))
    };
    let two = read(r#"["a", "7"]"#);
    for same in [
        r#""a,7""#,
        r#"" a , ,7 ""#,
        r#"["a ", 7]"#,
        r#""[\"a\", \"7\"]""#,
        r#"" [\"a\",7, \" \"] ""#,
    ] {
        assert_eq!(read(same), two, "{same}");
    }
    for other in [
        r#""a""#,
        r#""7,a""#,
        r#""a7""#,
        r#""[\"a\\u002c7\"]""#,
        r#""1:a1:7""#,
        "null",
    ] {
        assert_ne!(read(other), two, "{other}");
    }
    for none in ["null", "[]", r#""[ ]""#, r#"" , ""#] {
        assert_eq!(read(none), read("\"\""), "{none}");
    }
}

#[test]
fn no_content_can_pass_for_another_messages_parts() {
    assert_ne!(
        key(r#"{"timestamp": 5, "from": "1:a", "content": "b"}"#),
        key(r#"{"timestamp": 5, "from": "1", "content": "a1:b"}"#)
    );
    assert_ne!(
        key(r#"{"timestamp": 5, "from": ":", "to": ""}"#),
        key(r#"{"timestamp": 5, "from": "", "to": ":"}"#)
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
