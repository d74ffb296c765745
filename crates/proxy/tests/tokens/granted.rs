//! Whether the cloud grants a visitor a token, and what is told of it.

use std::time::Duration;

use serde_json::{Value, json};

use crate::apply;
use crate::support::Proxy;
use crate::support::cloud::{Cloud, Reply};
use crate::support::visitor::{Visitor, refused};

#[tokio::test]
async fn a_refused_apply_token_is_handed_down() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    cloud.on("applyToken", |_| {
        Reply::Json(
            200,
            json!({"resultCode": "1", "resultDesc": "no such channel", "token": "leak"}),
        )
    });
    let answer = apply(&proxy).await;
    assert_eq!((answer.status().as_u16(), refused(&answer)), (200, None));
    let body: Value = answer.json().await.unwrap();
    assert_eq!(
        body,
        json!({"resultCode": "1", "resultDesc": "no such channel"})
    );
}

#[tokio::test]
async fn a_refused_apply_token_gives_no_token_away_whatever_its_status() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    for (status, code, expected) in [
        (200, "1", 200),
        (200, "1001000002", 429),
        (400, "7", 400),
        (403, "7", 403),
        (429, "1", 429),
        (500, "13", 500),
    ] {
        cloud.on("applyToken", move |_| {
            let words = json!({
                "resultCode": code,
                "resultDesc": "there is leaked-token already",
                "token": "\"leaked-token\"",
                "data": {"token": "leaked-token"},
            });
            Reply::Json(status, words)
        });
        let answer = apply(&proxy).await;
        assert_eq!(
            (answer.status().as_u16(), refused(&answer)),
            (expected, None)
        );
        let body: Value = answer.json().await.unwrap();
        assert_eq!(
            body,
            json!({"resultCode": code, "resultDesc": "there is [withheld] already"})
        );
    }
}

#[tokio::test]
async fn a_token_beside_a_refused_apply_token_is_withheld_and_beside_a_granted_one_no_harm() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    cloud.on("applyToken", |_| {
        let body = json!({"resultCode": "1", "resultDesc": "there is leaked-token already"});
        Reply::Given(Duration::ZERO, 200, body, "leaked-token")
    });
    let body = apply(&proxy).await.text().await.unwrap();
    assert!(
        body.contains("already") && !body.contains("leaked"),
        "{body}"
    );

    cloud.on("applyToken", |_| {
        let body = json!({"resultCode": "0", "token": "\"granted-token\""});
        Reply::Given(Duration::ZERO, 200, body, "\"granted-token\"")
    });
    let visitor = Visitor::new(&proxy).await;
    visitor.chat("hello").await;
    let sent = &cloud.seen("send")[0];
    assert_eq!(sent.header("ccmessaging-token"), "granted-token");
}
