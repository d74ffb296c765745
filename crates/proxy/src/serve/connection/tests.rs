//! Clients that do not do their part.

use std::net::SocketAddr;
use std::time::Instant;

use axum::body::Body;
use axum::routing::get;
use bytes::Bytes;
use futures_util::stream::unfold;
use http::StatusCode;
use http_body_util::{BodyExt, Empty};
use hyper_util::client::legacy::Client;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::*;
use crate::serve::drain::DrainSwitch;
use crate::serve::listener::builder;

const LONG: Duration = Duration::from_secs(60);
const SHORT: Duration = Duration::from_millis(300);
const PATIENCE: Duration = Duration::from_secs(10);

const NEVER: Times = Times {
    silent: LONG,
    idle: LONG,
    last: LONG,
    unread: LONG,
};

/// Serves one connection.
async fn server(times: Times) -> (SocketAddr, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new()
        .route("/", get(async || "hello"))
        .route("/stream", get(async || Body::from_stream(unfold(0, drip))))
        .route("/large", get(async || vec![0_u8; 64 << 20]))
        .route("/slow", get(async || sleep(SHORT * 3).await));
    let task = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let (_switch, draining) = DrainSwitch::new();
        serve(stream, router, &builder(), draining, times).await;
    });
    (address, task)
}

/// Something now and then, for longer than a connection is kept that is idle.
async fn drip(number: u32) -> Option<(Result<Bytes, Infallible>, u32)> {
    sleep(SHORT / 3).await;
    (number < DRIPS).then_some((Ok(Bytes::from_static(b".")), number + 1))
}

const DRIPS: u32 = 12;

#[tokio::test]
async fn a_stream_that_says_something_now_and_then_is_not_idle() {
    let (idle, last) = (SHORT, SHORT);
    for http_2 in [false, true] {
        let times = Times {
            idle,
            last,
            ..NEVER
        };
        let (address, served) = server(times).await;
        let client = Client::builder(TokioExecutor::new())
            .http2_only(http_2)
            .build_http::<Empty<Bytes>>();
        let url = format!("http://{address}/stream").parse().unwrap();
        let answer = client.get(url).await.unwrap();
        let said = answer.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(said.len(), DRIPS as usize, "{http_2}");
        timeout(PATIENCE, served).await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_client_that_never_reads_its_answer_is_left() {
    let unread = Duration::from_secs(1);
    let (address, served) = server(Times { unread, ..NEVER }).await;
    let mut client = TcpStream::connect(address).await.unwrap();
    let request = b"GET /large HTTP/1.1\r\nhost: x\r\n\r\n";
    client.write_all(request).await.unwrap();
    timeout(PATIENCE, served).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_connection_over_http_2_without_requests_is_closed() {
    let idle = SHORT;
    let (address, served) = server(Times { idle, ..NEVER }).await;
    let client = Client::builder(TokioExecutor::new())
        .http2_only(true)
        .build_http::<Empty<Bytes>>();
    let start = Instant::now();
    // Longer in flight than a connection may be idle.
    for path in ["", "slow", ""] {
        let url = format!("http://{address}/{path}").parse().unwrap();
        let answer = client.get(url).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        answer.into_body().collect().await.unwrap();
    }
    timeout(PATIENCE, served).await.unwrap().unwrap();
    assert!(start.elapsed() >= SHORT * 4);
}

#[tokio::test]
async fn an_answer_that_is_left_unread_over_http_2_ends_the_connection() {
    let (idle, last) = (SHORT, SHORT);
    let times = Times {
        idle,
        last,
        ..NEVER
    };
    let (address, served) = server(times).await;
    let client = Client::builder(TokioExecutor::new())
        .http2_only(true)
        .build_http::<Empty<Bytes>>();
    let url = format!("http://{address}/large").parse().unwrap();
    let unread = client.get(url).await.unwrap();
    timeout(PATIENCE, served).await.unwrap().unwrap();
    assert!(unread.into_body().collect().await.is_err());
}

#[tokio::test]
async fn a_connection_that_says_nothing_is_closed() {
    let silent = SHORT;
    let (address, served) = server(Times { silent, ..NEVER }).await;
    let _client = TcpStream::connect(address).await.unwrap();
    timeout(PATIENCE, served).await.unwrap().unwrap();
}
