//! Calls from the page: off, sound alone, with a picture.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::time::Duration;

use frontdesk_simulator::{Calls, Config as Simulator, start};
use serde_json::{Value, json};
use support::cloud::Cloud;
use support::visitor::{Visitor, refused};
use support::{CHANNEL, Proxy};

async fn features(proxy: &Proxy) -> Value {
    let visitor = Visitor::new(proxy).await;
    let answer: Value = visitor
        .apply(json!({"channelId": CHANNEL}))
        .await
        .json()
        .await
        .unwrap();
    answer["features"].clone()
}

async fn create(visitor: &Visitor, media: &str) -> (u16, String) {
    visitor
        .refused("v1/createClickToCall", json!({"mediaAbility": media}))
        .await
}

#[tokio::test]
async fn where_calls_are_off_the_cloud_is_not_asked() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let before = cloud.all_seen();

    let support = visitor
        .looking("v1/checkClickToCallSupport")
        .send()
        .await
        .unwrap();
    assert_eq!(
        support.text().await.unwrap(),
        r#"{"webRTCSupported":false,"clickToCallSupported":false,"resultCode":"0"}"#
    );
    let off = (403, "feature-off".to_owned());
    assert_eq!(create(&visitor, "0").await, off);
    assert_eq!(visitor.refused("v1/dropClickToCall", json!({})).await, off);
    let events = visitor
        .looking("v1/getClickToCallEvents")
        .send()
        .await
        .unwrap();
    assert_eq!(
        (events.status().as_u16(), refused(&events)),
        (403, Some("feature-off"))
    );
    assert_eq!(cloud.all_seen(), before);
    assert!(features(&proxy).await["calls"].is_null());
}

#[tokio::test]
async fn a_call_is_made_connected_and_dropped() {
    let mut config = Simulator::default();
    config.services.calls.offered = Calls::Video;
    config.services.calls.connect_after = Duration::from_millis(50);
    let simulator = start(config).await.unwrap();
    let proxy = Proxy::start(&simulator.url(), &["--click-to-call=video"]).await;
    assert_eq!(features(&proxy).await["calls"], "video");
    let visitor = Visitor::connected(&proxy).await;
    let look = async |call: &str| -> Value {
        let answer = visitor.looking(call).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    };

    let support = look("v1/checkClickToCallSupport").await;
    assert_eq!(support["clickToCallSupported"], true, "{support}");
    let made = visitor
        .ask("v1/createClickToCall", json!({"mediaAbility": "1"}))
        .await;
    assert_eq!(made["resultCode"], "0", "{made}");
    let mut event = Value::Null;
    for _ in 0..100 {
        event = look("v1/getClickToCallEvents?channel=WEB").await;
        if event["eventId"] == "168101" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(event["eventId"], "168101", "{event}");
    assert!(event["content"]["gwAddresses"].is_array(), "{event}");
    let dropped = visitor.ask("v1/dropClickToCall", json!({})).await;
    assert_eq!(dropped["resultCode"], "0", "{dropped}");
    simulator.stop().await;
}

#[tokio::test]
async fn sound_alone_refuses_a_picture() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &["--click-to-call=audio"]).await;
    let visitor = Visitor::connected(&proxy).await;
    assert_eq!(features(&proxy).await["calls"], "audio");
    assert_eq!(create(&visitor, "1").await, (403, "feature-off".to_owned()));
    assert_eq!(create(&visitor, "2").await, (400, "invalid".to_owned()));
    assert_eq!(create(&visitor, "").await, (400, "invalid".to_owned()));
    assert!(cloud.seen("createClickToCall").is_empty());
    assert_eq!(create(&visitor, "0").await.0, 200);
    let sent = cloud.seen("createClickToCall")[0].json();
    assert_eq!(sent, json!({"channel": "WEB", "mediaAbility": "0"}));
}
