//! HTTP/2, in frames: streams that are opened and reset at once (CVE-2023-44487), and heads without end
//! (CVE-2024-27316).

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::Proxy;
use crate::support::cloud::Cloud;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;
const CONTINUATION: u8 = 9;
const ENHANCE_YOUR_CALM: u32 = 11;

/// GET / of http://x.
const HEAD: &[u8] = &[0x82, 0x86, 0x84, 0x41, 1, b'x'];

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut frame = length[1..].to_vec();
    frame.extend([kind, flags]);
    frame.extend(stream.to_be_bytes());
    frame.extend(payload);
    frame
}

/// The error with which the connection is ended; `None` where it only breaks off.
async fn goaway(proxy: &Proxy, bytes: Vec<u8>) -> Option<u32> {
    let stream = TcpStream::connect(proxy.running.address()).await.unwrap();
    let (mut read, mut write) = stream.into_split();
    // It may be ended before all is written.
    tokio::spawn(async move {
        let _ = write.write_all(&bytes).await;
        tokio::time::sleep(Duration::from_secs(20)).await;
    });
    let frames = async {
        loop {
            let mut head = [0; 9];
            read.read_exact(&mut head).await.ok()?;
            let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
            let mut payload = vec![0; length as usize];
            read.read_exact(&mut payload).await.ok()?;
            if head[3] == GOAWAY {
                return Some(u32::from_be_bytes(payload[4..8].try_into().unwrap()));
            }
        }
    };
    let ended = tokio::time::timeout(Duration::from_secs(15), frames).await;
    assert!(ended.is_ok(), "the connection stays open");
    ended.unwrap()
}

#[tokio::test]
async fn streams_that_are_reset_at_once_end_their_connection() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let mut bytes = PREFACE.to_vec();
    bytes.extend(frame(SETTINGS, 0, 0, &[]));
    for stream in (0..500).map(|number| 2 * number + 1) {
        bytes.extend(frame(HEADERS, 0x5, stream, HEAD));
        bytes.extend(frame(RST_STREAM, 0, stream, &8_u32.to_be_bytes()));
    }
    assert_eq!(goaway(&proxy, bytes).await, Some(ENHANCE_YOUR_CALM));
    let visitor = crate::support::visitor::Visitor::new(&proxy).await;
    assert_eq!(visitor.queue().await.status(), 200);
}

#[tokio::test]
async fn a_head_without_end_ends_its_connection() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let mut bytes = PREFACE.to_vec();
    bytes.extend(frame(SETTINGS, 0, 0, &[]));
    bytes.extend(frame(HEADERS, 0x1, 1, HEAD));
    // A literal header each, never the last.
    let mut header = vec![0, 1, b'a', 100];
    header.extend([b'b'; 100]);
    for _ in 0..10_000 {
        bytes.extend(frame(CONTINUATION, 0, 1, &header));
    }
    let ended = goaway(&proxy, bytes).await;
    assert_ne!(ended, Some(0));
    assert_eq!(cloud.all_seen(), 0);
}
