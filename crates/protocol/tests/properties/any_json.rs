//! Any JSON is a value or an error, and never a panic.

use frontdesk_protocol::agent_gateway::{AgentMessage, SendMessageRequest, SendMessageResponse};
use frontdesk_protocol::push::{PushEnvelope, PushMessage, PushResponse};
use frontdesk_protocol::*;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use super::samples::text;
use super::vocabulary::NAMES;

/// JSON whose objects have the names of the wire.
pub(crate) fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0..13_u8).prop_map(Value::from),
        text().prop_map(Value::from),
        "[0-9]{1,20}".prop_map(Value::from),
    ];
    let names = prop::sample::select(NAMES.as_slice());
    let inner = leaf.prop_recursive(3, 60, 8, move |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            2 => prop::collection::hash_map(names.clone(), inner, 0..16).prop_map(object),
        ]
    });
    let names = prop::sample::select(NAMES.as_slice());
    prop_oneof![
        1 => inner.clone(),
        6 => prop::collection::hash_map(names, inner, 0..40).prop_map(object),
    ]
}

fn object(entries: std::collections::HashMap<String, Value>) -> Value {
    Value::Object(entries.into_iter().collect())
}

/// Of an object something is made, and what is written of it is read as the same.
fn is_read_or_refused<T>(json: &Value) -> Result<(), TestCaseError>
where
    T: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug,
{
    match serde_json::from_value::<T>(json.clone()) {
        Ok(value) => {
            let written = serde_json::to_value(&value).unwrap();
            let again: T = serde_json::from_value(written.clone()).unwrap();
            prop_assert_eq!(again, value, "{}", written);
        }
        Err(_) => {
            let name = std::any::type_name::<T>();
            prop_assert!(
                !json.is_object() || name.ends_with("::TokenRequest"),
                "{}",
                name
            );
        }
    }
    Ok(())
}

/// The same of a push's envelope, which also refuses objects.
fn is_read_or_refused_as_a_push(json: &Value) -> Result<(), TestCaseError> {
    if let Ok(push) = serde_json::from_value::<PushEnvelope<Box<Value>>>(json.clone()) {
        let written = serde_json::to_value(&push).unwrap();
        prop_assert_eq!(
            serde_json::from_value::<PushEnvelope<Box<Value>>>(written).unwrap(),
            push
        );
    }
    Ok(())
}

macro_rules! all {
    ($($name:ident { $($field:ident),* })*) => {
        fn every_type_reads_or_refuses(json: &Value) -> Result<(), TestCaseError> {
            $(is_read_or_refused::<$name>(json)?;)*
            is_read_or_refused::<PollEnvelope<Box<Value>>>(json)?;
            Ok(())
        }
    };
}

every_type!(all);

fn parse_json(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}

proptest! {
    #[test]
    fn any_json_is_a_value_or_an_error(json in any_json()) {
        every_type_reads_or_refuses(&json)?;
    }

    #[test]
    fn an_envelope_of_any_messages_says_what_the_whole_answer_says(json in any_json()) {
        let text = json.to_string();
        let envelope = serde_json::from_str::<PollEnvelope<Box<RawValue>>>(&text);
        let answer = serde_json::from_str::<PollResponse>(&text);
        prop_assert_eq!(envelope.is_ok(), answer.is_ok());
        if let (Ok(envelope), Ok(answer)) = (envelope, answer) {
            let objects = envelope.messages.iter().filter(|raw| raw.get().starts_with('{'));
            prop_assert_eq!(objects.count(), answer.messages.len());
            prop_assert_eq!(
                (envelope.code, envelope.description, envelope.cursor, envelope.reset),
                (answer.code, answer.description, answer.cursor, answer.reset)
            );
        }
    }

    #[test]
    fn a_pushs_envelope_has_what_the_whole_push_has_or_refuses_what_is_no_list(json in any_json()) {
        let text = json.to_string();
        let envelope = serde_json::from_str::<PushEnvelope<Box<RawValue>>>(&text);
        let push = serde_json::from_str::<PushMessage>(&text);
        let is_list = json.get("messages").is_none_or(|list| list.is_array() || list.is_object() || list.is_null());
        prop_assert_eq!(envelope.is_ok(), push.is_ok() && is_list);
        if let (Ok(envelope), Ok(push)) = (envelope, push) {
            let objects = envelope.messages.iter().filter(|raw| raw.get().starts_with('{'));
            prop_assert_eq!((objects.count(), envelope.timestamp), (push.messages.len(), push.timestamp));
        }
        is_read_or_refused_as_a_push(&json)?;
    }

    #[test]
    fn any_text_in_the_place_of_json_is_read_or_passed_over(
        json in prop_oneof![any_json().prop_map(|json| json.to_string()), text()],
    ) {
        let message = DownlinkMessage {
            content: Some(json.clone()),
            questions: Questions::Text(json.clone()),
            ..DownlinkMessage::default()
        };
        for id in message.read_ids(&parse_json) {
            prop_assert!(!id.is_empty() && id.trim() == id, "{:?}", id);
        }
        for question in message.questions.all(&parse_json) {
            prop_assert!(!question.is_empty() && question.trim() == question, "{:?}", question);
        }
        let request = SendMessageRequest {
            data: Some(agent_gateway::AgentData::Text(json.clone())),
            ..SendMessageRequest::default()
        };
        let is_object = serde_json::from_str::<Value>(&json).is_ok_and(|json| json.is_object());
        prop_assert_eq!(request.message(&parse_json).is_some(), is_object);
    }

    #[test]
    fn no_depth_exhausts_the_stack(depth in 0..120_usize, broken in any::<bool>()) {
        let ends = if broken { String::new() } else { "]".repeat(depth) };
        let json = format!("{{\"content\": {}1{ends}, \"sourceType\": \"ROBOT\"}}", "[".repeat(depth));
        let message = serde_json::from_str::<DownlinkMessage>(&json);
        prop_assert_eq!(message.is_ok(), !broken || depth == 0);
        if let Ok(message) = message {
            prop_assert_eq!(message.source, Some(SourceType::Robot));
        }
    }
}
