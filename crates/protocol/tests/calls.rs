//! Click-to-call: what an event says, in every form.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use frontdesk_protocol::{CallEvent, CallState, CallSupport, SendResponse};
use serde_json::{Value, json};

fn event(json: Value) -> CallEvent {
    serde_json::from_value(json).unwrap()
}

#[test]
fn a_state_is_told_by_its_number_or_by_its_words() {
    for (json, state) in [
        (json!({"eventId": 168_101}), CallState::Connected),
        (
            json!({"eventId": "168101", "resultDesc": "Call failed"}),
            CallState::Connected,
        ),
        (
            json!({"resultDesc": "Call connected"}),
            CallState::Connected,
        ),
        (
            json!({"eventId": 168_999, "resultDesc": "Call in queue"}),
            CallState::Queued,
        ),
        (
            json!({"resultDesc": "call queued timeout."}),
            CallState::QueueTimeout,
        ),
        (
            json!({"resultDesc": "Call disconnected"}),
            CallState::Disconnected,
        ),
        (json!({"resultDesc": "Call failed"}), CallState::Failed),
        (
            json!({"resultDesc": "Get call without any events"}),
            CallState::Quiet,
        ),
        (
            json!({"resultDesc": "Get call unknown events"}),
            CallState::Unknown,
        ),
        (json!({"eventId": 1}), CallState::Unknown),
        (json!({}), CallState::Unknown),
    ] {
        assert_eq!(event(json.clone()).state(), state, "{json}");
    }
}

#[test]
fn gateways_are_bare_hosts_or_addresses() {
    let json = json!({"content": {"gwAddresses":
        ["gw1.example.com:8443", "wss://gw2/ws", "https://gw3", "http://gw4", " ", "gw5/path",
         "ws://gw6", "WSS://gw7", "HTTP://gw8", "Ws://gw9", "ftp://gw10"]}});
    assert_eq!(
        event(json).content.unwrap().gateway_urls(),
        [
            "wss://gw1.example.com:8443",
            "wss://gw2/ws",
            "wss://gw3",
            "wss://gw4",
            "wss://gw5/path",
            "ws://gw6",
            "wss://gw7",
            "wss://gw8",
            "ws://gw9"
        ]
    );
}

#[test]
fn both_flags_are_needed_for_a_call_and_missing_is_no() {
    let support = |json| {
        serde_json::from_value::<CallSupport>(json)
            .unwrap()
            .is_possible()
    };
    assert!(support(
        json!({"webRTCSupported": true, "clickToCallSupported": "true"})
    ));
    assert!(!support(
        json!({"webRTCSupported": true, "clickToCallSupported": false})
    ));
    assert!(!support(json!({"webRTCSupported": true})));
}

#[test]
fn a_card_to_an_address_that_is_not_trusted_is_told_from_other_failures() {
    let sent = |code| serde_json::from_value::<SendResponse>(json!({"resultCode": code})).unwrap();
    assert!(sent(json!("3")).is_redirect_untrusted());
    assert!(sent(json!(3)).is_redirect_untrusted());
    assert!(!sent(json!("1")).is_redirect_untrusted());
}
