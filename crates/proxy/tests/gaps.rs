//! An answer to a poll is lost on its way here, and what was in it comes again from history: once, in
//! its place, and without a call more than it takes.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use support::cloud::{Cloud, Reply};
use support::program::{Program, command};
use support::visitor::{Visitor, cursor, messages};
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
            Reply::Late(
                pause,
                json!({"resultCode": "0", "downlinkMessages": waiting}),
            )
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
        let at = millis().max(
            state
                .said
                .last()
                .map_or(0, |last| last["timestamp"].as_i64().unwrap_or_default() + 1),
        );
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

/// A visitor who reads on, and what they have read.
struct Reader {
    visitor: Visitor,
    cursor: String,
    has: Vec<Value>,
}

impl Reader {
    fn of(visitor: Visitor) -> Self {
        Self {
            visitor,
            cursor: String::new(),
            has: Vec::new(),
        }
    }

    /// One poll; the status of its answer.
    async fn poll(&mut self) -> u16 {
        let polling = self.visitor.polling(&format!("?cursor={}", self.cursor));
        let polled = polling.send().await.unwrap();
        let status = polled.status().as_u16();
        if status == 200 {
            let answer: Value = polled.json().await.unwrap();
            assert_ne!(answer["reset"], true);
            self.has.extend(messages(&answer));
            self.cursor = cursor(&answer);
        }
        status
    }

    /// Reads until this text is there, or long enough.
    async fn until(&mut self, text: &str) {
        for _ in 0..20 {
            self.poll().await;
            if self.texts().contains(&text) {
                return;
            }
        }
        panic!("{text} does not come: {:?}", self.texts());
    }

    fn texts(&self) -> Vec<&str> {
        let has = self.has.iter();
        has.map(|message| message["content"].as_str().unwrap())
            .collect()
    }

    fn was_missed(&self, text: &str) -> bool {
        let mut has = self.has.iter();
        let message = has.find(|message| message["content"] == text).unwrap();
        message["frontdeskMissed"] == true
    }
}

/// A reader with an agent, who has said `one`.
async fn with_agent(base: &str, desk: &Desk) -> Reader {
    let visitor = Visitor::at(base).await;
    for control in ["CONNECT", "TRANS2AGENT"] {
        assert_eq!(visitor.say(control, "").await.status(), 200);
    }
    let mut reader = Reader::of(visitor);
    desk.says("AGENT", "one");
    reader.until("one").await;
    reader
}

fn asked(cloud: &Cloud) -> usize {
    cloud.seen("queryHistoryChatMessage").len()
}

#[tokio::test]
async fn what_a_cut_poll_held_is_journaled_before_what_followed_it() {
    let cloud = Cloud::start().await;
    let desk = Desk::open(&cloud).await;
    let proxy = Proxy::start(&cloud.url, &ALONE).await;
    let mut reader = with_agent(&proxy.base, &desk).await;
    desk.loses("AGENT", "two");
    assert_ne!(reader.poll().await, 200);
    desk.says("AGENT", "three");
    reader.until("three").await;
    desk.says("AGENT", "four");
    reader.until("four").await;
    assert_eq!(reader.texts(), ["one", "two", "three", "four"]);
    assert!(reader.was_missed("two") && !reader.was_missed("four"));
    assert_eq!(asked(&cloud), 1);
}

#[tokio::test]
async fn with_nothing_lost_history_is_never_asked() {
    let cloud = Cloud::start().await;
    let desk = Desk::open(&cloud).await;
    let proxy = Proxy::start(&cloud.url, &ALONE).await;
    let mut reader = with_agent(&proxy.base, &desk).await;
    // A refusal loses nothing.
    let refuse = Arc::new(Mutex::new(true));
    desk.says("AGENT", "two");
    reader.until("two").await;
    cloud.on("poll", move |_| {
        let status = if std::mem::take(&mut *refuse.lock().unwrap()) {
            503
        } else {
            200
        };
        Reply::Json(status, json!({"resultCode": "0", "downlinkMessages": []}))
    });
    for _ in 0..3 {
        reader.poll().await;
    }
    assert_eq!(asked(&cloud), 0);
}

#[tokio::test]
async fn what_the_robot_said_is_asked_for_when_an_agent_comes() {
    let cloud = Cloud::start().await;
    let desk = Desk::open(&cloud).await;
    let proxy = Proxy::start(&cloud.url, &ALONE).await;
    let mut reader = Reader::of(Visitor::connected(&proxy).await);
    desk.says("ROBOT", "welcome");
    reader.until("welcome").await;
    desk.loses("ROBOT", "ask me");
    assert_ne!(reader.poll().await, 200);
    desk.says("ROBOT", "still here");
    reader.until("still here").await;
    assert_eq!(asked(&cloud), 0);

    desk.says("AGENT", "hello");
    reader.until("ask me").await;
    assert!(reader.was_missed("ask me"));
    assert_eq!(reader.texts(), ["welcome", "still here", "hello", "ask me"]);
}

