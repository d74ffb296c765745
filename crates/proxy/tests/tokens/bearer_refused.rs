//! A Bearer that the cloud refuses, or does not give.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;

use crate::support::Proxy;
use crate::support::cloud::{Cloud, Reply};
use crate::support::visitor::{Visitor, refused};
use crate::{EXPIRED, apply};

/// A cloud that refuses every Bearer before this one.
fn refuse_before(cloud: &Cloud, call: &'static str, bearer: Arc<AtomicUsize>) {
    cloud.on(call, move |seen| {
        let number: usize = seen
            .header("authorization")
            .rsplit('-')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        if number < bearer.load(Ordering::SeqCst) {
            Reply::Json(403, serde_json::from_str(EXPIRED).unwrap())
        } else {
            Reply::Json(200, json!({"resultCode": "0"}))
        }
    });
}

#[tokio::test]
async fn a_cloud_that_refuses_every_bearer_is_asked_once_a_second() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    refuse_before(&cloud, "send", Arc::new(AtomicUsize::new(usize::MAX)));
    for _ in 0..20 {
        let answer = visitor.chat("hello").await;
        assert_eq!(
            (answer.status().as_u16(), refused(&answer)),
            (502, Some("upstream-auth"))
        );
    }
    assert!(
        cloud.seen("tokenByAkSk").len() <= 2,
        "{}",
        cloud.seen("tokenByAkSk").len()
    );

    refuse_before(&cloud, "send", Arc::new(AtomicUsize::new(0)));
    tokio::time::sleep(Duration::from_millis(1100)).await;
    assert_eq!(visitor.chat("hello").await.status(), 200);
}

#[tokio::test]
async fn a_bearer_that_no_call_ever_took_keeps_calls_from_the_cloud_for_a_second() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    refuse_before(&cloud, "applyToken", Arc::new(AtomicUsize::new(usize::MAX)));
    for _ in 0..10 {
        assert_eq!(refused(&apply(&proxy).await), Some("upstream-auth"));
    }
    assert_eq!(cloud.seen("tokenByAkSk").len(), 2);
    assert_eq!(cloud.seen("applyToken").len(), 2);
}

#[tokio::test]
async fn one_endpoint_that_refuses_the_bearer_fails_no_other() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    refuse_before(
        &cloud,
        "saveSatisfaction",
        Arc::new(AtomicUsize::new(usize::MAX)),
    );
    for _ in 0..5 {
        assert_eq!(refused(&visitor.rate("3").await), Some("upstream-auth"));
        assert_eq!(visitor.chat("hello").await.status(), 200);
    }
    assert_eq!(cloud.seen("tokenByAkSk").len(), 2, "one more in a second");
    tokio::time::sleep(Duration::from_millis(1100)).await;
    refuse_before(&cloud, "saveSatisfaction", Arc::new(AtomicUsize::new(3)));
    assert_eq!(visitor.rate("3").await.status(), 200);
}

#[tokio::test]
async fn bearers_that_expire_one_after_the_other_keep_no_call_from_the_cloud() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let first = Arc::new(AtomicUsize::new(0));
    refuse_before(&cloud, "send", first.clone());
    for number in 1..=6 {
        assert_eq!(visitor.chat("hello").await.status(), 200);
        first.store(number + 1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
    assert_eq!(cloud.seen("tokenByAkSk").len(), 6);
    // None is taken any more: that is no expiry.
    first.store(usize::MAX, Ordering::SeqCst);
    for _ in 0..10 {
        assert_eq!(refused(&visitor.chat("hello").await), Some("upstream-auth"));
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
    assert!(cloud.seen("tokenByAkSk").len() <= 8);
}

#[tokio::test]
async fn a_bearer_that_others_take_is_kept_while_no_other_is_to_be_had() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    refuse_before(
        &cloud,
        "saveSatisfaction",
        Arc::new(AtomicUsize::new(usize::MAX)),
    );
    cloud.on("tokenByAkSk", |_| Reply::Text(503, String::new()));
    for _ in 0..3 {
        assert_eq!(refused(&visitor.rate("3").await), Some("upstream-down"));
        assert_eq!(visitor.chat("hello").await.status(), 200);
    }
    assert_eq!(cloud.seen("tokenByAkSk").len(), 2);
}

#[tokio::test]
async fn one_failed_renewal_keeps_calls_from_the_cloud_for_a_moment_only() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let first = Arc::new(AtomicUsize::new(0));
    refuse_before(&cloud, "send", first.clone());
    assert_eq!(visitor.chat("hello").await.status(), 200);
    first.store(3, Ordering::SeqCst);
    cloud.on("tokenByAkSk", |seen| match seen.count {
        2 => Reply::Text(503, String::new()),
        count => {
            let bearer = format!("bearer-{count}");
            Reply::Json(200, json!({"AccessToken": bearer, "Expires": 600}))
        }
    });
    assert_eq!(refused(&visitor.chat("hello").await), Some("upstream-down"));
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(visitor.chat("hello").await.status(), 200);
}

#[tokio::test]
async fn a_bearer_that_is_not_to_be_had_is_not_asked_for_again_at_once() {
    for (reply, reason) in [
        (json!({"resultCode": "1001000001"}), "upstream-auth"),
        (json!({"resultCode": "10010000002"}), "upstream-down"),
        (json!("hm"), "upstream-garbage"),
    ] {
        let cloud = Cloud::start().await;
        let proxy = Proxy::start(&cloud.url, &[]).await;
        let visitor = Visitor::new(&proxy).await;
        cloud.on("tokenByAkSk", move |_| Reply::Json(200, reply.clone()));
        refuse_before(&cloud, "send", Arc::new(AtomicUsize::new(usize::MAX)));
        for _ in 0..5 {
            let answer = visitor.chat("hello").await;
            assert_eq!(refused(&answer), Some(reason));
        }
        assert_eq!(cloud.seen("tokenByAkSk").len(), 2, "{reason}");
        assert_eq!(
            cloud.seen("send").len(),
            5,
            "{reason}: none is carried twice"
        );
    }
}

#[tokio::test]
async fn the_bearers_refusal_is_known_under_http_200_too() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    cloud.on("send", |seen| {
        let code = if seen.count == 1 { "1001000001" } else { "0" };
        Reply::Json(200, json!({"retcode": code}))
    });
    assert_eq!(visitor.chat("hello").await.status(), 200);
    assert_eq!(cloud.seen("send").len(), 2);
}
