//! A poll's answer: whole, with raw messages, and each message with all that it offers.
#![no_main]

use frontdesk_protocol::{Answer, DownlinkMessage, PollEnvelope, PollResponse};
use fuzzing::{body, compare, is_plain, look_at};
use libfuzzer_sys::fuzz_target;
use serde_json::value::RawValue;

fuzz_target!(|input: &[u8]| {
    let body = body(input, "downlinkMessages");
    // A body is text before anybody reads it.
    let Ok(body) = std::str::from_utf8(&body) else {
        return;
    };
    let envelope = serde_json::from_str::<PollEnvelope<Box<RawValue>>>(body);
    if let Ok(whole) = serde_json::from_str::<PollResponse>(body) {
        whole.messages.iter().for_each(look_at);
        compare(&whole.messages);
        let written = serde_json::to_vec(&whole).expect("it can be written");
        let again: PollResponse = serde_json::from_slice(&written).expect("it can be read again");
        assert_eq!(again, whole);
        let envelope = envelope.as_ref().expect("it is read with raw messages too");
        if is_plain(body, "downlinkMessages") {
            says_the_same(envelope, &whole);
        }
    }
    if let Ok(envelope) = envelope {
        let written = serde_json::to_vec(&envelope).expect("it can be written");
        let again: PollEnvelope<Box<RawValue>> =
            serde_json::from_slice(&written).expect("it can be read again");
        assert_eq!(texts(&again), texts(&envelope));
    }
});

fn says_the_same(envelope: &PollEnvelope<Box<RawValue>>, whole: &PollResponse) {
    let raw = (&envelope.code, &envelope.description, &envelope.cursor);
    assert_eq!(raw, (&whole.code, &whole.description, &whole.cursor));
    assert_eq!(envelope.reset, whole.reset);
    // What is no object makes no message.
    let messages: Vec<DownlinkMessage> = texts(envelope)
        .into_iter()
        .filter(|raw| raw.starts_with('{'))
        .map(|raw| serde_json::from_str(raw).expect("it was one of the whole answer's"))
        .collect();
    assert_eq!(messages, whole.messages);
    if messages.len() == envelope.messages.len() {
        assert_eq!(whole.is_success(), envelope.is_success());
    }
}

fn texts(envelope: &PollEnvelope<Box<RawValue>>) -> Vec<&str> {
    envelope.messages.iter().map(|raw| raw.get()).collect()
}
