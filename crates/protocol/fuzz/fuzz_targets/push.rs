//! A push: whole, with raw messages, and each message with all that it offers.
#![no_main]

use frontdesk_protocol::DownlinkMessage;
use frontdesk_protocol::push::{PushEnvelope, PushMessage, PushResponse};
use fuzzing::{body, compare, is_plain, look_at};
use libfuzzer_sys::fuzz_target;
use serde_json::value::RawValue;

fuzz_target!(|input: &[u8]| {
    let body = body(input, "messages");
    // A body is text before anybody reads it.
    let Ok(body) = std::str::from_utf8(&body) else {
        return;
    };
    if let Ok(push) = serde_json::from_str::<PushMessage>(body) {
        push.messages.iter().for_each(look_at);
        compare(&push.messages);
        let written = serde_json::to_string(&push).expect("it can be written");
        let again: PushMessage = serde_json::from_str(&written).expect("it can be read again");
        assert_eq!(again, push);
        let envelope = raw(&written).expect("it can be read as an envelope");
        assert_eq!(envelope.messages.len(), push.messages.len());
        match raw(body) {
            Ok(envelope) if is_plain(body, "messages") => says_the_same(&envelope, &push),
            Ok(_) => {}
            // Whoever keeps a push refuses what may have been messages.
            Err(error) => assert!(error.to_string().contains("neither a list"), "{error}"),
        }
    }
    drop(serde_json::from_str::<PushResponse>(body));
});

fn raw(body: &str) -> serde_json::Result<PushEnvelope<Box<RawValue>>> {
    serde_json::from_str(body)
}

fn says_the_same(envelope: &PushEnvelope<Box<RawValue>>, push: &PushMessage) {
    assert_eq!(envelope.timestamp, push.timestamp);
    // What is no object makes no message.
    let raw = envelope.messages.iter().map(|raw| raw.get());
    let messages: Vec<DownlinkMessage> = raw
        .filter(|raw| raw.starts_with('{'))
        .map(|raw| serde_json::from_str(raw).expect("it was one of the whole push's"))
        .collect();
    assert_eq!(messages, push.messages);
}
