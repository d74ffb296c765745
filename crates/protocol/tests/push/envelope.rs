//! Pushed messages, read and raw.

use frontdesk_protocol::push::{PushEnvelope, PushMessage};
use frontdesk_protocol::{ControlType, SourceType};

#[test]
fn a_pushed_message_is_a_polls_with_more() {
    let push: PushMessage = serde_json::from_str(
        r#"{"timestamp": "1625898453913", "messages": [
            {"controlType": "READ", "sourceType": "AGENT", "content": ["a", "b"]},
            {"controlType": "DISCONNECT", "isOfflineStatus": "true", "content": "TIPS"}]}"#,
    )
    .unwrap();
    assert_eq!(push.timestamp, Some(1_625_898_453_913));
    assert_eq!(push.messages[0].control, ControlType::Read);
    assert_eq!(push.messages[0].source, Some(SourceType::Agent));
    assert!(push.messages[1].offline);
    let raw: PushEnvelope<Box<serde_json::Value>> =
        serde_json::from_str(r#"{"messages": [{"new": 1.5}], "timestamp": null}"#).unwrap();
    assert_eq!(raw.messages[0]["new"], 1.5);
    let raw: PushEnvelope<Box<serde_json::Value>> =
        serde_json::from_str(r#"{"messages": null}"#).unwrap();
    assert!(raw.messages.is_empty());
}
