//! createcall.

use frontdesk_simulator::DEMO_APP_KEY;
use serde_json::{Value, json};

use super::asked::asked;
use super::has_form;
use crate::desk::{API, Desk, clean};

#[tokio::test]
async fn an_operators_call_is_created_and_answered_as_its_tables_say() {
    let desk = Desk::with(clean()).await;
    let bearer = desk.bearer().await;
    let post = |body: &Value| {
        let request = desk.post(&format!("{API}/v1/mobileagent/createcall"), body);
        request
            .header("X-APP-Key", DEMO_APP_KEY)
            .bearer_auth(&bearer)
    };
    let call = json!({ "called": "88884432", "callData": "1", "callerPresent": "95599" });
    let created = asked("003", "table 16-2", &call, post).await;
    has_form("003", "table 16-3", &[], &[&created]);
    let serial = created["resultData"]["callSerialNo"].as_str().unwrap();
    assert!((1..=50).contains(&serial.chars().count()), "{serial}");
}
