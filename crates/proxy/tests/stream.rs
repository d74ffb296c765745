//! The stream, and the cloud being asked on while nobody reads.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use support::cloud::{Cloud, Reply};
use support::visitor::{Visitor, cursor, texts};
use support::{Proxy, http};
use tokio::time::{sleep, timeout};

/// One event.
#[derive(Debug)]
struct Event {
    kind: String,
    id: String,
    data: Value,
}

struct Stream {
    answer: reqwest::Response,
    text: String,
}

impl Stream {
    async fn open(proxy: &Proxy, visitor: &Visitor, last: Option<&str>) -> Self {
        let mut request = http()
            .get(format!("{}/frontdesk/stream", proxy.base))
            .header("ccmessaging-token", &visitor.seal);
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        Self {
            answer,
            text: String::new(),
        }
    }

    /// The next event; `None` at the end.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| {
                    let lines = event
                        .lines()
                        .filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
                    lines.collect::<Vec<_>>().join("\n")
                };
                let event = Event {
                    kind: field("event"),
                    id: field("id"),
                    data: serde_json::from_str(&field("data")).unwrap_or_default(),
                };
                self.text = rest.to_owned();
                if event.kind.is_empty() {
                    continue;
                }
                return Some(event);
            }
            let bytes = timeout(Duration::from_secs(10), self.answer.chunk())
                .await
                .unwrap();
            match bytes {
                Ok(Some(bytes)) => self.text.push_str(std::str::from_utf8(&bytes).unwrap()),
                _ => return None,
            }
        }
    }
}

/// A cloud that hands out each of these once.
fn feed(cloud: &Cloud) -> impl Fn(&str) + use<> {
    let queue = Arc::new(Mutex::new(VecDeque::new()));
    let feed = queue.clone();
    cloud.on("poll", move |_| {
        let messages: Vec<Value> = feed.lock().unwrap().drain(..).collect();
        Reply::Late(
            Duration::from_millis(30),
            json!({"resultCode": "0", "downlinkMessages": messages}),
        )
    });
    move |text: &str| {
        let message =
            json!({"content": text, "messageCode": format!("c-{text}"), "sourceType": "AGENT"});
        queue.lock().unwrap().push_back(message);
    }
}

#[tokio::test]
async fn a_stream_says_where_it_begins_and_then_what_comes() {
    let cloud = Cloud::start().await;
    let say = feed(&cloud);
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    let mut stream = Stream::open(&proxy, &visitor, None).await;
    let first = stream.next().await.unwrap();
    assert_eq!(
        (first.kind.as_str(), texts(&first.data).len()),
        ("message", 0)
    );
    assert_eq!(first.id, cursor(&first.data));
    say("one\nwith\r\nlines");
    let one = stream.next().await.unwrap();
    assert_eq!(texts(&one.data), ["one\nwith\r\nlines"]);
    say("two");
    let two = stream.next().await.unwrap();
    assert_eq!(texts(&two.data), ["two"]);
    // The poll reads the same, and a stream that was lost is taken up where it was.
    assert_eq!(texts(&visitor.poll(&one.id).await), ["two"]);
    drop(stream);
    let mut again = Stream::open(&proxy, &visitor, Some(&one.id)).await;
    assert_eq!(texts(&again.next().await.unwrap().data), ["two"]);
    let mut strange = Stream::open(&proxy, &visitor, Some("other-7")).await;
    let reset = strange.next().await.unwrap();
    assert_eq!(reset.kind, "reset");
    assert_eq!(texts(&reset.data).len(), 2);
}

#[tokio::test]
async fn a_stream_from_before_a_restart_hears_on_although_nothing_had_come() {
    let cloud = Cloud::start().await;
    let say = feed(&cloud);
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    let mut stream = Stream::open(&proxy, &visitor, None).await;
    let before = stream.next().await.unwrap().id;
    assert!(before.ends_with("-0"), "{before}");
    drop(stream);
    proxy.running.shutdown().await;

    // Nothing is carried here but the stream: its cursor alone says that there was a CONNECT.
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let mut stream = Stream::open(&proxy, &visitor, Some(&before)).await;
    assert_eq!(stream.next().await.unwrap().kind, "reset");
    say("one");
    assert_eq!(texts(&stream.next().await.unwrap().data), ["one"]);
}

