//! The waiting line, and queryQueueInfo.

use std::time::Duration;

use frontdesk_simulator::{Config, DEMO_CHANNEL};
use serde_json::json;

use crate::desk::{Desk, quick};

#[tokio::test]
async fn each_phase_has_its_code() {
    let desk = Desk::open().await;
    let visitor = desk.visitor("ann").await;
    assert_eq!(visitor.queue().await["resultCode"], "6");
    visitor.say("CONNECT", "").await;
    assert_eq!(visitor.queue().await["resultCode"], "160022");
    visitor.say("TRANS2AGENT", "").await;
    assert_eq!(visitor.queue().await["resultCode"], "0");
    desk.running.world().accept_next();
    assert_eq!(visitor.queue().await["resultCode"], "160021");
    visitor.say("DISCONNECT", "").await;
    assert_eq!(visitor.queue().await["resultCode"], "5");
}

#[tokio::test]
async fn a_place_comes_with_its_times_in_seconds() {
    let desk = Desk::open().await;
    let ann = desk.guest("ann").await;
    let bob = desk.guest("bob").await;
    ann.say("TRANS2AGENT", "").await;
    bob.say("TRANS2AGENT", "").await;
    let info = bob.queue().await;
    assert_eq!(info["position"], 2);
    assert_eq!(info["estimateWaitTime"], 90);
    assert_eq!(info["totalWaitTime"], 0);
    assert_eq!(info["currentDeviceWaitTime"], 0);
    assert_eq!(info["longestWaitTime"], 0);
    assert_eq!(info["configMaxcWaitTime"], 600);
}

#[tokio::test]
async fn fictional_callers_in_front_are_served_until_the_visitor_is_first() {
    let service = Duration::from_millis(700);
    let config = Config {
        phantoms: 2,
        phantom_service: service,
        ..quick()
    };
    let desk = Desk::with(config).await;
    let visitor = desk.guest("ann").await;
    visitor.say("TRANS2AGENT", "").await;
    let mut places = Vec::new();
    for _ in 0..40 {
        let info = visitor.queue().await;
        let place = info["position"].as_u64().unwrap();
        if places.last() != Some(&place) {
            places.push(place);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(places, [3, 2, 1]);
}

#[tokio::test]
async fn who_leaves_makes_the_others_move_up() {
    let desk = Desk::open().await;
    let ann = desk.guest("ann").await;
    let bob = desk.guest("bob").await;
    ann.say("TRANS2AGENT", "").await;
    bob.say("TRANS2AGENT", "").await;
    ann.say("DISCONNECT", "").await;
    assert_eq!(bob.queue().await["position"], 1);
    assert_eq!(desk.running.world().accept_next().as_deref(), Some("bob"));
    assert_eq!(desk.running.world().accept_next(), None);
}

#[tokio::test]
async fn a_missing_field_is_a_bad_request() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    let body = json!({ "userId": "ann", "channelConfigId": DEMO_CHANNEL });
    let answer = visitor.post("/queryQueueInfo", &body).send().await.unwrap();
    assert_eq!(answer.status(), 400);
}
