//! Bodies that are too large, packed, or nested without end.

use serde_json::json;

use crate::support::cloud::Cloud;
use crate::support::visitor::{API, Visitor, refused};
use crate::support::{Proxy, http};

async fn sent(
    proxy: &Proxy,
    visitor: &Visitor,
    headers: &[(&str, &str)],
    body: reqwest::Body,
) -> (u16, String) {
    let mut request = http()
        .post(format!("{}{API}/send", proxy.base))
        .header("ccmessaging-token", &visitor.seal)
        .header("content-type", "application/json")
        .body(body);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = request.send().await.unwrap();
    (
        answer.status().as_u16(),
        refused(&answer).unwrap_or_default().to_owned(),
    )
}

#[tokio::test]
async fn a_body_is_refused_before_it_is_unpacked_understood_or_kept() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let text = json!({"controlType": "CHAT", "content": "x"}).to_string();
    for encoding in ["gzip", "br", "deflate", "gzip, identity", "zstd"] {
        let packed = [("content-encoding", encoding)];
        let refused = sent(&proxy, &visitor, &packed, text.clone().into()).await;
        assert_eq!(refused, (415, "content-type".to_owned()), "{encoding}");
    }
    let large = json!({"controlType": "CHAT", "content": "x".repeat(64 * 1024)}).to_string();
    let refused = sent(&proxy, &visitor, &[], large.into());
    assert_eq!(refused.await, (413, "too-large".to_owned()));
    for nested in ["[", r#"{"a":"#, r#"{"controlType":["#] {
        let nested = nested.repeat(60_000 / nested.len());
        let refused = sent(&proxy, &visitor, &[], nested.into()).await;
        assert_eq!(refused, (400, "invalid".to_owned()));
    }
    for odd in [
        "",
        "null",
        "1",
        "\u{feff}{}",
        "{\"controlType\":\"CHAT\"",
        "\u{0}",
    ] {
        let refused = sent(&proxy, &visitor, &[], odd.to_owned().into()).await;
        assert_eq!(refused, (400, "invalid".to_owned()), "{odd:?}");
    }
    assert!(cloud.seen("send").is_empty());
}

#[tokio::test]
async fn chunks_without_a_length_are_counted_while_they_come() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let mut request = format!(
        "POST {API}/send HTTP/1.1\r\nhost: x\r\nccmessaging-token: {}\r\ncontent-type: \
         application/json\r\ntransfer-encoding: chunked\r\n\r\n",
        visitor.seal
    );
    for _ in 0..20 {
        request += &format!("2000\r\n{}\r\n", " ".repeat(0x2000));
    }
    let answer = crate::raw::exchange(&proxy, request.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(cloud.seen("send").is_empty());
}
