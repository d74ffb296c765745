//! `--store file`, killed again and again in the middle of 10,000 messages, pushed and polled.
//!
//! What a push was answered 200 for, and what a reader was given a cursor for, is there afterwards:
//! once, in order. What the cloud handed out to a proxy that died before it had it on the disk is
//! gone: a cloud hands out each message once. That is one of its answers for each visitor and kill at
//! most, never a part of one.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use reqwest::Client;
use serde_json::{Value, json};
use support::cloud::{Cloud, Reply};
use support::program::Program;
use support::push::{ACCESS_KEY, KEY, SIGNATURE, authorization, line, now, request};
use support::visitor::{API, texts};
use support::{CHANNEL, http};
use tokio::task::JoinSet;
use tokio::time::sleep;

const MESSAGES: usize = 10_000;
const KILLS: usize = 20;
const VISITORS: usize = 30;
/// Messages of one push, and of one answer to a poll.
const TOGETHER: usize = 10;
/// So many a visitor is given, and what may be on its way besides: less than the 500 that a journal
/// keeps, so that the end shows everything.
const ENOUGH: usize = 400;
/// Far more than it takes from one kill to the next on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_is_there_once_and_in_order_after_twenty_kills() {
    let begun = Instant::now();
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let cloud = Cloud::start().await;
    let mut program = start(&cloud, &store);
    let desk = Desk::new(&program);
    let mut visits = Vec::new();
    for _ in 0..VISITORS {
        visits.push(Visit::new(&desk).await);
    }
    hand_out(&cloud, &visits);
    let mut tasks = JoinSet::new();
    for visit in &visits {
        tasks.spawn(visit.clone().read(desk.clone()));
        tasks.spawn(visit.clone().push(desk.clone()));
    }

    for kill in 0..KILLS {
        let next = (kill + 1) * MESSAGES / (KILLS + 1);
        desk.has_read(next, &mut tasks).await;
        // Everywhere in what is going on: some take the longest of these to be on the disk.
        sleep(Duration::from_micros(700 * (kill as u64 % 7))).await;
        program.child.kill().unwrap();
        drop(program);
        program = start(&cloud, &store);
        desk.is_at(&program);
    }
    desk.has_read(MESSAGES, &mut tasks).await;
    desk.closes();
    cloud.on("poll", |_| {
        Reply::Json(200, json!({"resultCode": "0", "downlinkMessages": []}))
    });
    while let Some(ended) = tasks.join_next().await {
        ended.unwrap();
    }

    let outcomes = join_all(visits.iter().map(|visit| visit.judge(&desk))).await;
    let in_all: usize = outcomes.iter().map(|outcome| outcome.has).sum();
    let lost: usize = outcomes.iter().map(|outcome| outcome.lost).sum();
    println!(
        "{in_all} messages, {KILLS} kills, {lost} answers of the cloud lost with the process, {:?}",
        begun.elapsed()
    );
    assert!(in_all >= MESSAGES, "{in_all}");
}

/// Where the proxy is, whichever process it is at present.
#[derive(Clone)]
struct Desk {
    base: Arc<Mutex<String>>,
    http: Client,
    /// Messages that readers were given.
    read: Arc<AtomicUsize>,
    closed: Arc<AtomicUsize>,
}

impl Desk {
    fn new(program: &Program) -> Self {
        Self {
            base: Arc::new(Mutex::new(program.base.clone())),
            http: http(),
            read: Arc::default(),
            closed: Arc::default(),
        }
    }

    fn is_at(&self, program: &Program) {
        program.base.clone_into(&mut self.base.lock().unwrap());
    }

    fn base(&self) -> String {
        self.base.lock().unwrap().clone()
    }

    /// Waits; a task that fails meanwhile fails the test at once.
    async fn has_read(&self, messages: usize, tasks: &mut JoinSet<()>) {
        let begun = Instant::now();
        while self.read.load(Relaxed) < messages {
            sleep(Duration::from_millis(1)).await;
            if let Some(ended) = tasks.try_join_next() {
                ended.unwrap();
            }
            assert!(begun.elapsed() < PATIENCE, "it does not go on");
        }
    }

    fn closes(&self) {
        self.closed.store(1, Relaxed);
    }

    fn is_closed(&self) -> bool {
        self.closed.load(Relaxed) > 0
    }

    async fn post(&self, seal: &str, call: &str, body: &Value) -> Value {
        let request = self.http.post(format!("{}{API}/{call}", self.base()));
        let answer = request.header("ccmessaging-token", seal).json(body).send();
        answer.await.unwrap().json().await.unwrap()
    }

    /// `None` where the process ended meanwhile.
    async fn poll(&self, seal: &str, cursor: &str) -> Option<Value> {
        let url = format!("{}{API}/poll?cursor={cursor}", self.base());
        let request = self.http.get(url).header("ccmessaging-token", seal);
        let answer = request.send().await.ok()?;
        assert_eq!(answer.status(), 200);
        answer.json().await.ok()
    }
}

/// A visitor, what was said to them, and what they heard.
#[derive(Clone)]
struct Visit {
    seal: String,
    user_id: String,
    /// How many the cloud has handed out, and how many it has pushed.
    polled: Arc<AtomicUsize>,
    pushed: Arc<AtomicUsize>,
    acknowledged: Arc<Mutex<Vec<String>>>,
    has: Arc<Mutex<(Vec<String>, String)>>,
}

struct Outcome {
    has: usize,
    lost: usize,
}