#[tokio::test]
async fn the_last_words_of_an_agent_who_hangs_up_come_before_the_end() {
    let cloud = Cloud::start().await;
    let desk = Desk::open(&cloud).await;
    let proxy = Proxy::start(&cloud.url, &ALONE).await;
    let mut reader = with_agent(&proxy.base, &desk).await;
    desk.loses("AGENT", "goodbye");
    assert_ne!(reader.poll().await, 200);
    desk.says("AGENT", "the end");
    desk.0.lock().unwrap().said[2]["controlType"] = json!("DISCONNECT");
    reader.until("the end").await;
    assert_eq!(reader.texts(), ["one", "goodbye", "the end"]);
}

#[tokio::test]
async fn a_history_of_strange_shape_doubles_nothing_and_keeps_no_poll_waiting() {
    let cloud = Cloud::start().await;
    let desk = Desk::open(&cloud).await;
    let proxy = Proxy::start(&cloud.url, &ALONE).await;
    let mut reader = with_agent(&proxy.base, &desk).await;
    let user = reader.visitor.user_id.clone();
    let one = reader.has[0]["timestamp"].as_i64().unwrap();
    cloud.on("queryHistoryChatMessage", move |_| {
        let at = millis();
        let mut own = message("AGENT", "my own words", at);
        own["from"] = json!(user);
        let mut nobody = message("AGENT", "who says so?", at);
        nobody["sourceType"] = Value::Null;
        let mut whenever = message("AGENT", "when?", at);
        whenever["timestamp"] = json!("yesterday");
        // The time in whole seconds, and no code or another one; it was handed out before, or will be.
        let mut again = message("AGENT", "one", one / 1_000 * 1_000);
        again["messageCode"] = Value::Null;
        let mut later = message("AGENT", "three", at / 1_000 * 1_000);
        later["messageCode"] = Value::Null;
        let list = json!([
            own, nobody, whenever, again, later, 7, null, "text", [], {},
            message("CUSTOMER", "hello", at),
            {"id": 1, "msg": "other fields"},
        ]);
        Reply::Json(200, json!({"resultCode": "0", "messageList": list}))
    });
    desk.loses("AGENT", "two");
    assert_ne!(reader.poll().await, 200);
    desk.says("AGENT", "three");
    desk.says("AGENT", "four");
    reader.until("four").await;
    assert_eq!(reader.texts(), ["one", "three", "four"]);
}

#[tokio::test]
async fn a_history_that_fails_is_asked_again_later_and_the_polls_go_on() {
    let cloud = Cloud::start().await;
    let desk = Desk::open(&cloud).await;
    let proxy = Proxy::start(&cloud.url, &ALONE).await;
    let mut reader = with_agent(&proxy.base, &desk).await;
    cloud.on("queryHistoryChatMessage", |_| {
        Reply::Text(200, "<html>".into())
    });
    desk.loses("AGENT", "two");
    assert_ne!(reader.poll().await, 200);
    for number in 0..20 {
        let text = format!("more {number}");
        desk.says("AGENT", &text);
        reader.until(&text).await;
    }
    // Each may have its second chance.
    assert!((1..=8).contains(&asked(&cloud)), "{}", asked(&cloud));
}

#[tokio::test]
async fn a_proxy_that_was_killed_asks_for_what_was_on_its_way_to_it_and_one_that_ended_does_not() {
    let cloud = Cloud::start().await;
    let desk = Desk::open(&cloud).await;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let mut program = start(&cloud, &store);
    let mut reader = with_agent(&program.base, &desk).await;

    program.child.kill().unwrap();
    program.child.wait().unwrap();
    // It took the answer with it.
    desk.says("AGENT", "two");
    desk.0.lock().unwrap().handed = 2;
    program = start(&cloud, &store);
    reader.visitor.base.clone_from(&program.base);
    reader.until("two").await;
    assert_ne!(asked(&cloud), 0);

    // The cloud may have held a poll of the one that was killed for some seconds.
    sleep(Duration::from_secs(7)).await;
    desk.says("AGENT", "three");
    reader.until("three").await;
    // The poll that is under way ends.
    sleep(Duration::from_millis(500)).await;
    let asked_before = asked(&cloud);
    program.signal("-TERM");
    program.end();
    program = start(&cloud, &store);
    reader.visitor.base.clone_from(&program.base);
    desk.says("AGENT", "four");
    reader.until("four").await;
    assert_eq!(reader.texts(), ["one", "two", "three", "four"]);
    assert_eq!(asked(&cloud), asked_before);
}

/// Nobody polls but the readers here.
const ALONE: [&str; 2] = ["--linger=1ms", "--agent-linger=1ms"];

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
        "--log=warn,frontdesk_proxy::serve=info",
    ];
    Program::start(command(&[&flags[..], &ALONE].concat()))
}
