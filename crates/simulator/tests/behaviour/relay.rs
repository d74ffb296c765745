//! The relay between visitor and proxy: handing on, and starting.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use frontdesk_simulator::{
    Config, DownLeg, FaultSpec, Leg, RelayConfig, RelayError, RunningRelay, StartError,
    WeatherConfig, start, start_relay,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::desk::{Desk, quick};

/// A proxy of which little is known: it says what it was asked, and streams.
pub(crate) struct Behind {
    pub(crate) url: String,
    calls: Arc<AtomicU64>,
}

impl Behind {
    pub(crate) async fn open() -> Self {
        let calls = Arc::new(AtomicU64::new(0));
        let router = Router::new()
            .route("/echo", post(echo))
            .route("/stream", get(stream))
            .with_state(Arc::clone(&calls));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, calls }
    }

    pub(crate) fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }

    pub(crate) async fn relay(&self, faults: &str) -> RunningRelay {
        start_relay(RelayConfig {
            faults: FaultSpec::parse(faults).unwrap(),
            longest_delay: Duration::from_millis(120),
            ..RelayConfig::new(self.url.clone())
        })
        .await
        .unwrap()
    }
}

async fn echo(
    State(calls): State<Arc<AtomicU64>>,
    uri: Uri,
    headers: HeaderMap,
    body: String,
) -> Response {
    calls.fetch_add(1, Ordering::Relaxed);
    let headers: BTreeMap<_, _> = headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    let said = json!({ "uri": uri.to_string(), "headers": headers, "body": body });
    ([("frontdesk-refused", "limit"), ("x-two", "2")], Json(said)).into_response()
}

/// An event every 100 ms.
async fn stream(State(calls): State<Arc<AtomicU64>>, _: Request) -> Response {
    calls.fetch_add(1, Ordering::Relaxed);
    let (mut write, read) = tokio::io::duplex(64);
    tokio::spawn(async move {
        for number in 0..20 {
            let event = format!("id: {number}\ndata: tick {number}\n\n");
            if tokio::io::AsyncWriteExt::write_all(&mut write, event.as_bytes())
                .await
                .is_err()
            {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    });
    let pieces = Pieces(read);
    ([("content-type", "text/event-stream")], Body::new(pieces)).into_response()
}

struct Pieces(tokio::io::DuplexStream);

impl axum::body::HttpBody for Pieces {
    type Data = axum::body::Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<hyper::body::Frame<Self::Data>, Infallible>>> {
        let mut bytes = [0; 64];
        let mut buffer = tokio::io::ReadBuf::new(&mut bytes);
        let read =
            tokio::io::AsyncRead::poll_read(std::pin::Pin::new(&mut self.0), context, &mut buffer);
        std::task::ready!(read).unwrap();
        let piece = axum::body::Bytes::copy_from_slice(buffer.filled());
        let frame = (!piece.is_empty()).then(|| Ok(hyper::body::Frame::data(piece)));
        std::task::Poll::Ready(frame)
    }
}

#[tokio::test]
async fn everything_is_handed_on_with_what_the_visitor_used() {
    let behind = Behind::open().await;
    let relay = behind.relay("none").await;
    let answer = reqwest::Client::new()
        .post(format!("{}/echo?a=%3D&b", relay.url()))
        .header("origin", "https://shop.example.com")
        .header("x-own", "kept")
        .header("connection", "x-hop")
        .header("x-hop", "dropped")
        .body("Hello")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["frontdesk-refused"], "limit");
    assert_eq!(answer.headers()["x-two"], "2");
    let said: Value = answer.json().await.unwrap();
    assert_eq!(
        (&said["uri"], &said["body"]),
        (&json!("/echo?a=%3D&b"), &json!("Hello"))
    );
    let headers = &said["headers"];
    assert_eq!(headers["host"], relay.addr.to_string());
    assert_eq!(headers["origin"], "https://shop.example.com");
    assert_eq!(headers["x-own"], "kept");
    assert!(headers["x-hop"].is_null());
}

#[tokio::test]
async fn events_arrive_as_they_are_said() {
    let behind = Behind::open().await;
    let relay = behind.relay("none").await;
    let started = Instant::now();
    let mut answer = reqwest::get(format!("{}/stream", relay.url()))
        .await
        .unwrap();
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    for number in 0..3 {
        let event = answer.chunk().await.unwrap().unwrap();
        assert_eq!(event, format!("id: {number}\ndata: tick {number}\n\n"));
    }
    assert!(started.elapsed() < Duration::from_millis(1500));
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_502() {
    let relay = start_relay(RelayConfig::new("http://127.0.0.1:1"))
        .await
        .unwrap();
    let answer = reqwest::get(relay.url()).await.unwrap();
    assert_eq!(answer.status(), 502);
    assert!(answer.text().await.unwrap().contains("127.0.0.1:1"));
}

#[tokio::test]
async fn it_stands_on_this_machine_and_leads_to_this_machine() {
    let everywhere = RelayConfig {
        listen: "0.0.0.0:0".parse().unwrap(),
        ..RelayConfig::new("http://127.0.0.1:1")
    };
    let error = start_relay(everywhere).await.err().unwrap();
    assert!(matches!(error, RelayError::NotLoopback(_)));
    let error = start_relay(RelayConfig::new("https://example.com"))
        .await
        .err()
        .unwrap();
    assert!(error.to_string().contains("https://example.com"), "{error}");
}

#[tokio::test]
async fn dropping_it_ends_what_it_holds() {
    let behind = Behind::open().await;
    let relay = behind.relay("none").await;
    let url = format!("{}/stream", relay.url());
    let mut answer = reqwest::get(&url).await.unwrap();
    answer.chunk().await.unwrap();
    drop(relay);
    let rest = async { while let Ok(Some(_)) = answer.chunk().await {} };
    tokio::time::timeout(Duration::from_secs(1), rest)
        .await
        .unwrap();
    assert!(reqwest::get(&url).await.is_err());
}

#[tokio::test]
async fn the_simulator_runs_one_whose_faults_are_its_own() {
    let behind = Behind::open().await;
    let weather = WeatherConfig {
        down: Some(DownLeg {
            listen: "127.0.0.1:0".parse().unwrap(),
            to: behind.url.clone(),
        }),
        ..WeatherConfig::default()
    };
    let desk = Desk::with(Config { weather, ..quick() }).await;
    let relay = format!("{}/echo", desk.running.relay().unwrap().url());
    let asked = || desk.http.post(&relay).send();
    assert_eq!(asked().await.unwrap().status(), 200);
    let set = json!({ "spec": "down.403=1" });
    desk.post("/console/api/faults", &set).send().await.unwrap();
    assert_eq!(asked().await.unwrap().status(), 403);
    assert_eq!(desk.bearer().await.len(), 32, "the other leg is well");
    assert_eq!(desk.running.world().faults_done().of(Leg::Down, "403"), 1);
}

#[tokio::test]
async fn a_relay_that_cannot_start_lets_nothing_start() {
    let down = DownLeg {
        listen: "127.0.0.1:0".parse().unwrap(),
        to: "http://example.com".to_owned(),
    };
    let weather = WeatherConfig {
        down: Some(down),
        ..WeatherConfig::default()
    };
    let error = start(Config { weather, ..quick() }).await.err().unwrap();
    assert!(matches!(
        error,
        StartError::Relay(RelayError::Target { .. })
    ));
}
