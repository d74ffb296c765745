//! A push: whole, with raw messages, and each message with all that it offers.
#![no_main]

use frontdesk_protocol::DownlinkMessage;
use frontdesk_protocol::push::{PushEnvelope, PushMessage, PushResponse};
use fuzzing::{body, look_at};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use serde_json::value::RawValue;

fuzz_target!(|input: &[u8]| {
    let body = body(input, "messages");
    if let Ok(push) = serde_json::from_slice::<PushMessage>(&body) {
        push.messages.iter().for_each(look_at);
        let written = serde_json::to_vec(&push).expect("it can be written");
        let again: PushMessage = serde_json::from_slice(&written).expect("it can be read again");
        assert_eq!(again, push);
        let envelope: PushEnvelope<Value> =
            serde_json::from_slice(&written).expect("it can be read as an envelope");
        assert_eq!(envelope.messages.len(), push.messages.len());
    }
    if let Ok(envelope) = serde_json::from_slice::<PushEnvelope<Box<RawValue>>>(&body) {
        for raw in &envelope.messages {
            if let Ok(message) = serde_json::from_str::<DownlinkMessage>(raw.get()) {
                look_at(&message);
            }
        }
    }
    drop(serde_json::from_slice::<PushResponse>(&body));
});
