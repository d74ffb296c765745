//! A cloud that does not answer: visitors are told at once, and it is tried again by one call.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;
use support::cloud::{Cloud, Reply};
use support::visitor::{API, Visitor, refused};
use support::{CHANNEL, Proxy, http};

async fn admin(proxy: &Proxy, path: &str) -> (u16, String) {
    let answer = http()
        .get(format!("{}{path}", proxy.admin))
        .send()
        .await
        .unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn it_opens_says_so_and_closes_when_one_call_is_answered() {
    let cloud = Cloud::start().await;
    let down = Arc::new(AtomicBool::new(true));
    let is_down = down.clone();
    cloud.on("queryQueueInfo", move |_| {
        match is_down.load(Ordering::Relaxed) {
            true => Reply::Text(503, "maintenance".into()),
            false => Reply::Json(200, json!({"resultCode": "0", "position": 1})),
        }
    });
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    assert_eq!(admin(&proxy, "/readyz").await, (200, "ready\n".to_owned()));

    let begun = Instant::now();
    let answer = loop {
        let before = cloud.seen("queryQueueInfo").len();
        let answer = visitor.queue().await;
        assert_eq!(
            (answer.status().as_u16(), refused(&answer)),
            (503, Some("upstream-down"))
        );
        if cloud.seen("queryQueueInfo").len() == before {
            break answer;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "it never opens");
        tokio::time::sleep(Duration::from_millis(150)).await;
    };
    let after: u64 = answer.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=5).contains(&after), "{after}");
    let (status, text) = admin(&proxy, "/readyz").await;
    assert!(status == 200 && text.contains("upstream query"), "{text}");
    let (_, metrics) = admin(&proxy, "/metrics").await;
    assert!(
        metrics.contains(r#"frontdesk_breaker_state{class="query"} 2"#),
        "{metrics}"
    );
    // What is of another kind goes through.
    assert_eq!(visitor.chat("hello").await.status(), 200);

    down.store(false, Ordering::Relaxed);
    tokio::time::sleep(Duration::from_secs(after) + Duration::from_millis(100)).await;
    assert_eq!(visitor.queue().await.status(), 200);
    assert_eq!(visitor.queue().await.status(), 200);
    assert_eq!(admin(&proxy, "/readyz").await.1, "ready\n");
}

#[tokio::test]
async fn while_no_tokens_are_to_be_had_newcomers_wait_and_visitors_go_on() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    cloud.on("applyToken", |_| Reply::Text(503, "maintenance".into()));
    let begun = Instant::now();
    let answer = loop {
        let before = cloud.seen("applyToken").len();
        let url = format!("{}{API}/applyToken", proxy.base);
        let request = http().post(url).json(&json!({"channelId": CHANNEL}));
        let answer = request.send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), refused(&answer)),
            (503, Some("upstream-down"))
        );
        if cloud.seen("applyToken").len() == before {
            break answer;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "it never opens");
        tokio::time::sleep(Duration::from_millis(150)).await;
    };
    assert!(answer.headers().contains_key("retry-after"));
    assert_eq!(visitor.queue().await.status(), 200);
    assert_eq!(
        visitor.apply(json!({"channelId": CHANNEL})).await.status(),
        200
    );
}

#[tokio::test]
async fn what_the_cloud_refuses_one_visitor_in_words_of_its_own_closes_it_to_nobody() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let [one, other] = [
        Visitor::connected(&proxy).await,
        Visitor::connected(&proxy).await,
    ];
    cloud.on("queryQueueInfo", |_| {
        Reply::Text(406, "<html>blocked</html>".into())
    });
    let begun = Instant::now();
    let mut asked = 0;
    while begun.elapsed() < Duration::from_millis(2500) {
        let answer = one.queue().await;
        assert_eq!(refused(&answer), Some("upstream-garbage"));
        asked += 1;
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    assert!(asked > 10, "{asked}");
    // Nobody's second chances are used up by it either.
    assert_eq!(cloud.seen("queryQueueInfo").len(), asked);
    cloud.on("queryQueueInfo", |_| {
        Reply::Json(200, json!({"resultCode": "0"}))
    });
    assert_eq!(other.queue().await.status(), 200);
}

#[tokio::test]
async fn attempts_while_no_bearer_is_to_be_had_use_up_no_newcomers_place() {
    let cloud = Cloud::start().await;
    cloud.on("tokenByAkSk", |_| Reply::Json(401, json!({"retcode": "7"})));
    let proxy = Proxy::start(&cloud.url, &["--limit-new-visitors=2/h"]).await;
    let apply = async || {
        let url = format!("{}{API}/applyToken", proxy.base);
        let request = http().post(url).json(&json!({"channelId": CHANNEL}));
        request.send().await.unwrap()
    };
    for _ in 0..3 {
        assert_eq!(refused(&apply().await), Some("upstream-auth"));
    }
    cloud.on("tokenByAkSk", |_| {
        Reply::Json(200, json!({"AccessToken": "bearer-1", "Expires": "600"}))
    });
    tokio::time::sleep(Duration::from_millis(1100)).await;
    assert_eq!(apply().await.status(), 200);
}
