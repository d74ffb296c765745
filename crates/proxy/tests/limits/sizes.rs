//! How large something may be.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::calls::limited;
use crate::refused::is_refused;
use crate::support::CHANNEL;
use crate::support::push::{SIGNATURE, line, push};
use crate::support::visitor::{API, Visitor};

#[tokio::test]
pub(crate) async fn a_text_may_be_as_long_as_is_configured() {
    for most in [10, 200] {
        let (cloud, proxy) = limited(&[&format!("--limit-text-bytes={most}")]).await;
        let visitor = Visitor::connected(&proxy).await;
        let told = visitor.apply(json!({"channelId": CHANNEL})).await;
        let told: Value = told.json().await.unwrap();
        assert_eq!(told["limits"]["textBytes"], most);
        // In bytes, not in characters.
        let longest = format!("{}é", "x".repeat(most - 2));
        assert_eq!(visitor.chat(&longest).await.status(), 200);
        let sent = cloud.seen("send").len();
        let words = format!("{most} bytes");
        for longer in [format!("{longest}x"), "é".repeat(most / 2 + 1)] {
            is_refused(visitor.chat(&longer).await, 400, "invalid", &words).await;
        }
        assert_eq!(cloud.seen("send").len(), sent);
    }
}

#[tokio::test]
pub(crate) async fn a_body_may_be_as_long_as_is_configured() {
    for most in [2048, 4096] {
        let (cloud, proxy) = limited(&[&format!("--limit-body-bytes={most}")]).await;
        let visitor = Visitor::new(&proxy).await;
        let body = |length: usize| {
            let body = json!({"controlType": "CHAT", "content": "x"}).to_string();
            body.clone() + &" ".repeat(length - body.len())
        };
        let send = async |length: usize| {
            let request = visitor.sealed("send", json!(null)).body(body(length));
            request.send().await.unwrap()
        };
        assert_eq!(send(most).await.status(), 200);
        let words = format!("{most} bytes");
        is_refused(send(most + 1).await, 413, "too-large", &words).await;

        // Chunked: no length is stated.
        let mut stream = TcpStream::connect(proxy.running.address()).await.unwrap();
        let head = format!(
            "POST {API}/send HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
             ccmessaging-token: {}\r\ntransfer-encoding: chunked\r\n\r\n",
            visitor.seal
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let chunk = format!("400\r\n{}\r\n", "x".repeat(0x400));
        for _ in 0..most / 0x400 + 1 {
            let _ = stream.write_all(chunk.as_bytes()).await;
        }
        let mut answer = vec![0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(answer, b"HTTP/1.1 413");
        assert_eq!(cloud.seen("send").len(), 1);
    }
}

#[tokio::test]
pub(crate) async fn a_file_may_be_as_long_as_is_configured() {
    for most in [1000, 5000] {
        let (cloud, proxy) = limited(&[&format!("--limit-upload-bytes={most}")]).await;
        let visitor = Visitor::new(&proxy).await;
        let send = async |length: usize| {
            let stream = STANDARD.encode(vec![7_u8; length]);
            let body = json!({"fileType": "txt", "fileStream": stream});
            visitor
                .sealed("uploadFileStream", body)
                .send()
                .await
                .unwrap()
        };
        assert_eq!(send(most).await.status(), 200);
        let words = format!("{most} bytes");
        is_refused(send(most + 1).await, 413, "too-large", &words).await;
        is_refused(send(most + 10).await, 413, "too-large", &words).await;
        assert_eq!(cloud.seen("uploadFileStream").len(), 1);
    }
}

#[tokio::test]
async fn what_may_be_sent_is_told_and_kept_to() {
    let (cloud, proxy) = limited(&["--limit-upload-bytes=100KiB"]).await;
    let visitor = Visitor::new(&proxy).await;
    let told: Value = visitor
        .apply(json!({"channelId": CHANNEL}))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(told["limits"]["uploadBytes"], 102_400);
    assert!(
        told["limits"]["fileTypes"]
            .as_array()
            .unwrap()
            .contains(&json!("pdf"))
    );

    let stream = |length: usize| STANDARD.encode(vec![7_u8; length]);
    for (file_type, stream, expected) in [
        ("exe", stream(1), (400, "invalid")),
        ("gif", stream(1), (400, "invalid")),
        ("png", String::new(), (400, "invalid")),
        ("png", "no base64".to_owned(), (400, "invalid")),
        ("png", stream(102_401), (413, "too-large")),
        ("png", stream(102_402), (413, "too-large")),
        ("png", stream(300_000), (413, "too-large")),
        ("txt", stream(102_400), (200, "not refused here")),
    ] {
        let length = stream.len();
        let body = json!({"fileType": file_type, "fileStream": stream});
        let (status, reason) = visitor.refused("uploadFileStream", body).await;
        assert_eq!((status, reason.as_str()), expected, "{file_type} {length}");
    }
    assert_eq!(cloud.seen("uploadFileStream").len(), 1);
    // The room is for files alone.
    let text = json!({"controlType": "CHAT", "content": "x".repeat(100_000)});
    assert_eq!(
        visitor.refused("send", text).await,
        (413, "too-large".to_owned())
    );
}

#[tokio::test]
async fn a_file_that_is_not_what_it_says_is_refused() {
    let (cloud, proxy) = limited(&[]).await;
    let visitor = Visitor::new(&proxy).await;
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    for (file_type, bytes) in [
        ("jpg", &png[..]),
        ("pdf", b"<html><script>"),
        ("png", b"MZ\x90\0"),
        ("mp4", b"PK\x03\x04"),
        ("txt", png),
    ] {
        let body = json!({"fileType": file_type, "fileStream": STANDARD.encode(bytes)});
        let answer = visitor
            .sealed("uploadFileStream", body)
            .send()
            .await
            .unwrap();
        is_refused(answer, 400, "invalid", "fileStream").await;
    }
    assert!(cloud.seen("uploadFileStream").is_empty());
    let body = json!({"fileType": "png", "fileStream": STANDARD.encode(png)});
    visitor.ask("uploadFileStream", body).await;
}

#[tokio::test]
async fn a_push_may_be_as_long_as_a_mebibyte() {
    let (_cloud, proxy) = limited(&SIGNATURE).await;
    let visitor = Visitor::new(&proxy).await;
    let long = |length| line(CHANNEL, &visitor.user_id, "c1", &"x".repeat(length));
    assert_eq!(push(&proxy.base, &[long(900 * 1024)]).await.status(), 200);
    let longer = push(&proxy.base, &[long(1024 * 1024)]).await;
    is_refused(longer, 413, "too-large", "1048576 bytes").await;
}
