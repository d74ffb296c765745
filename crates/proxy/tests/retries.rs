//! Second chances: who gets one, and how many there are.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use http::HeaderMap;
use serde_json::json;
use support::cloud::{Cloud, Reply};
use support::visitor::{Visitor, refused};
use support::{Proxy, http};

/// Calls that are closed on would each tell of their panic.
fn hush() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !info.to_string().contains("the cloud closes") {
            usual(info);
        }
    }));
}

/// The sum of a counter's series.
async fn counter(proxy: &Proxy, name: &str) -> f64 {
    let url = format!("{}/metrics", proxy.admin);
    let text = http().get(url).send().await.unwrap().text().await.unwrap();
    text.lines()
        .filter(|line| line.starts_with(name))
        .map(|line| line.rsplit(' ').next().unwrap().parse::<f64>().unwrap())
        .sum()
}

#[tokio::test]
async fn a_cloud_that_is_down_is_asked_little_more_than_callers_ask_and_new_tokens_are_free() {
    const VISITORS: usize = 40;
    const CALLS: usize = 50;
    hush();
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let mut visitors = Vec::new();
    for _ in 0..VISITORS {
        visitors.push(Visitor::new(&proxy).await);
    }
    // Now and then somebody is answered, so that the breaker stays closed.
    cloud.on("queryQueueInfo", |seen| match seen.count % 5 {
        0 => Reply::Json(200, json!({"resultCode": "0"})),
        _ => Reply::Close,
    });
    let (before, denied) = (
        counter(&proxy, "frontdesk_upstream_retries_total").await,
        counter(&proxy, "frontdesk_upstream_retries_denied_total").await,
    );
    join_all(visitors.iter().map(async |visitor| {
        for _ in 0..CALLS {
            let answer = visitor.queue().await;
            assert!(answer.status() == 200 || refused(&answer) == Some("upstream-down"));
        }
    }))
    .await;
    let (asked, calls) = (cloud.seen("queryQueueInfo").len(), VISITORS * CALLS);
    assert!(asked > calls, "nobody got a second chance");
    assert!(
        asked * 4 < calls * 5,
        "{asked} calls to the cloud for {calls}"
    );
    let retries = counter(&proxy, "frontdesk_upstream_retries_total").await - before;
    let denied = counter(&proxy, "frontdesk_upstream_retries_denied_total").await - denied;
    assert!(retries >= (asked - calls) as f64, "{retries}");
    assert!(denied > 0.0, "nobody was denied one");

    // The budget is used up; each visitor gets another token all the same.
    let applied = cloud.seen("applyToken").len();
    cloud.on("queryQueueInfo", |seen| {
        match seen.header("ccmessaging-token") {
            token if token.len() > "token-40".len() => Reply::Json(200, json!({"resultCode": "0"})),
            token
                if token
                    .trim_matches(|c: char| !c.is_ascii_digit())
                    .parse::<usize>()
                    .unwrap()
                    > 40 =>
            {
                Reply::Json(200, json!({"resultCode": "0"}))
            }
            _ => Reply::Json(401, json!({"resultCode": "1"})),
        }
    });
    let answers = join_all(visitors.iter().map(Visitor::queue)).await;
    assert!(answers.iter().all(|answer| answer.status() == 200));
    assert_eq!(cloud.seen("applyToken").len(), applied + VISITORS);
}

#[tokio::test]
async fn a_lone_call_that_only_asks_has_its_second_chance() {
    hush();
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    cloud.on("queryQueueInfo", |seen| match seen.count {
        1 => Reply::Close,
        _ => Reply::Json(200, json!({"resultCode": "0"})),
    });
    assert_eq!(visitor.queue().await.status(), 200);
    assert_eq!(cloud.seen("queryQueueInfo").len(), 2);
}

