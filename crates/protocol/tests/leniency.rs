//! Every form that one of the documents shows is read; what is written has one form.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use frontdesk_protocol::{
    Answer, ApplyTokenResponse, ControlType, DownlinkMessage, MediaType, PollRequest, PollResponse,
    QueueInfo, ResultCode, SatisfactionRequest, SendRequest, SendResponse, SourceType,
    TokenResponse,
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn sent(json: Value) -> SendResponse {
    serde_json::from_value(json).unwrap()
}

fn message(json: Value) -> DownlinkMessage {
    serde_json::from_value(json).unwrap()
}

#[test]
fn a_result_code_has_four_names_and_two_types() {
    for name in ["resultCode", "returnCode", "retCode", "retcode"] {
        for code in [json!("0"), json!(0), json!(" 0 ")] {
            let answer = sent(json!({ name: code }));
            assert_eq!(answer.code(), Some(&ResultCode::Success), "{name}");
        }
    }
}

#[test]
fn of_several_spellings_the_first_that_holds_something_wins() {
    let text = r#"{"resultCode": null, "returnCode": "12", "retCode": "0"}"#;
    let answer: SendResponse = serde_json::from_str(text).unwrap();
    assert_eq!(answer.code(), Some(&ResultCode::NotWorkingTime));
}

#[test]
fn a_code_is_the_same_in_its_long_form_and_an_unknown_one_is_kept() {
    assert_eq!(ResultCode::from("10010000001"), ResultCode::AuthFailed);
    assert_eq!(ResultCode::from("1001000002"), ResultCode::FlowControl);
    assert_eq!(ResultCode::from("160099").as_str(), "160099");
}

#[test]
fn a_missing_code_is_a_success_only_where_the_payload_is_there() {
    assert!(!sent(json!({})).is_success());
    let queue: QueueInfo = serde_json::from_value(json!({"position": "2"})).unwrap();
    assert!(queue.is_success());
    assert_eq!(queue.position, Some(2));
    let queue: QueueInfo = serde_json::from_value(json!({"configMaxcWaitTime": 60})).unwrap();
    assert!(!queue.is_success());
    assert_eq!(queue.max_wait, Some(60));
}

#[test]
fn a_message_without_a_control_type_is_a_chat_and_any_other_is_what_it_says() {
    assert_eq!(message(json!({})).control, ControlType::Chat);
    assert_eq!(
        message(json!({"controlType": null})).control,
        ControlType::Chat
    );
    assert_eq!(
        message(json!({"controlType": "DISCONNECT"})).control,
        ControlType::Disconnect
    );
    assert_eq!(
        message(json!({"controlType": "TRANSFER"})).control,
        ControlType::TransferToAgent
    );
    let unknown = ControlType::Other("WAVE".to_owned());
    assert_eq!(message(json!({"controlType": "WAVE"})).control, unknown);
}

#[test]
fn words_are_read_in_both_spellings_and_written_in_the_tables_own() {
    assert_eq!(
        message(json!({"mediaType": "TXT"})).media,
        Some(MediaType::Text)
    );
    let chat = message(json!({"mediaType": "TXT"}));
    let written = serde_json::to_value(chat).unwrap();
    assert_eq!(written, json!({"controlType": "CHAT", "mediaType": "TEXT"}));
}

#[test]
fn numbers_and_flags_come_as_what_they_are_or_as_text() {
    for time in [
        json!(1_619_590_480_756_i64),
        json!("1619590480756"),
        json!(1_619_590_480_756.0),
    ] {
        assert_eq!(
            message(json!({"timestamp": time})).timestamp,
            Some(1_619_590_480_756)
        );
    }
    for (offline, expected) in [
        (json!(true), true),
        (json!("true"), true),
        (json!("false"), false),
        (json!(null), false),
    ] {
        assert_eq!(
            message(json!({"isOfflineStatus": offline})).offline,
            expected
        );
    }
}

