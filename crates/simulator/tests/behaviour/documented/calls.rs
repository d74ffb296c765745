//! Calls from the page.

use frontdesk_protocol::CallState;
use frontdesk_simulator::{Calls, CallsConfig, Config, ServicesConfig};
use serde_json::{Value, json};

use super::asked::asked;
use super::has_form;
use crate::desk::{Desk, clean};

async fn desk() -> Desk {
    let calls = CallsConfig {
        offered: Calls::Video,
        ..CallsConfig::default()
    };
    let services = ServicesConfig {
        calls,
        ..ServicesConfig::default()
    };
    Desk::with(Config {
        services,
        ..clean()
    })
    .await
}

/// The channel, where it is said.
fn query(path: &str, asked: &Value) -> String {
    match asked["channel"].as_str() {
        Some(channel) => format!("{path}?channel={channel}"),
        None => path.to_owned(),
    }
}

#[tokio::test]
async fn support_is_asked_for_and_answered_as_its_tables_say() {
    let desk = desk().await;
    let visitor = desk.visitor("ann").await;
    let get = |asked: &Value| visitor.get(&query("/v1/checkClickToCallSupport", asked));
    let answer = asked("003", "table 13-1", &json!({ "channel": "WEB" }), get).await;
    has_form("003", "table 13-3", &[], &[&answer]);
}

#[tokio::test]
async fn a_call_is_created_and_dropped_as_its_tables_say() {
    let desk = desk().await;
    let visitor = desk.guest("ann").await;
    let call = json!({ "channel": "WEB", "mediaAbility": "1" });
    let create = |body: &Value| visitor.post("/v1/createClickToCall", body);
    let created = asked("003", "table 11-2", &call, create).await;
    has_form("003", "table 11-3", &[], &[&created]);
    let channel = json!({ "channel": "WEB" });
    let hang_up = |body: &Value| visitor.post("/v1/dropClickToCall", body);
    let dropped = asked("003", "table 14-2", &channel, hang_up).await;
    has_form("003", "table 14-3", &[], &[&dropped]);
}

#[tokio::test]
async fn events_of_a_call_have_the_form_of_their_table() {
    let desk = desk().await;
    let visitor = desk.guest("ann").await;
    let world = desk.running.world();
    let get = |asked: &Value| visitor.get(&query("/v1/getClickToCallEvents", asked));
    let channel = json!({ "channel": "WEB" });
    world.call_state("ann", CallState::Connected);
    let connected = asked("003", "table 12-1", &channel, get).await;
    world.call_state("ann", CallState::Failed);
    let failed: Value = get(&channel).send().await.unwrap().json().await.unwrap();
    has_form("003", "table 12-3", &[], &[&connected, &failed]);
}