#[tokio::test]
async fn a_stream_says_when_the_cloud_is_gone_and_when_it_is_back() {
    let cloud = Cloud::start().await;
    let say = feed(&cloud);
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    let mut stream = Stream::open(&proxy, &visitor, None).await;
    assert_eq!(stream.next().await.unwrap().kind, "message");
    cloud.on("poll", |_| Reply::Text(503, String::new()));
    let trouble = stream.next().await.unwrap();
    assert_eq!(
        (trouble.kind.as_str(), &trouble.data),
        ("trouble", &json!("upstream-down"))
    );
    let say_again = feed(&cloud);
    say_again("back");
    drop(say);
    let back = stream.next().await.unwrap();
    assert_eq!(texts(&back.data), ["back"]);
}

#[tokio::test]
async fn a_stream_hands_down_once_that_the_cloud_refuses_polls_and_does_not_ask_in_a_loop() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    cloud.on("poll", |_| {
        Reply::Json(200, json!({"resultCode": "6", "resultDesc": "not valid"}))
    });
    let mut stream = Stream::open(&proxy, &visitor, None).await;
    assert_eq!(stream.next().await.unwrap().kind, "message");
    let refused = stream.next().await.unwrap();
    assert_eq!(refused.kind, "message");
    assert_eq!(refused.data["resultCode"], "6");
    let asked = cloud.seen("poll").len();
    sleep(Duration::from_secs(3)).await;
    let more = cloud.seen("poll").len() - asked;
    assert!(more <= 3, "{more} polls in three seconds");
    let say = feed(&cloud);
    say("well again");
    let well = stream.next().await.unwrap();
    assert_eq!(texts(&well.data), ["well again"]);
    assert_eq!(well.data["resultCode"], "0");
}

#[tokio::test]
async fn a_stream_needs_a_seal_and_ends_when_service_does() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &["--drain=1s"]).await;
    let answer = http()
        .get(format!("{}/frontdesk/stream", proxy.base))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 401);
    assert_eq!(answer.headers()["frontdesk-refused"], "seal-missing");
    let visitor = Visitor::connected(&proxy).await;
    let mut stream = Stream::open(&proxy, &visitor, None).await;
    assert_eq!(stream.next().await.unwrap().kind, "message");
    let (ended, ()) = tokio::join!(stream.next(), async {
        proxy.running.shutdown().await;
    });
    assert!(ended.is_none());
}

#[tokio::test]
async fn after_the_last_reader_the_cloud_is_asked_on_for_a_while_and_then_no_more() {
    let cloud = Cloud::start().await;
    let say = feed(&cloud);
    let proxy = Proxy::start(&cloud.url, &["--linger=2s", "--agent-linger=2s"]).await;
    let visitor = Visitor::connected(&proxy).await;
    let place = cursor(&visitor.poll_once("?cursor=").await);
    say("while away");
    sleep(Duration::from_millis(4500)).await;
    let asked = cloud.seen("poll").len();
    assert!(asked >= 2, "{asked}");
    sleep(Duration::from_millis(1500)).await;
    assert_eq!(cloud.seen("poll").len(), asked, "asked for nobody");
    // It is there at once, though the cloud has nothing any more.
    cloud.on("poll", |_| Reply::Hang);
    assert_eq!(
        texts(&visitor.poll_once(&format!("?cursor={place}")).await),
        ["while away"]
    );
}

#[tokio::test]
async fn nobody_is_asked_for_a_conversation_that_is_over() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    visitor.poll_once("?cursor=").await;
    assert_eq!(visitor.say("DISCONNECT", "").await.status(), 200);
    sleep(Duration::from_millis(1500)).await;
    let asked = cloud.seen("poll").len();
    sleep(Duration::from_millis(1500)).await;
    assert_eq!(cloud.seen("poll").len(), asked);
}
