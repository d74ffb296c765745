//! How the cloud is polled while it pushes.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::cloud::{Cloud, Reply};
use support::push::{SIGNATURE, line, push};
use support::visitor::{Visitor, cursor, texts};
use support::{CHANNEL, Proxy};
use tokio::task::JoinHandle;
use tokio::time::sleep;

async fn desk(flags: &[&str]) -> (Cloud, Proxy) {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[&SIGNATURE[..], flags].concat()).await;
    (cloud, proxy)
}

/// Somebody who always reads.
fn reads(visitor: &Visitor) -> JoinHandle<()> {
    let visitor = visitor.clone();
    tokio::spawn(async move {
        let mut at = String::new();
        loop {
            let answer = visitor.poll_once(&format!("?cursor={at}")).await;
            at = cursor(&answer);
        }
    })
}

async fn polls(cloud: &Cloud, wanted: usize) {
    while cloud.seen("poll").len() < wanted {
        sleep(Duration::from_millis(5)).await;
    }
}

fn end(user_id: &str) -> Value {
    let mut end = line(CHANNEL, user_id, "end", "");
    end["controlType"] = json!("DISCONNECT");
    end
}

#[tokio::test]
async fn quiet_readers_cause_one_poll_per_interval() {
    let (cloud, proxy) = desk(&["--safety-poll=2s"]).await;
    let visitor = Visitor::connected(&proxy).await;
    let readers = [reads(&visitor), reads(&visitor)];
    let start = Instant::now();
    polls(&cloud, 1).await;
    assert!(start.elapsed() < Duration::from_secs(1), "not at once");
    polls(&cloud, 3).await;
    let took = start.elapsed();
    assert!(took > Duration::from_millis(3900), "{took:?}");
    assert!(took < Duration::from_secs(6), "{took:?}");
    for reader in readers {
        reader.abort();
    }
}

#[tokio::test]
async fn a_pushed_message_wakes_a_reader_at_once_and_without_a_poll() {
    let (cloud, proxy) = desk(&["--safety-poll=1m"]).await;
    let visitor = Visitor::connected(&proxy).await;
    let at = cursor(&visitor.poll_once("?cursor=").await);
    assert_eq!(cloud.seen("poll").len(), 1);
    let waiting = visitor.clone();
    let waiting = tokio::spawn(async move { waiting.poll_once(&format!("?cursor={at}")).await });
    sleep(Duration::from_millis(1200)).await;
    assert!(!waiting.is_finished(), "nothing is there");
    let start = Instant::now();
    let line = line(CHANNEL, &visitor.user_id, "c1", "one");
    assert_eq!(push(&proxy.base, &[line]).await.status(), 200);
    assert_eq!(texts(&waiting.await.unwrap()), ["one"]);
    assert!(start.elapsed() < Duration::from_secs(1));
    assert_eq!(cloud.seen("poll").len(), 1);
}

#[tokio::test]
async fn a_conversation_that_begins_is_polled_for_at_once() {
    let (cloud, proxy) = desk(&["--safety-poll=1m"]).await;
    let visitor = Visitor::connected(&proxy).await;
    let reader = reads(&visitor);
    polls(&cloud, 1).await;
    sleep(Duration::from_millis(1200)).await;
    assert_eq!(visitor.say("CONNECT", "").await.status(), 200);
    let start = Instant::now();
    polls(&cloud, 2).await;
    assert!(start.elapsed() < Duration::from_secs(1));
    reader.abort();
}

#[tokio::test]
async fn a_poll_that_failed_is_told_and_made_again() {
    let (cloud, proxy) = desk(&["--safety-poll=1m"]).await;
    let visitor = Visitor::connected(&proxy).await;
    cloud.on("poll", |_| Reply::Text(503, String::new()));
    for _ in 0..2 {
        let answer = visitor.polling("?cursor=").send().await.unwrap();
        assert_eq!(answer.status(), 503);
    }
    let one = json!({"content": "one", "messageCode": "c1"});
    cloud.on("poll", move |_| {
        Reply::Json(200, json!({"resultCode": "0", "downlinkMessages": [one]}))
    });
    assert_eq!(texts(&visitor.poll_once("?cursor=").await), ["one"]);
}

#[tokio::test]
async fn after_the_last_reader_the_cloud_is_asked_as_rarely_and_what_is_pushed_says_how_long() {
    let flags = ["--safety-poll=1500ms", "--linger=2s", "--agent-linger=1m"];
    let (cloud, proxy) = desk(&flags).await;
    let visitor = Visitor::connected(&proxy).await;
    let line = line(CHANNEL, &visitor.user_id, "c1", "one");
    assert_eq!(push(&proxy.base, &[line]).await.status(), 200);
    assert_eq!(texts(&visitor.poll_once("?cursor=").await), ["one"]);
    let start = Instant::now();
    polls(&cloud, 4).await;
    let took = start.elapsed();
    assert!(took > Duration::from_millis(4400), "{took:?}");

    let end = end(&visitor.user_id);
    assert_eq!(push(&proxy.base, &[end]).await.status(), 200);
    let asked = cloud.seen("poll").len();
    sleep(Duration::from_millis(2500)).await;
    assert_eq!(cloud.seen("poll").len(), asked, "asked for nobody");
}
