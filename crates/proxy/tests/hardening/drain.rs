//! The end of a process with many streams open, and its successor.
#![cfg(unix)]

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::cloud::{Cloud, Reply};
use crate::support::program::Program;
use crate::support::visitor::API;
use crate::support::{CHANNEL, http};

const STREAMS: usize = 500;

#[derive(Clone, Default)]
struct Client {
    seal: String,
    last: String,
    has: Vec<u64>,
}

impl Client {
    /// Reads a stream until it ends or the time is over.
    async fn read(&mut self, http: &reqwest::Client, base: &str, time: Duration) {
        let request = http
            .get(format!("{base}/frontdesk/stream"))
            .header("ccmessaging-token", &self.seal)
            .header("last-event-id", &self.last);
        let mut answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let mut text = String::new();
        let read = async {
            while let Ok(Some(chunk)) = answer.chunk().await {
                text += std::str::from_utf8(&chunk).unwrap();
                while let Some((event, rest)) = text.split_once("\n\n") {
                    self.take(event);
                    text = rest.to_owned();
                }
            }
        };
        let _ = tokio::time::timeout(time, read).await;
    }

    fn take(&mut self, event: &str) {
        let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name));
        assert_ne!(field("event: "), Some("reset"), "{event}");
        let Some(data) = field("data: ") else { return };
        let data: Value = serde_json::from_str(data).unwrap();
        for message in data["downlinkMessages"].as_array().into_iter().flatten() {
            self.has
                .push(message["content"].as_str().unwrap().parse().unwrap());
        }
        if let Some(id) = field("id: ") {
            id.clone_into(&mut self.last);
        }
    }
}

fn program(cloud: &Cloud, store: &Path) -> Program {
    Program::start_on_file(&cloud.url, store, &["--drain=10s"])
}

#[tokio::test(flavor = "multi_thread")]
async fn with_many_streams_open_it_ends_in_time_and_nothing_is_lost_or_doubled() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let cloud = Cloud::start().await;
    // Each poll brings its visitor the next number, once.
    let handed: Arc<Mutex<HashMap<String, u64>>> = Arc::default();
    cloud.on("poll", move |seen| {
        let mut handed = handed.lock().unwrap();
        let next = handed.entry(seen.query.clone()).or_default();
        *next += 1;
        let message = json!({
            "content": next.to_string(), "messageCode": next.to_string(), "sourceType": "AGENT",
            "controlType": "CHAT", "mediaType": "TEXT",
        });
        Reply::Late(
            Duration::from_secs(2),
            json!({"resultCode": "0", "downlinkMessages": [message]}),
        )
    });

    let first = program(&cloud, &store);
    let http = http();
    let mut clients = Vec::new();
    for _ in 0..STREAMS / 20 {
        let joined = (0..20).map(|_| async {
            let post = |call: &str| http.post(format!("{}{API}/{call}", first.base));
            let answer = post("applyToken")
                .json(&json!({"channelId": CHANNEL}))
                .send()
                .await
                .unwrap();
            let answer: Value = answer.json().await.unwrap();
            let seal = answer["token"].as_str().unwrap().to_owned();
            let connect = json!({"controlType": "CONNECT", "mediaType": "TEXT", "content": ""});
            let connect = post("send")
                .json(&connect)
                .header("ccmessaging-token", &seal);
            assert_eq!(connect.send().await.unwrap().status(), 200);
            Client {
                seal,
                ..Client::default()
            }
        });
        clients.extend(join_all(joined).await);
    }

    let long = Duration::from_secs(60);
    let reading = join_all(
        clients
            .iter_mut()
            .map(|client| client.read(&http, &first.base, long)),
    );
    let ending = async {
        tokio::time::sleep(Duration::from_secs(6)).await;
        first.signal("-TERM");
        Instant::now()
    };
    let (_, asked) = tokio::join!(reading, ending);
    let (code, log) = tokio::task::spawn_blocking(move || first.end())
        .await
        .unwrap();
    assert_eq!(code, Some(0), "{log}");
    let took = asked.elapsed();
    assert!(took < Duration::from_secs(15), "{took:?}");
    let before: usize = clients.iter().map(|client| client.has.len()).sum();
    assert!(before > STREAMS, "{before} messages before the end");

    let second = program(&cloud, &store);
    let time = Duration::from_secs(8);
    join_all(
        clients
            .iter_mut()
            .map(|client| client.read(&http, &second.base, time)),
    )
    .await;
    let after: usize = clients.iter().map(|client| client.has.len()).sum();
    assert!(after > before + STREAMS, "{after} messages after {before}");
    for client in &clients {
        let whole: Vec<u64> = (1..=client.has.len() as u64).collect();
        assert_eq!(client.has, whole);
    }
}
