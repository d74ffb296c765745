//! Polls with a cursor: nothing is lost between proxy and browser, and readers do not disturb each
//! other.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use support::Proxy;
use support::cloud::{Cloud, Reply, Seen};
use support::visitor::{Visitor, cursor, messages, texts};

/// A cloud that hands out each of these once, after a while.
struct Feed(Arc<Mutex<VecDeque<Value>>>);

impl Feed {
    fn of(cloud: &Cloud, wait: Duration) -> Self {
        let queue = Arc::new(Mutex::new(VecDeque::new()));
        let feed = queue.clone();
        cloud.on("poll", move |_| {
            let messages: Vec<Value> = feed.lock().unwrap().drain(..).collect();
            Reply::Late(
                wait,
                json!({"resultCode": "0", "downlinkMessages": messages}),
            )
        });
        Self(queue)
    }

    fn say(&self, text: &str) {
        let code = format!("code-{text}");
        let message = json!({"content": text, "messageCode": code, "sourceType": "AGENT", "robotGender": null});
        self.0.lock().unwrap().push_back(message);
    }
}

async fn visited(wait: u64) -> (Cloud, Proxy, Feed, Visitor) {
    let cloud = Cloud::start().await;
    let feed = Feed::of(&cloud, Duration::from_millis(wait));
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    (cloud, proxy, feed, visitor)
}

#[tokio::test]
async fn several_readers_each_get_everything() {
    let (_cloud, _proxy, feed, visitor) = visited(20).await;
    feed.say("one");
    let first = visitor.poll("").await;
    assert_eq!(texts(&first), ["one"]);
    feed.say("two");
    let second = visitor.poll(&cursor(&first)).await;
    assert_eq!(texts(&second), ["two"]);
    assert_eq!(texts(&visitor.poll("").await), ["one", "two"]);
    assert!(second.get("reset").is_none());
    // Without a cursor, the proxy keeps the place.
    assert_eq!(texts(&visitor.poll_once("").await), ["one", "two"]);
    feed.say("three");
    assert_eq!(texts(&visitor.poll_once("").await), ["three"]);
}

#[tokio::test]
async fn an_answer_that_was_lost_is_given_again() {
    let (_cloud, _proxy, feed, visitor) = visited(20).await;
    feed.say("one");
    let lost = visitor.poll("").await;
    assert_eq!(visitor.poll("").await, lost);
    feed.say("two");
    let lost = visitor.poll(&cursor(&lost)).await;
    let again = visitor.poll("").await;
    assert_eq!(texts(&again), ["one", "two"]);
    assert_eq!(cursor(&again), cursor(&lost));
}

#[tokio::test]
async fn unknown_fields_go_down_as_they_came_and_doubles_once() {
    let (_cloud, _proxy, feed, visitor) = visited(20).await;
    feed.say("one");
    feed.say("one");
    let answer = visitor.poll("").await;
    assert_eq!(messages(&answer).len(), 1);
    assert_eq!(
        messages(&answer)[0].as_object().unwrap().get("robotGender"),
        Some(&Value::Null)
    );
    feed.say("one");
    feed.say("two");
    assert_eq!(texts(&visitor.poll(&cursor(&answer)).await), ["two"]);
}

#[tokio::test]
async fn a_cursor_that_cannot_be_continued_resets() {
    let (_cloud, _proxy, feed, visitor) = visited(20).await;
    feed.say("one");
    let answer = visitor.poll("").await;
    let (epoch, sequence) = answer["cursor"].as_str().unwrap().rsplit_once('-').unwrap();
    let ahead = format!("{epoch}-{}", sequence.parse::<u64>().unwrap() + 1);
    for strange in ["elsewhere-1", "nonsense", "-", &ahead] {
        let start = Instant::now();
        let answer = visitor.poll_once(&format!("?cursor={strange}")).await;
        assert_eq!(answer["reset"], true, "{strange}");
        assert_eq!(texts(&answer), ["one"], "{strange}");
        assert!(start.elapsed() < Duration::from_millis(500));
    }
    assert!(
        epoch
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._".contains(&byte))
    );
}

#[tokio::test]
async fn a_dropped_connection_loses_nothing() {
    let (cloud, _proxy, feed, visitor) = visited(400).await;
    feed.say("one");
    let dropped = visitor
        .polling("?cursor=")
        .timeout(Duration::from_millis(100))
        .send()
        .await;
    assert!(dropped.is_err());
    assert_eq!(cloud.seen("poll").len(), 1);
    assert_eq!(texts(&visitor.poll_once("?cursor=").await), ["one"]);
    assert_eq!(cloud.seen("poll").len(), 1, "the poll under way was joined");
}

#[tokio::test]
async fn a_connect_whose_caller_went_away_is_carried_to_its_end() {
    let cloud = Cloud::start().await;
    let feed = Feed::of(&cloud, Duration::from_millis(20));
    feed.say("one");
    let wait = Duration::from_millis(300);
    cloud.on("send", move |_| {
        Reply::Late(wait, json!({"resultCode": "0"}))
    });
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let body = json!({"controlType": "CONNECT"});
    let dropped = visitor
        .sealed("send", body)
        .timeout(Duration::from_millis(100))
        .send()
        .await;
    assert!(dropped.is_err());
    assert_eq!(texts(&visitor.poll_once("?cursor=").await), ["one"]);
}

