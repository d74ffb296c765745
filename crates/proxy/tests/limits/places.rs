//! How much there may be at a time: streams, connections, pushes, files.

use std::time::Duration;

use frontdesk_protocol::push::PUSH_PATH;
use reqwest::Response;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::calls::limited;
use crate::refused::{is_over, is_refused};
use crate::support::push::{ACCESS_KEY, KEY, SIGNATURE, authorization, now, push};
use crate::support::visitor::{API, Visitor};
use crate::support::{CHANNEL, Proxy, SHOP, http};

/// What a stream says within a moment, and whether it has ended then.
async fn says(stream: &mut Response) -> (String, bool) {
    let mut text = String::new();
    loop {
        match timeout(Duration::from_millis(500), stream.chunk()).await {
            Ok(Ok(Some(bytes))) => text += std::str::from_utf8(&bytes).unwrap(),
            Ok(_) => return (text, true),
            Err(_) => return (text, false),
        }
    }
}

#[tokio::test]
pub(crate) async fn a_visitor_has_as_many_streams_as_are_configured() {
    for most in [1, 3] {
        let (_cloud, proxy) = limited(&[&format!("--limit-streams={most}")]).await;
        let (visitor, other) = (
            Visitor::connected(&proxy).await,
            Visitor::connected(&proxy).await,
        );
        let open = async |visitor: &Visitor| {
            let request = http()
                .get(format!("{}/frontdesk/stream", proxy.base))
                .header("ccmessaging-token", &visitor.seal);
            request.send().await.unwrap()
        };
        let mut others = open(&other).await;
        let mut streams = Vec::new();
        for _ in 0..most {
            streams.push(open(&visitor).await);
        }
        for stream in &mut streams {
            let (text, ended) = says(stream).await;
            assert!(!text.contains("event: superseded") && !ended, "{text}");
        }
        // One more, and the oldest is told to wait until it is looked at.
        streams.push(open(&visitor).await);
        for (age, stream) in streams.iter_mut().enumerate() {
            let (text, ended) = says(stream).await;
            let superseded = text.contains("event: superseded");
            assert_eq!((superseded, ended), (age == 0, age == 0), "{age}: {text}");
        }
        assert!(!says(&mut others).await.0.contains("superseded"));
    }
}

/// One that was answered, so that it was certainly accepted; `None` where it was closed at once.
async fn connection(proxy: &Proxy) -> Option<TcpStream> {
    let mut stream = TcpStream::connect(proxy.running.address()).await.unwrap();
    let request = b"GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n";
    stream.write_all(request).await.ok()?;
    let mut answer = [0; 12];
    let read = timeout(Duration::from_secs(2), stream.read_exact(&mut answer)).await;
    read.unwrap().ok().map(|_| stream)
}

#[tokio::test]
pub(crate) async fn there_are_as_many_connections_as_are_configured() {
    for most in [3, 7] {
        let (_cloud, proxy) = limited(&[&format!("--limit-connections={most}")]).await;
        let mut held = Vec::new();
        for _ in 0..most {
            held.push(connection(&proxy).await.unwrap());
        }
        // Closed at once, without a word, and counted.
        assert!(connection(&proxy).await.is_none());
        let metrics = http().get(format!("{}/metrics", proxy.admin)).send();
        let metrics = metrics.await.unwrap().text().await.unwrap();
        assert!(
            metrics.contains("frontdesk_connections_refused_total"),
            "{metrics}"
        );
        held.pop();
        sleep(Duration::from_millis(100)).await;
        assert!(connection(&proxy).await.is_some());
    }
}

#[tokio::test]
pub(crate) async fn newcomers_wait_when_nearly_all_connections_are_taken_and_visitors_do_not() {
    let (_cloud, proxy) = limited(&["--limit-connections=10"]).await;
    let visitor = Visitor::new(&proxy).await;
    let mut held = Vec::new();
    for _ in 0..8 {
        held.push(TcpStream::connect(proxy.running.address()).await.unwrap());
    }
    // The visitor's own connection is the ninth, a newcomer's the tenth.
    assert_eq!(visitor.queue().await.status(), 200);
    let newcomer = async || {
        let request = http().post(format!("{}{API}/applyToken", proxy.base));
        let request = request.header("origin", SHOP);
        let request = request.json(&json!({"channelId": CHANNEL}));
        request.send().await.unwrap()
    };
    let busy = newcomer().await;
    assert_eq!(busy.headers()["retry-after"], "5");
    is_refused(busy, 503, "busy", "no room for new visitors").await;
    assert_eq!(visitor.queue().await.status(), 200);
    let again = visitor.apply(json!({"channelId": CHANNEL})).await;
    assert_eq!(again.status(), 200);
    drop(held);
    sleep(Duration::from_millis(100)).await;
    assert_eq!(newcomer().await.status(), 200);
}

