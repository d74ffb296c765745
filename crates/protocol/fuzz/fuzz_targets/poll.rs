//! A poll's answer: whole, with raw messages, and each message with all that it offers.
#![no_main]

use frontdesk_protocol::{Answer, DownlinkMessage, PollEnvelope, PollResponse};
use fuzzing::{body, look_at};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use serde_json::value::RawValue;

fuzz_target!(|input: &[u8]| {
    let body = body(input, "downlinkMessages");
    let whole = serde_json::from_slice::<PollResponse>(&body);
    let values = serde_json::from_slice::<PollEnvelope<Value>>(&body);
    if let Ok(whole) = &whole {
        whole.messages.iter().for_each(look_at);
        let written = serde_json::to_vec(whole).expect("it can be written");
        let again: PollResponse = serde_json::from_slice(&written).expect("it can be read again");
        assert_eq!(&again, whole);
    }
    if let (Ok(whole), Ok(envelope)) = (&whole, &values) {
        assert_eq!(
            (&whole.code, &whole.description, &whole.cursor, whole.reset),
            (
                &envelope.code,
                &envelope.description,
                &envelope.cursor,
                envelope.reset
            )
        );
        // What is no object makes no message.
        if envelope.messages.iter().all(Value::is_object) {
            assert_eq!(whole.is_success(), envelope.is_success());
        }
    }
    if let Ok(envelope) = serde_json::from_slice::<PollEnvelope<Box<RawValue>>>(&body) {
        for raw in &envelope.messages {
            if let Ok(message) = serde_json::from_str::<DownlinkMessage>(raw.get()) {
                look_at(&message);
            }
        }
        let written = serde_json::to_vec(&envelope).expect("it can be written");
        let again: PollEnvelope<Box<RawValue>> =
            serde_json::from_slice(&written).expect("it can be read again");
        let texts = |envelope: &PollEnvelope<Box<RawValue>>| -> Vec<String> {
            let raw = envelope.messages.iter();
            raw.map(|raw| raw.get().to_owned()).collect()
        };
        assert_eq!(texts(&again), texts(&envelope));
    }
});
