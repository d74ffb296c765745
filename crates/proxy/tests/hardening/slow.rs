//! Clients that keep a connection by saying next to nothing.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::Proxy;
use crate::support::cloud::Cloud;

/// Says the beginning, then a byte a second; what was answered when it was given up, and when.
async fn trickle(proxy: &Proxy, beginning: &str) -> (Duration, String) {
    let stream = TcpStream::connect(proxy.running.address()).await.unwrap();
    let (mut read, mut write) = stream.into_split();
    write.write_all(beginning.as_bytes()).await.unwrap();
    let start = Instant::now();
    let writer = tokio::spawn(async move {
        while write.write_all(b"a").await.is_ok() {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    });
    let mut answer = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(25), read.read_to_end(&mut answer)).await;
    writer.abort();
    assert!(ended.is_ok(), "still open: {beginning:?}");
    (
        start.elapsed(),
        String::from_utf8_lossy(&answer).into_owned(),
    )
}

#[tokio::test]
async fn slow_heads_and_slow_bodies_are_given_up_and_others_are_served_meanwhile() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let body = "POST /apiaccess/ccmessaging/applyToken HTTP/1.1\r\nhost: x\r\ncontent-type: \
                application/json\r\ncontent-length: 1000\r\nconnection: close\r\n\r\n{";
    let (silent, head, body, other) = tokio::join!(
        trickle(&proxy, ""),
        trickle(&proxy, "GET /frontdesk.js HTTP/1.1\r\nhost: x\r\nx-slow: "),
        trickle(&proxy, body),
        crate::support::visitor::Visitor::new(&proxy),
    );
    for (time, answer) in [silent, head, body] {
        assert!(time < Duration::from_secs(20), "{time:?}");
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 4"),
            "{answer}"
        );
    }
    assert!(!other.seal.is_empty());
    assert_eq!(cloud.seen("applyToken").len(), 1);
}