#[tokio::test]
async fn one_poll_at_a_time_however_many_readers() {
    let (cloud, _proxy, feed, visitor) = visited(300).await;
    feed.say("one");
    let mut readers = tokio::task::JoinSet::new();
    for number in 0..20 {
        let visitor = visitor.clone();
        let query = if number % 4 == 0 { "" } else { "?cursor=" };
        readers.spawn(async move { texts(&visitor.poll_once(query).await) });
    }
    while let Some(heard) = readers.join_next().await {
        assert_eq!(heard.unwrap(), ["one"]);
    }
    assert_eq!(cloud.seen("poll").len(), 1);
    let poll = &cloud.seen("poll")[0];
    for pair in [
        &format!("receiverId={}", visitor.user_id)[..],
        "channel=WEB",
        "isNeedRead=true",
    ] {
        assert!(poll.query.contains(pair), "{}", poll.query);
    }
    assert!(!poll.query.contains("cursor"));
}

#[tokio::test]
async fn before_connect_the_cloud_is_not_polled_and_the_poll_is_held() {
    let cloud = Cloud::start().await;
    let feed = Feed::of(&cloud, Duration::from_millis(20));
    feed.say("one");
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let start = Instant::now();
    let answer = visitor.poll_once("?cursor=").await;
    assert!(messages(&answer).is_empty());
    assert!(start.elapsed() > Duration::from_secs(4));
    assert!(cloud.seen("poll").is_empty());

    // A poll that is held learns of the CONNECT.
    let held = visitor.clone();
    let held = tokio::spawn(async move { held.poll_once("?cursor=").await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    visitor.say("CONNECT", "").await;
    assert_eq!(texts(&held.await.unwrap()), ["one"]);
}

#[tokio::test]
async fn after_a_restart_a_reader_is_reset_and_hears_on() {
    let (cloud, proxy, feed, visitor) = visited(20).await;
    feed.say("one");
    let before = cursor(&visitor.poll("").await);
    let key = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    proxy.running.shutdown().await;

    let proxy = Proxy::start(&cloud.url, &["--seal-key", key]).await;
    let visitor = Visitor::new(&proxy).await;
    let reset = visitor.poll_once(&format!("?cursor={before}")).await;
    assert_eq!(reset["reset"], true);
    feed.say("two");
    assert_eq!(texts(&visitor.poll(&cursor(&reset)).await), ["two"]);
}

#[tokio::test]
async fn after_a_restart_a_visitor_who_had_not_read_yet_hears_on() {
    let key = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    let cloud = Cloud::start().await;
    let feed = Feed::of(&cloud, Duration::from_millis(20));
    let proxy = Proxy::start(&cloud.url, &["--seal-key", key]).await;
    let mut visitor = Visitor::connected(&proxy).await;
    proxy.running.shutdown().await;

    let proxy = Proxy::start(&cloud.url, &["--seal-key", key]).await;
    visitor.base.clone_from(&proxy.base);
    feed.say("one");
    assert_eq!(texts(&visitor.poll("").await), ["one"]);
    // A newcomer is not asked for before a CONNECT.
    let newcomer = Visitor::new(&proxy).await;
    newcomer.poll_once("?cursor=").await;
    let theirs = |seen: &&Seen| seen.query.contains(&newcomer.user_id);
    assert_eq!(cloud.seen("poll").iter().filter(theirs).count(), 0);
}

#[tokio::test]
async fn a_cloud_that_does_not_hold_its_polls_is_not_asked_in_a_loop() {
    let (cloud, _proxy, _feed, visitor) = visited(0).await;
    let start = Instant::now();
    for _ in 0..2 {
        assert!(messages(&visitor.poll_once("?cursor=").await).is_empty());
    }
    assert!(start.elapsed() > Duration::from_millis(1900));
    assert_eq!(cloud.seen("poll").len(), 2);
}

#[tokio::test]
async fn what_the_cloud_says_to_a_poll_it_refuses_goes_down() {
    let (cloud, _proxy, _feed, visitor) = visited(0).await;
    cloud.on("poll", |_| {
        Reply::Json(200, json!({"resultCode": 6, "resultDesc": "no session"}))
    });
    let answer = visitor.poll_once("?cursor=").await;
    assert_eq!(
        (answer["resultCode"].as_str(), answer["resultDesc"].as_str()),
        (Some("6"), Some("no session"))
    );
}

#[tokio::test]
async fn a_cursor_of_before_a_restart_hears_on_although_nothing_had_come() {
    let (cloud, proxy, feed, visitor) = visited(20).await;
    let before = cursor(&visitor.poll_once("?cursor=").await);
    assert!(before.ends_with("-0"), "{before}");
    proxy.running.shutdown().await;

    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let reset = visitor.poll_once(&format!("?cursor={before}")).await;
    assert_eq!(reset["reset"], true);
    feed.say("one");
    assert_eq!(
        texts(
            &visitor
                .poll_once(&format!("?cursor={}", cursor(&reset)))
                .await
        ),
        ["one"]
    );
}

#[tokio::test]
async fn a_cloud_that_hangs_keeps_no_reader_beyond_its_time() {
    let (cloud, _proxy, _feed, visitor) = visited(0).await;
    cloud.on("poll", |_| Reply::Hang);
    let start = Instant::now();
    assert!(messages(&visitor.poll_once("?cursor=").await).is_empty());
    let waited = start.elapsed();
    assert!(waited > Duration::from_secs(5), "{waited:?}");
    assert!(waited < Duration::from_secs(8), "{waited:?}");
    assert_eq!(cloud.seen("poll").len(), 1);
}

#[tokio::test]
async fn what_a_poll_under_way_brings_at_the_end_reaches_the_reader() {
    let (_cloud, proxy, feed, visitor) = visited(700).await;
    feed.say("one");
    let waiting = visitor.clone();
    let waiting = tokio::spawn(async move { waiting.poll_once("?cursor=").await });
    tokio::time::sleep(Duration::from_millis(200)).await;
    proxy.running.shutdown().await;
    assert_eq!(texts(&waiting.await.unwrap()), ["one"]);
}
