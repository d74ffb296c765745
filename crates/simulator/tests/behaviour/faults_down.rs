//! Faults between visitor and proxy.

use std::time::{Duration, Instant};

use frontdesk_simulator::{Leg, RunningRelay};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::relay::Behind;

async fn asked(relay: &RunningRelay) -> reqwest::Result<reqwest::Response> {
    let request = reqwest::Client::new().post(format!("{}/echo", relay.url()));
    request.body("Hello").send().await
}

fn done(relay: &RunningRelay, name: &str) -> u64 {
    relay.faults_done().of(Leg::Down, name)
}

/// Everything that comes on a connection of one's own, until it is closed.
async fn raw(relay: &RunningRelay) -> String {
    let mut stream = TcpStream::connect(relay.addr).await.unwrap();
    let request = "POST /echo HTTP/1.1\r\nhost: desk\r\ncontent-length: 5\r\n\r\nHello";
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    // A reset ends it as well.
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn a_drop_closes_the_connection_before_or_after_the_call_was_carried() {
    let behind = Behind::open().await;
    let relay = behind.relay("down.drop=1").await;
    for _ in 0..16 {
        assert!(asked(&relay).await.unwrap_err().is_request());
    }
    let (before, after) = (done(&relay, "drop-before"), done(&relay, "drop-after"));
    assert!(before > 0 && after > 0 && before + after == 16);
    assert_eq!(behind.calls(), after);
    assert_eq!(raw(&relay).await, "");
}

#[tokio::test]
async fn a_cut_answer_has_its_head_and_half_of_its_body() {
    let behind = Behind::open().await;
    let relay = behind.relay("down.cut=1").await;
    let answer = asked(&relay).await.unwrap();
    assert_eq!(answer.status(), 200);
    let length = answer.content_length().unwrap();
    assert!(length > 0 && answer.bytes().await.is_err());
    let raw = raw(&relay).await;
    let (head, body) = raw.split_once("\r\n\r\n").unwrap();
    let length: usize = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(body.len(), length / 2);
    assert_eq!(done(&relay, "cut"), 2);
}

#[tokio::test]
async fn a_stream_is_cut_in_the_middle_of_an_event() {
    let behind = Behind::open().await;
    let relay = behind.relay("down.cut=1").await;
    let mut answer = reqwest::get(format!("{}/stream", relay.url()))
        .await
        .unwrap();
    let mut came = Vec::new();
    let ended = loop {
        match answer.chunk().await {
            Ok(Some(piece)) => came.extend_from_slice(&piece),
            other => break other,
        }
    };
    assert!(ended.is_err(), "closed, not ended");
    let came = String::from_utf8(came).unwrap();
    assert!(
        came.starts_with("id: 0") && !came.ends_with("\n\n"),
        "{came:?}"
    );
}

#[tokio::test]
async fn a_delay_is_within_its_bound() {
    let behind = Behind::open().await;
    let relay = behind.relay("down.delay=1").await;
    for _ in 0..4 {
        let started = Instant::now();
        assert_eq!(asked(&relay).await.unwrap().status(), 200);
        let took = started.elapsed();
        assert!(
            took >= Duration::from_millis(50) && took < Duration::from_millis(600),
            "{took:?}"
        );
    }
    assert_eq!(behind.calls(), 4);
}

#[tokio::test]
async fn garbage_is_http_200_whether_the_call_was_carried_or_not() {
    let behind = Behind::open().await;
    let relay = behind.relay("down.garbage=1").await;
    for _ in 0..16 {
        let answer = asked(&relay).await.unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers().get("x-two"), None);
        let text = answer.text().await.unwrap();
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_err());
    }
    assert!(behind.calls() > 0 && behind.calls() < 16);
}

#[tokio::test]
async fn a_duplicate_is_the_same_request_twice_and_one_answer() {
    let behind = Behind::open().await;
    let relay = behind.relay("down.duplicate=1").await;
    let answer = asked(&relay).await.unwrap();
    assert!(answer.text().await.unwrap().contains(r#""body":"Hello""#));
    assert_eq!((behind.calls(), done(&relay, "duplicate")), (2, 1));
}

#[tokio::test]
async fn refusals_are_the_relays_own() {
    let behind = Behind::open().await;
    for (kind, status) in [
        ("401", 401),
        ("403", 403),
        ("429", 429),
        ("500", 500),
        ("expire", 401),
    ] {
        let relay = behind.relay(&format!("down.{kind}=1")).await;
        let mut retries = 0;
        for _ in 0..12 {
            let answer = asked(&relay).await.unwrap();
            assert_eq!(answer.status(), status, "{kind}");
            assert_eq!(answer.headers().get("frontdesk-refused"), None);
            retries += u32::from(answer.headers().contains_key("retry-after"));
        }
        assert_eq!(
            retries > 0 && retries < 12,
            kind == "429",
            "{kind}: {retries}"
        );
        assert_eq!(done(&relay, kind), 12);
    }
    assert_eq!(behind.calls(), 0);
}

#[tokio::test]
async fn the_same_seed_gives_the_same_faults() {
    let behind = Behind::open().await;
    let relay = behind.relay("none").await;
    let mut runs = Vec::new();
    for seed in [7, 7, 8] {
        relay.set_faults(
            crate::weather::spec("down.401=0.3,down.500=0.3"),
            Some(seed),
        );
        let mut statuses = Vec::new();
        for _ in 0..24 {
            statuses.push(asked(&relay).await.unwrap().status().as_u16());
        }
        runs.push(statuses);
    }
    assert_eq!(runs[0], runs[1]);
    assert_ne!(runs[0], runs[2]);
}
