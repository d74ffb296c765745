//! An answer to a poll is lost on its way here, and what was in it comes again from history: once, in
//! its place, and without a call more than it takes.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use support::cloud::{Cloud, Reply};
use support::program::{Program, command};
use support::visitor::{Visitor, messages, texts};
use support::{APP_KEY, APP_SECRET, CHANNEL, Proxy};
use tokio::time::sleep;

/// What the cloud has said, and what of it was handed out.
#[derive(Clone, Default)]
struct Desk(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    said: Vec<Value>,
    handed: usize,
    /// The next answer with messages in it is lost.
    cut: bool,
}

impl Desk {
    /// An agent who is there, and history with her.
    async fn open(cloud: &Cloud) -> Self {
        let desk = Self::default();
        let polled = desk.clone();
        cloud.on("poll", move |_| {
            let mut state = polled.0.lock().unwrap();
            let waiting = state.said[state.handed..].to_vec();
            state.handed = state.said.len();
            if !waiting.is_empty() && std::mem::take(&mut state.cut) {
                return Reply::Half;
            }
            let pause = match waiting.is_empty() {
                true => Duration::from_millis(50),
                false => Duration::ZERO,
            };
            Reply::Late(pause, json!({"resultCode": "0", "downlinkMessages": waiting}))
        });
        let asked = desk.clone();
        cloud.on("queryHistoryChatMessage", move |seen| {
            let start: i64 = seen.json()["startTime"].as_str().unwrap().parse().unwrap();
            let state = asked.0.lock().unwrap();
            let told = state.said.iter();
            let told: Vec<_> = told
                .filter(|message| message["timestamp"].as_i64().unwrap() >= start)
                .collect();
            Reply::Json(200, json!({"resultCode": "0", "messageList": told}))
        });
        desk
    }

    fn says(&self, source: &str, text: &str) {
        let mut state = self.0.lock().unwrap();
        let at = millis().max(state.said.last().map_or(0, |last| {
            last["timestamp"].as_i64().unwrap_or_default() + 1
        }));
        state.said.push(message(source, text, at));
    }

    /// What is handed out next is lost.
    fn loses(&self, source: &str, text: &str) {
        self.says(source, text);
        self.0.lock().unwrap().cut = true;
    }
}

fn message(source: &str, text: &str, at: i64) -> Value {
    let mut message = json!({
        "from": CHANNEL, "controlType": "CHAT", "mediaType": "TEXT",
        "content": text, "sourceType": source, "timestamp": at,
    });
    if source == "AGENT" {
        message["messageCode"] = json!(format!("code-{text}"));
    }
    message
}

fn millis() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(since.unwrap().as_millis()).unwrap()
}

/// Reads until this text is there, or long enough.
async fn until(visitor: &Visitor, text: &str) -> Value {
    let mut answer = Value::Null;
    for _ in 0..60 {
        let polled = visitor.polling("?cursor=").send().await.unwrap();
        if polled.status() == 200 {
            answer = polled.json().await.unwrap();
            if texts(&answer).iter().any(|one| one == text) {
                return answer;
            }
        }
        sleep(Duration::from_millis(50)).await;
    }
    answer
}

async fn with_agent(proxy: &Proxy) -> Visitor {
    let visitor = Visitor::connected(proxy).await;
    assert_eq!(visitor.say("TRANS2AGENT", "").await.status(), 200);
    visitor
}

#[tokio::test]
async fn what_a_cut_poll_held_is_journaled_before_what_followed_it() {
    let cloud = Cloud::start().await;
    let desk = Desk::open(&cloud).await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = with_agent(&proxy).await;
    desk.says("AGENT", "one");
    until(&visitor, "one").await;
    assert!(cloud.seen("queryHistoryChatMessage").is_empty());

    desk.loses("AGENT", "two");
    let refused = visitor.polling("?cursor=").send().await.unwrap();
    let kept: Value = refused.json().await.unwrap();
    assert!(!texts(&kept).contains(&"two".to_owned()));
    desk.says("AGENT", "three");
    let answer = until(&visitor, "three").await;
    assert_eq!(texts(&answer), ["one", "two", "three"]);
    let marks: Vec<bool> = messages(&answer)
        .iter()
        .map(|message| message["frontdeskMissed"] == true)
        .collect();
    // What was still to be handed out is known when it comes.
    assert_eq!(marks[..2], [false, true]);
    sleep(Duration::from_millis(300)).await;
    until(&visitor, "three").await;
    assert_eq!(cloud.seen("queryHistoryChatMessage").len(), 1);
}

#[tokio::test]
async fn with_nothing_lost_history_is_never_asked() {
    let cloud = Cloud::start().await;
    let desk = Desk::open(&cloud).await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = with_agent(&proxy).await;
    for text in ["one", "two", "three"] {
        desk.says("AGENT", text);
        until(&visitor, text).await;
    }
    assert!(cloud.seen("queryHistoryChatMessage").is_empty());
}

