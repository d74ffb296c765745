//! Pushes that are nobody's, and keep their places.

use std::time::Duration;

use frontdesk_protocol::push::PUSH_PATH;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::cloud::Cloud;
use crate::support::push::{ACCESS_KEY, KEY, SIGNATURE, authorization, line, now, push};
use crate::support::visitor::{Visitor, texts};
use crate::support::{CHANNEL, Proxy, config};

/// The head of a push and half its body, signed by somebody who does not know the key.
async fn begin(proxy: &Proxy, body: &str) -> TcpStream {
    let signed = authorization(&KEY.replace('0', "1"), ACCESS_KEY, body, now());
    let head = format!(
        "POST {PUSH_PATH} HTTP/1.1\r\nhost: x\r\nauthorization: {signed}\r\ncontent-type: \
         application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let mut stream = TcpStream::connect(proxy.running.address()).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let half = body.as_bytes().get(..body.len() / 2).unwrap();
    stream.write_all(half).await.unwrap();
    stream
}

#[tokio::test]
async fn strangers_who_never_end_their_pushes_keep_nobody_else_out() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &SIGNATURE).await;
    let visitor = Visitor::connected(&proxy).await;
    let mut strangers = Vec::new();
    for _ in 0..300 {
        strangers.push(begin(&proxy, r#"{"messages": []}"#).await);
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let answer = push(&proxy.base, &[line(CHANNEL, &visitor.user_id, "c1", "one")]).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(texts(&visitor.poll("").await), ["one"]);
}

#[tokio::test]
async fn what_began_while_pushes_were_signed_is_not_taken_for_one_with_a_bearer() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &SIGNATURE).await;
    let visitor = Visitor::connected(&proxy).await;
    let forged = json!({"messages": [line(CHANNEL, &visitor.user_id, "c1", "forged")]});
    let body = forged.to_string();
    let mut stream = begin(&proxy, &body).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let bearer = ["--push-auth=bearer", "--push-key=token/of+the=tenant"];
    proxy.running.reload(config(&cloud.url, &bearer)).unwrap();
    let rest = body.as_bytes().get(body.len() / 2..).unwrap();
    stream.write_all(rest).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    assert!(texts(&visitor.poll_once("?cursor=").await).is_empty());
}
