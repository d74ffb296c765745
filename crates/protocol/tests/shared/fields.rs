//! What a field makes of a value: texts, numbers, flags and lists in whichever type they come.

use frontdesk_protocol::push::PushMessage;
use frontdesk_protocol::{
    ApplyTokenResponse, CallContent, CallEvent, CallSupport, DownlinkMessage, FeedbackRequest,
    HistoryResponse, PollResponse, QueueInfo, SourceType, SurveyModeResponse, TokenResponse,
};

use super::read;
use crate::format::test;

#[test]
fn a_number_comes_as_what_it_is_or_as_text() {
    for time in [
        "1619590480756",
        "\"1619590480756\"",
        "\" 1619590480756 \"",
        "1619590480756.0",
        "1.619590480756e12",
    ] {
        let message: DownlinkMessage = read(&format!(r#"{{"timestamp": {time}}}"#));
        assert_eq!(message.timestamp, Some(1_619_590_480_756), "{time}");
        let message: DownlinkMessage = read(&format!(r#"{{"sendTime": {time}}}"#));
        assert_eq!(message.timestamp, Some(1_619_590_480_756), "{time}");
        let push: PushMessage = read(&format!(r#"{{"timestamp": {time}}}"#));
        assert_eq!(push.timestamp, Some(1_619_590_480_756), "{time}");
    }
    for json in [
        r#"{"Expires": 600, "CreateTime": 1545650171}"#,
        r#"{"Expires": "600", "CreateTime": "1545650171"}"#,
    ] {
        let bearer: TokenResponse = read(json);
        assert_eq!(bearer.expires, Some(600), "{json}");
        assert_eq!(bearer.created, Some(1_545_650_171), "{json}");
    }
    let queue: QueueInfo =
        read(r#"{"position": "2", "configMaxcWaitTime": 60, "totalWaitTime": 7.9}"#);
    assert_eq!(
        (queue.position, queue.max_wait, queue.total_wait),
        (Some(2), Some(60), Some(7))
    );
}

#[test]
fn a_number_that_a_count_cannot_be_is_absent() {
    for number in [
        "-1",
        "4294967296",
        "\"-1\"",
        "\"two\"",
        "\"\"",
        "null",
        "true",
        "[1]",
        "{}",
    ] {
        let queue: QueueInfo = read(&format!(r#"{{"position": {number}}}"#));
        assert_eq!(queue.position, None, "{number}");
    }
    let message: DownlinkMessage =
        read(r#"{"timestamp": 1e300, "messageCode": 18446744073709551615}"#);
    assert_eq!(message.timestamp, Some(i64::MAX));
    assert_eq!(message.message_code, Some(i64::MAX.to_string()));
}

#[test]
fn a_text_comes_as_what_it_is_or_as_a_number_or_flag() {
    for (json, text) in [
        (r#"{"eventId": "168101"}"#, Some("168101")),
        (r#"{"eventId": 168101}"#, Some("168101")),
        (r#"{"eventId": true}"#, Some("true")),
        (r#"{"eventId": 19.99}"#, Some("19.99")),
        (r#"{"eventId": 7.0}"#, Some("7")),
        (r#"{"eventId": 0.1}"#, Some("0.1")),
        (r#"{"eventId": -0.0005}"#, Some("-0.0005")),
        (r#"{"eventId": -5.0E-4}"#, Some("-0.0005")),
        (r#"{"eventId": 121.4737021}"#, Some("121.4737021")),
        (r#"{"eventId": 0.12345678}"#, Some("0.1234568")),
        (r#"{"eventId": 1.00000004}"#, Some("1")),
        (r#"{"eventId": 0.99999999}"#, Some("1")),
        (r#"{"eventId": -0.00000001}"#, Some("0")),
        (r#"{"eventId": -1e-300}"#, Some("0")),
        (r#"{"eventId": 123456789.25}"#, Some("123456789.25")),
        (r#"{"eventId": 10000000000.1}"#, Some("10000000000.1")),
        (r#"{"eventId": 10000000000000.5}"#, Some("10000000000000.5")),
        (
            r#"{"eventId": 2000000000000000.5}"#,
            Some("2000000000000001"),
        ),
        (r#"{"eventId": 9007199254740991}"#, Some("9007199254740991")),
        (r#"{"eventId": ""}"#, Some("")),
        (r#"{"eventId": null}"#, None),
        (r#"{"eventId": {}}"#, None),
        (r#"{"eventId": []}"#, None),
        (r#"{"eventId": ["a"]}"#, None),
        ("{}", None),
    ] {
        assert_eq!(read::<CallEvent>(json).event_id.as_deref(), text, "{json}");
    }
    let message: DownlinkMessage =
        read(r#"{"interIdx": 4, "senderAvatar": 1, "queueFlag": false, "causeId": 164004}"#);
    assert_eq!(message.inter_idx.as_deref(), Some("4"));
    assert_eq!(message.avatar.as_deref(), Some("1"));
    assert_eq!(message.queue_flag.as_deref(), Some("false"));
    assert_eq!(message.cause.unwrap().as_str(), "164004");
}

#[test]
fn a_flag_comes_as_what_it_is_or_as_a_word_or_number() {
    for (json, flag) in [
        ("true", Some(true)),
        ("\"true\"", Some(true)),
        ("\" TRUE \"", Some(true)),
        ("1", Some(true)),
        ("\"1\"", Some(true)),
        ("false", Some(false)),
        ("\"False\"", Some(false)),
        ("0", Some(false)),
        ("\"0\"", Some(false)),
        ("\"perhaps\"", None),
        ("\"\"", None),
        ("null", None),
        ("[true]", None),
        ("{}", None),
    ] {
        let support: CallSupport = read(&format!(r#"{{"webRTCSupported": {json}}}"#));
        assert_eq!(support.web_rtc, flag, "{json}");
        let message: DownlinkMessage = read(&format!(r#"{{"isOfflineStatus": {json}}}"#));
        assert_eq!(message.offline, flag == Some(true), "{json}");
    }
    assert!(!read::<DownlinkMessage>("{}").offline);
    assert_eq!(
        read::<FeedbackRequest>(r#"{"feedback": "0"}"#).feedback,
        Some(0)
    );
}

#[test]
fn a_list_may_be_null_absent_or_a_lone_element_and_loses_what_is_no_element() {
    for (json, texts) in [
        (r#"[{"content": "a"}, {"content": "b"}]"#, vec!["a", "b"]),
        (
            r#"[{"content": "a"}, null, 5, "x", [], {"content": "b"}]"#,
            vec!["a", "b"],
        ),
        (r#"{"content": "a"}"#, vec!["a"]),
        ("[]", vec![]),
        ("null", vec![]),
        ("\"\"", vec![]),
    ] {
        let content = |messages: &[DownlinkMessage]| -> Vec<String> {
            let texts = messages
                .iter()
                .filter_map(|message| message.content.clone());
            texts.collect()
        };
        let poll: PollResponse = read(&format!(r#"{{"downlinkMessages": {json}}}"#));
        assert_eq!(content(&poll.messages), texts, "{json}");
        let push: PushMessage = read(&format!(r#"{{"messages": {json}}}"#));
        assert_eq!(content(&push.messages), texts, "{json}");
        let history: HistoryResponse = read(&format!(r#"{{"messageList": {json}}}"#));
        assert_eq!(content(&history.messages), texts, "{json}");
    }
    assert!(read::<PollResponse>("{}").messages.is_empty());
    let call: CallContent = read(r#"{"gwAddresses": "wss://gw.example.com"}"#);
    assert_eq!(call.gateways, ["wss://gw.example.com"]);
    let call: CallContent = read(r#"{"gwAddresses": ["gw.example.com:8443", null, "b"]}"#);
    assert_eq!(call.gateways, ["gw.example.com:8443", "b"]);
}

#[test]
fn an_object_inside_an_object_is_absent_when_it_is_something_else() {
    let token: ApplyTokenResponse = read(
        r#"{"resultCode": 0, "token": "t", "expiresIn": "3600",
            "limits": {"textBytes": 500}, "features": {"survey": "true"}}"#,
    );
    assert_eq!(token.expires_in, Some(3600));
    assert_eq!(token.limits.unwrap().text_bytes, Some(500));
    assert!(token.features.unwrap().survey);
    for other in ["null", "7", "\"a\"", "[]"] {
        let token: ApplyTokenResponse = read(&format!(r#"{{"token": "t", "limits": {other}}}"#));
        assert_eq!(token.limits, None, "{other}");
        let survey: SurveyModeResponse = read(&format!(r#"{{"satisfactionSurvey": {other}}}"#));
        assert_eq!(survey.survey, None, "{other}");
    }
}

#[test]
fn what_makes_no_sense_is_absent_and_the_rest_is_kept() {
    let message: DownlinkMessage = read(
        r#"{"senderNickname": {"not": "a text"}, "timestamp": "yesterday", "sourceType": "AGENT",
            "new": [1, null, {"a": 1.5}], "mediaFileType": {}, "simQuestions": 5}"#,
    );
    assert_eq!(message.source, Some(SourceType::Agent));
    let rest = DownlinkMessage {
        source: None,
        ..message
    };
    assert_eq!(rest, DownlinkMessage::default());
}

#[test]
fn a_field_of_several_names_is_read_under_each() {
    for json in [
        r#"{"configMaxcWaitTime": 60}"#,
        r#"{"configMaxWaitTime": 60}"#,
        r#"{"configMaxcWaitTime": null, "configMaxWaitTime": "60"}"#,
    ] {
        assert_eq!(read::<QueueInfo>(json).max_wait, Some(60), "{json}");
    }
    for json in [r#"{"causeId": 164003}"#, r#"{"causeCode": "164003"}"#] {
        let cause = read::<DownlinkMessage>(json).cause.unwrap();
        assert_eq!(cause.as_str(), "164003", "{json}");
    }
}

#[test]
fn a_token_loses_the_quotes_inside_its_value_and_nothing_else() {
    for (json, bare) in [
        (r#"{"token": "\"eyJ\""}"#, Some("eyJ")),
        (r#"{"token": "\"\"a\"\""}"#, Some("\"a\"")),
        (r#"{"token": "a%3D"}"#, Some("a%3D")),
        (r#"{"token": "a+/=="}"#, Some("a+/==")),
        (r#"{"token": "\""}"#, Some("\"")),
        (r#"{"token": "\"a"}"#, Some("\"a")),
        (r#"{"token": "\"\""}"#, None),
        (r#"{"token": ""}"#, None),
        (r#"{"token": null}"#, None),
        ("{}", None),
    ] {
        assert_eq!(
            read::<ApplyTokenResponse>(json).bare_token(),
            bare,
            "{json}"
        );
    }
}