#[test]
fn what_makes_no_sense_is_absent_and_the_rest_is_kept() {
    let message = message(json!({
        "content": {"not": "a text"}, "timestamp": "yesterday", "sourceType": "AGENT", "new": [1],
    }));
    assert_eq!(message.content, None);
    assert_eq!(message.timestamp, None);
    assert_eq!(message.source, Some(SourceType::Agent));
}

#[test]
fn a_list_of_messages_may_be_null() {
    let answer: PollResponse =
        serde_json::from_value(json!({"resultCode": "0", "downlinkMessages": null})).unwrap();
    assert!(answer.messages.is_empty() && answer.is_success());
}

#[test]
fn a_query_leaves_out_what_is_absent() {
    let poll = PollRequest {
        cursor: Some(String::new()),
        ..PollRequest::default()
    };
    assert_eq!(poll.pairs(), [("cursor", "")]);
}

#[test]
fn the_same_message_has_the_same_key_whichever_way_its_time_is_written() {
    let line = |time: Value, text: &str| message(json!({"timestamp": time, "content": text})).key();
    assert_eq!(line(json!(5), "a"), line(json!("5"), "a"));
    assert_ne!(line(json!(5), "a"), line(json!(6), "a"));
    assert_ne!(line(json!(5), "a"), line(json!(5), "b"));
}

#[test]
fn a_code_that_is_used_again_to_withdraw_is_another_message() {
    let said = message(json!({"messageCode": "m", "controlType": "CHAT", "content": "a"}));
    let withdrawn = message(json!({"messageCode": "m", "controlType": "RECALL", "content": "a"}));
    let later = message(json!({"messageCode": "m", "content": "a", "timestamp": 9}));
    assert_ne!(said.key(), withdrawn.key());
    assert_eq!(said.key(), later.key());
}

#[test]
fn no_content_can_pass_for_another_messages_parts() {
    let one = message(json!({"from": "1:a", "content": "b"}));
    let two = message(json!({"from": "1", "content": "a1:b"}));
    assert_ne!(one.key(), two.key());
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    let names = prop::sample::select(vec![
        "resultCode",
        "retcode",
        "downlinkMessages",
        "content",
        "controlType",
        "timestamp",
        "position",
        "token",
        "AccessToken",
        "Expires",
        "limits",
        "cursor",
        "x",
    ]);
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::hash_map(names.clone(), inner, 0..6).prop_map(|object| {
                object
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect()
            }),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_is_a_value_or_an_error(json in any_json()) {
        let _ = serde_json::from_value::<PollResponse>(json.clone());
        let _ = serde_json::from_value::<ApplyTokenResponse>(json.clone());
        let _ = serde_json::from_value::<TokenResponse>(json.clone());
        let _ = serde_json::from_value::<QueueInfo>(json.clone());
        if json.is_object() {
            prop_assert!(serde_json::from_value::<SendResponse>(json.clone()).is_ok());
            prop_assert!(serde_json::from_value::<DownlinkMessage>(json).is_ok());
        }
    }

    #[test]
    fn what_is_written_is_read_back(
        content in ".{0,40}",
        id in "[a-f0-9]{32}",
        control in prop::sample::select(vec!["CONNECT", "CHAT", "TRANS2AGENT", "DISCONNECT", "NEW"]),
        evaluation in prop::option::of("[1-5]"),
    ) {
        let request = SendRequest {
            control: Some(control.into()),
            media: Some(MediaType::Text),
            content: Some(content.clone()),
            message_id: Some(id),
            ..SendRequest::default()
        };
        let read: SendRequest = serde_json::from_value(serde_json::to_value(&request).unwrap()).unwrap();
        prop_assert_eq!(read, request);
        let rating =
            SatisfactionRequest { evaluation, comment: Some(content), ..SatisfactionRequest::default() };
        let read: SatisfactionRequest =
            serde_json::from_value(serde_json::to_value(&rating).unwrap()).unwrap();
        prop_assert_eq!(read, rating);
    }

    #[test]
    fn no_depth_exhausts_the_stack(depth in 0..120_usize) {
        let json = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        let json = format!("{{\"content\": {json}, \"sourceType\": \"ROBOT\"}}");
        let message: DownlinkMessage = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(message.source, Some(SourceType::Robot));
    }
}