impl Visit {
    async fn new(desk: &Desk) -> Self {
        let channel = json!({"channelId": CHANNEL});
        let answer = desk.post("", "applyToken", &channel).await;
        let text = |name: &str| answer[name].as_str().unwrap().to_owned();
        let visit = Self {
            seal: text("token"),
            user_id: text("userId"),
            polled: Arc::default(),
            pushed: Arc::default(),
            acknowledged: Arc::default(),
            has: Arc::default(),
        };
        let connect = json!({"controlType": "CONNECT"});
        let answer = desk.post(&visit.seal, "send", &connect).await;
        assert_eq!(answer["resultCode"], "0", "{answer}");
        visit
    }

    fn wants_more(&self) -> bool {
        self.has.lock().unwrap().0.len() < ENOUGH
    }

    /// Reads on from the cursor that was handed out last, whatever becomes of the process.
    async fn read(self, desk: Desk) {
        while !desk.is_closed() {
            let cursor = self.has.lock().unwrap().1.clone();
            match desk.poll(&self.seal, &cursor).await {
                Some(answer) => {
                    let news = self.take(&answer);
                    desk.read.fetch_add(news, Relaxed);
                }
                None => sleep(Duration::from_millis(5)).await,
            }
        }
    }

    fn take(&self, answer: &Value) -> usize {
        assert!(answer.get("reset").is_none(), "{answer}");
        let news = texts(answer);
        let mut has = self.has.lock().unwrap();
        has.1 = answer["cursor"].as_str().unwrap().to_owned();
        has.0.extend_from_slice(&news);
        news.len()
    }

    /// Pushes on. Every other push whose answer was lost is pushed again, the others never.
    async fn push(self, desk: Desk) {
        while !desk.is_closed() && self.wants_more() {
            let first = self.pushed.fetch_add(TOGETHER, Relaxed);
            let again = (first / TOGETHER).is_multiple_of(2);
            let texts = (first..first + TOGETHER).map(|n| format!("push {n}"));
            let texts: Vec<String> = texts.collect();
            let lines = texts.iter();
            let lines: Vec<Value> = lines
                .map(|text| line(CHANNEL, &self.user_id, text, text))
                .collect();
            let body = json!({"messages": lines, "timestamp": now()}).to_string();
            let signed = authorization(KEY, ACCESS_KEY, &body, now());
            while !desk.is_closed() {
                let base = desk.base();
                if let Ok(answer) = request(&base, &signed, &body).send().await {
                    assert_eq!(answer.status(), 200);
                    self.acknowledged.lock().unwrap().extend(texts);
                    break;
                }
                while desk.base() == base && !desk.is_closed() {
                    sleep(Duration::from_millis(5)).await;
                }
                if !again {
                    break;
                }
            }
        }
    }

    /// Everything is heard once and in order, and is still there.
    async fn judge(&self, desk: &Desk) -> Outcome {
        loop {
            let cursor = self.has.lock().unwrap().1.clone();
            let answer = desk.poll(&self.seal, &cursor).await.unwrap();
            if self.take(&answer) == 0 {
                break;
            }
        }
        let has = self.has.lock().unwrap().0.clone();
        let kept = desk.poll(&self.seal, "").await.unwrap();
        assert_eq!(texts(&kept), has, "what is kept is what was handed out");

        let numbers = |kind: &str| {
            let numbers = has.iter().filter_map(|text| text.strip_prefix(kind));
            numbers.map(|n| n.parse().unwrap()).collect::<Vec<usize>>()
        };
        let (pushed, polled) = (numbers("push "), numbers("poll "));
        for numbers in [&pushed, &polled] {
            let rises = numbers.windows(2).all(|pair| pair[0] < pair[1]);
            assert!(rises, "twice or in another order: {numbers:?}");
            let whole: BTreeSet<usize> = numbers.iter().map(|n| n / TOGETHER).collect();
            assert_eq!(whole.len() * TOGETHER, numbers.len(), "a part: {numbers:?}");
        }
        for text in self.acknowledged.lock().unwrap().iter() {
            assert!(has.contains(text), "{text} was acknowledged and is missing");
        }
        let lost = (self.polled.load(Relaxed) - polled.len()) / TOGETHER;
        assert!(lost <= KILLS, "{lost} answers of the cloud are missing");
        Outcome {
            has: has.len(),
            lost,
        }
    }
}

/// The cloud hands out so many at a time, each once, until the visitor has enough.
fn hand_out(cloud: &Cloud, visits: &[Visit]) {
    let visits = visits.to_vec();
    cloud.on("poll", move |seen| {
        let mut visits = visits.iter();
        let visit = visits.find(|visit| seen.query.contains(&visit.user_id));
        let visit = visit.unwrap();
        let lines: Vec<Value> = match visit.wants_more() {
            true => {
                let first = visit.polled.fetch_add(TOGETHER, Relaxed);
                (first..first + TOGETHER)
                    .map(|n| format!("poll {n}"))
                    .map(
                        |text| json!({"content": text, "messageCode": text, "sourceType": "AGENT"}),
                    )
                    .collect()
            }
            false => Vec::new(),
        };
        let wait = Duration::from_millis(if lines.is_empty() { 50 } else { 0 });
        Reply::Late(wait, json!({"resultCode": "0", "downlinkMessages": lines}))
    });
}

fn start(cloud: &Cloud, store: &Path) -> Program {
    let flags = [
        "--safety-poll=1ms",
        "--log=warn,frontdesk_proxy::serve=info",
    ];
    Program::start_on_file(&cloud.url, store, &[&flags, &SIGNATURE[..]].concat())
}
