//! Calls by voice and video: one at a time, so many an hour, and on record.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use serde_json::json;
use support::Proxy;
use support::cloud::{Cloud, Reply};
use support::visitor::Visitor;

async fn create(visitor: &Visitor, key: &str) -> (u16, String) {
    let request = visitor.sealed("v1/createClickToCall", json!({"mediaAbility": "0"}));
    let answer = request.header("idempotency-key", key).send().await.unwrap();
    if answer.status() == 429 {
        let after = answer.headers()["retry-after"].to_str().unwrap();
        assert!(after.parse::<u32>().unwrap() >= 1, "{after}");
    }
    let reason = support::visitor::refused(&answer)
        .unwrap_or_default()
        .to_owned();
    (answer.status().as_u16(), reason)
}

fn made() -> (u16, String) {
    (200, String::new())
}

fn over() -> (u16, String) {
    (429, "limit".to_owned())
}

async fn drop_call(visitor: &Visitor) {
    visitor.ask("v1/dropClickToCall", json!({})).await;
}

#[tokio::test]
async fn a_visitor_has_one_call_at_a_time_and_a_repeat_is_none() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &["--click-to-call=audio"]).await;
    let (ann, bob) = (
        Visitor::connected(&proxy).await,
        Visitor::connected(&proxy).await,
    );
    assert_eq!(create(&ann, "a").await, made());
    assert_eq!(create(&ann, "a").await, made());
    assert_eq!(create(&ann, "b").await, over());
    assert_eq!(create(&bob, "a").await, made());
    assert_eq!(cloud.seen("createClickToCall").len(), 2);
    drop_call(&ann).await;
    assert_eq!(create(&ann, "c").await, made());
    // Its end may come by an event, or with that of the conversation.
    cloud.on("getClickToCallEvents", |_| {
        Reply::Json(
            200,
            json!({"resultCode": "0", "resultDesc": "Call disconnected"}),
        )
    });
    let events = ann.looking("v1/getClickToCallEvents").send().await.unwrap();
    assert_eq!(events.status(), 200);
    assert_eq!(create(&ann, "d").await, made());
    assert_eq!(ann.say("DISCONNECT", "").await.status(), 200);
    assert_eq!(create(&ann, "e").await, made());
}

#[tokio::test]
async fn a_call_that_the_cloud_refuses_is_none() {
    let cloud = Cloud::start().await;
    cloud.on("createClickToCall", |seen| {
        Reply::Json(
            200,
            json!({"resultCode": if seen.count == 1 { "13" } else { "0" }}),
        )
    });
    let proxy = Proxy::start(&cloud.url, &["--click-to-call=audio"]).await;
    let visitor = Visitor::connected(&proxy).await;
    assert_eq!(create(&visitor, "a").await, made());
    assert_eq!(create(&visitor, "b").await, made());
    assert_eq!(create(&visitor, "c").await, over());
}

#[tokio::test]
async fn calls_of_one_visitor_are_limited() {
    let cloud = Cloud::start().await;
    let flags = ["--click-to-call=audio", "--limit-click-to-call=2/h"];
    let proxy = Proxy::start(&cloud.url, &flags).await;
    let visitor = Visitor::connected(&proxy).await;
    for key in ["a", "b"] {
        assert_eq!(create(&visitor, key).await, made());
        drop_call(&visitor).await;
    }
    assert_eq!(create(&visitor, "c").await, over());
    assert_eq!(cloud.seen("createClickToCall").len(), 2);
}