#[tokio::test]
async fn what_the_robot_said_is_asked_for_when_an_agent_comes() {
    let cloud = Cloud::start().await;
    let desk = Desk::open(&cloud).await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    desk.says("ROBOT", "welcome");
    until(&visitor, "welcome").await;
    desk.loses("ROBOT", "ask me");
    let _ = visitor.polling("?cursor=").send().await.unwrap();
    desk.says("ROBOT", "still here");
    until(&visitor, "still here").await;
    assert!(cloud.seen("queryHistoryChatMessage").is_empty());

    desk.says("AGENT", "hello");
    let answer = until(&visitor, "ask me").await;
    let all = messages(&answer);
    let late = all.iter().find(|one| one["content"] == "ask me");
    assert_eq!(late.unwrap()["frontdeskMissed"], true);
    assert_eq!(texts(&answer).len(), 4, "{:?}", texts(&answer));
}

#[tokio::test]
async fn a_history_of_strange_shape_doubles_nothing_and_keeps_no_poll_waiting() {
    let cloud = Cloud::start().await;
    let desk = Desk::open(&cloud).await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = with_agent(&proxy).await;
    desk.says("AGENT", "one");
    until(&visitor, "one").await;
    let user = visitor.user_id.clone();
    cloud.on("queryHistoryChatMessage", move |_| {
        let at = millis();
        let mut own = message("AGENT", "my own words", at);
        own["from"] = json!(user);
        let mut nobody = message("AGENT", "who says so?", at);
        nobody["sourceType"] = Value::Null;
        let mut whenever = message("AGENT", "when?", at);
        whenever["timestamp"] = json!("yesterday");
        // The time in whole seconds, and no code; it was handed out before.
        let mut again = message("AGENT", "one", at / 1_000 * 1_000);
        again["messageCode"] = Value::Null;
        let list = json!([
            own, nobody, whenever, again, 7, null, "text", [], {},
            message("CUSTOMER", "hello", at),
            {"id": 1, "msg": "other fields"},
        ]);
        Reply::Json(200, json!({"resultCode": "0", "messageList": list}))
    });
    desk.loses("AGENT", "two");
    let _ = visitor.polling("?cursor=").send().await.unwrap();
    desk.says("AGENT", "three");
    let answer = until(&visitor, "three").await;
    assert_eq!(texts(&answer), ["one", "three"]);
}

#[tokio::test]
async fn a_history_that_fails_is_asked_again_later_and_the_polls_go_on() {
    let cloud = Cloud::start().await;
    let desk = Desk::open(&cloud).await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = with_agent(&proxy).await;
    cloud.on("queryHistoryChatMessage", |_| Reply::Text(200, "<html>".into()));
    desk.says("AGENT", "one");
    until(&visitor, "one").await;
    desk.loses("AGENT", "two");
    let _ = visitor.polling("?cursor=").send().await.unwrap();
    for number in 0..20 {
        let text = format!("more {number}");
        desk.says("AGENT", &text);
        let answer = until(&visitor, &text).await;
        assert!(texts(&answer).contains(&text));
    }
    // Each may have its second chance.
    let asked = cloud.seen("queryHistoryChatMessage").len();
    assert!((1..=8).contains(&asked), "{asked}");
}

#[tokio::test]
async fn a_proxy_that_was_killed_asks_for_what_was_on_its_way_to_it_and_one_that_ended_does_not() {
    let cloud = Cloud::start().await;
    let desk = Desk::open(&cloud).await;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let mut program = start(&cloud, &store);
    let mut visitor = Visitor::at(&program.base).await;
    assert_eq!(visitor.say("CONNECT", "").await.status(), 200);
    assert_eq!(visitor.say("TRANS2AGENT", "").await.status(), 200);
    desk.says("AGENT", "one");
    until(&visitor, "one").await;

    // It takes the answer with it.
    program.child.kill().unwrap();
    program.child.wait().unwrap();
    desk.says("AGENT", "two");
    desk.0.lock().unwrap().handed = 2;
    program = start(&cloud, &store);
    visitor.base.clone_from(&program.base);
    let answer = until(&visitor, "two").await;
    assert_eq!(texts(&answer), ["one", "two"]);
    assert!(!cloud.seen("queryHistoryChatMessage").is_empty());

    // A gap of this kind is closed some seconds later.
    sleep(Duration::from_secs(7)).await;
    desk.says("AGENT", "three");
    until(&visitor, "three").await;
    let asked = cloud.seen("queryHistoryChatMessage").len();
    program.signal("-TERM");
    program.end();
    program = start(&cloud, &store);
    visitor.base.clone_from(&program.base);
    desk.says("AGENT", "four");
    let answer = until(&visitor, "four").await;
    assert_eq!(texts(&answer), ["one", "two", "three", "four"]);
    assert_eq!(cloud.seen("queryHistoryChatMessage").len(), asked);
}

fn start(cloud: &Cloud, store: &Path) -> Program {
    let store = format!("file:{}", store.display());
    let flags = [
        "--listen=127.0.0.1:0",
        "--admin-listen=127.0.0.1:0",
        "--upstream",
        &cloud.url,
        "--app-key",
        APP_KEY,
        "--app-secret",
        APP_SECRET,
        "--seal-key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        "--channel",
        CHANNEL,
        "--store",
        &store,
        // Nobody polls but the readers here.
        "--linger=1ms",
        "--agent-linger=1ms",
        "--log=warn,frontdesk_proxy::serve=info",
    ];
    Program::start(command(&flags))
}