#[tokio::test]
async fn a_request_that_comes_to_its_end_while_service_ends_is_told_so() {
    let (cloud, proxy) = limited(&[]).await;
    let visitor = Visitor::new(&proxy).await;
    let mut stream = TcpStream::connect(proxy.running.address()).await.unwrap();
    let head = format!(
        "GET {API}/poll HTTP/1.1\r\nhost: x\r\nccmessaging-token: {}\r\n",
        visitor.seal
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    sleep(Duration::from_millis(100)).await;
    let end = tokio::spawn(proxy.running.shutdown());
    sleep(Duration::from_millis(100)).await;
    stream.write_all(b"\r\n").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    for line in ["frontdesk-refused: draining\r\n", "retry-after: 1\r\n"] {
        assert!(answer.contains(line), "{answer}");
    }
    assert!(cloud.seen("poll").is_empty());
    end.await.unwrap();
}

#[tokio::test]
async fn of_more_pushes_than_are_read_at_a_time_the_oldest_makes_room() {
    let (_cloud, proxy) = limited(&SIGNATURE).await;
    // Heads that are the cloud's, as far as is known, and bodies that do not come.
    let header = authorization(KEY, ACCESS_KEY, "{}", now());
    let head = format!(
        "POST {PUSH_PATH} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
         authorization: {header}\r\ncontent-length: 100\r\n\r\n"
    );
    let begin = async || {
        let mut stream = TcpStream::connect(proxy.running.address()).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        stream
    };
    let mut oldest = begin().await;
    sleep(Duration::from_millis(200)).await;
    let mut held = Vec::new();
    for _ in 1..PUSHES {
        held.push(begin().await);
    }
    sleep(Duration::from_millis(500)).await;
    let mut told = [0; 1024];
    let quiet = timeout(Duration::from_millis(100), oldest.read(&mut told)).await;
    assert!(quiet.is_err(), "all of them have room");
    assert_eq!(push(&proxy.base, &[]).await.status(), 200);
    let length = timeout(Duration::from_secs(5), oldest.read(&mut told)).await;
    let told = String::from_utf8_lossy(&told[..length.unwrap().unwrap()]).into_owned();
    assert!(told.starts_with("HTTP/1.1 429"), "{told}");
    for part in ["frontdesk-refused: limit", "retry-after: 1"] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

const PUSHES: usize = 256;

#[tokio::test]
pub(crate) async fn a_visitor_has_three_files_on_their_way_at_a_time() {
    let (_cloud, proxy) = limited(&[]).await;
    let visitor = Visitor::connected(&proxy).await;
    let address = proxy.base.strip_prefix("http://").unwrap();
    // Their bodies do not come.
    let mut slow = Vec::new();
    for _ in 0..3 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!(
            "POST {API}/uploadFileStream HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
             ccmessaging-token: {}\r\ncontent-length: 1000\r\n\r\n",
            visitor.seal
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        slow.push(stream);
    }
    sleep(Duration::from_millis(300)).await;
    let one_more = || {
        let body = json!({"fileType": "txt", "fileStream": "eA==", "channel": "WEB"});
        visitor.sealed("uploadFileStream", body).send()
    };
    let over = one_more().await.unwrap();
    is_over(over, "too many files at a time", 5..=5).await;
    // Somebody else's are not counted with them.
    let other = Visitor::connected(&proxy).await;
    let body = json!({"fileType": "txt", "fileStream": "eA==", "channel": "WEB"});
    let status = other.sealed("uploadFileStream", body).send().await.unwrap();
    assert_ne!(status.status(), 429);
    drop(slow);
    sleep(Duration::from_millis(300)).await;
    assert_ne!(one_more().await.unwrap().status(), 429);
}