#[tokio::test]
async fn a_poll_is_never_asked_again_in_the_same_breath_and_its_loss_is_counted() {
    hush();
    let cloud = Cloud::start().await;
    // Nobody polls but the readers here.
    let alone = ["--linger=1ms", "--agent-linger=1ms"];
    let proxy = Proxy::start(&cloud.url, &alone).await;
    let visitor = Visitor::connected(&proxy).await;
    // Nothing but this test loses polls in this program.
    for (lost, reply) in [
        (1.0, (|| Reply::Close) as fn() -> Reply),
        (2.0, || Reply::Half),
        (3.0, || Reply::Text(200, "<html>".into())),
        (4.0, || Reply::Text(504, "<html>".into())),
        // Refused, not lost.
        (4.0, || Reply::Text(503, "<html>".into())),
        (4.0, || Reply::Json(429, json!({"resultCode": "1"}))),
    ] {
        cloud.on("poll", move |_| reply());
        let answer = visitor.polling("?cursor=").send().await.unwrap();
        assert_ne!(answer.status(), 200);
        assert_eq!(counter(&proxy, "frontdesk_polls_lost_total").await, lost);
    }
    assert_eq!(cloud.seen("poll").len(), 6);
}

#[tokio::test]
async fn flow_control_that_ends_soon_is_waited_for_once_by_commands_too() {
    let cloud = Cloud::start().await;
    let url = flow_control(&cloud, "1").await;
    let proxy = Proxy::start(&url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let start = Instant::now();
    assert_eq!(visitor.chat("hello").await.status(), 200);
    assert!(start.elapsed() >= Duration::from_secs(1));
    assert_eq!(cloud.seen("send").len(), 1);

    let url = flow_control(&cloud, "60").await;
    let proxy = Proxy::start(&url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let answer = visitor.chat("hello").await;
    assert_eq!((answer.status().as_u16(), refused(&answer)), (429, None));
    assert_eq!(answer.headers()["retry-after"], "60");
    assert_eq!(cloud.seen("send").len(), 1);
}

/// A gateway that refuses the first `send`, to come back after so many seconds.
async fn flow_control(cloud: &Cloud, seconds: &'static str) -> String {
    use axum::extract::Request;
    use axum::response::IntoResponse;
    use std::sync::atomic::{AtomicBool, Ordering};

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (base, first) = (
        cloud.url.clone(),
        std::sync::Arc::new(AtomicBool::new(true)),
    );
    let router = axum::Router::new().fallback(async move |request: Request| {
        let (head, body) = request.into_parts();
        if head.uri.path().ends_with("/send") && first.swap(false, Ordering::Relaxed) {
            let body = axum::Json(json!({"resultCode": "1001000002"}));
            return (http::StatusCode::OK, [("retry-after", seconds)], body).into_response();
        }
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let mut headers: HeaderMap = head.headers;
        headers.remove("host");
        let request = http().request(head.method, format!("{base}{}", head.uri));
        let answer = request.headers(headers).body(body).send().await.unwrap();
        (answer.status(), answer.bytes().await.unwrap()).into_response()
    });
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

#[tokio::test]
async fn a_hundred_held_polls_do_not_keep_a_command_waiting() {
    let cloud = Cloud::start().await;
    cloud.on("poll", |_| {
        let none = json!({"resultCode": "0", "downlinkMessages": []});
        Reply::Late(Duration::from_secs(8), none)
    });
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitors = join_all((0..100).map(|_| Visitor::connected(&proxy))).await;
    let poll = async |visitor: Visitor| visitor.polling("?cursor=").send().await;
    let readers = visitors
        .into_iter()
        .map(|visitor| tokio::spawn(poll(visitor)));
    let readers: Vec<_> = readers.collect();
    let visitor = Visitor::connected(&proxy).await;
    let mut slowest = Duration::ZERO;
    while cloud.seen("poll").len() < 100 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    for _ in 0..20 {
        let start = Instant::now();
        assert_eq!(visitor.chat("hello").await.status(), 200);
        slowest = slowest.max(start.elapsed());
    }
    assert!(readers.iter().all(|reader| !reader.is_finished()));
    assert!(slowest < Duration::from_millis(500), "{slowest:?}");
}
