//! The cloud's token of a visitor: refused, renewed, and told to nobody.

use std::time::Duration;

use serde_json::{Value, json};

use crate::EXPIRED;
use crate::support::Proxy;
use crate::support::cloud::{Cloud, Reply};
use crate::support::visitor::{Visitor, refused};

#[tokio::test]
async fn a_refused_token_is_applied_for_again_under_the_same_user_id() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    cloud.on("send", |seen| {
        if seen.header("ccmessaging-token") == "token-1" {
            Reply::Json(401, json!({"resultCode": "401"}))
        } else {
            Reply::Json(200, json!({"resultCode": "0"}))
        }
    });
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let visitor = visitor.clone();
        calls.spawn(async move { visitor.chat("hello").await.status() });
    }
    while let Some(status) = calls.join_next().await {
        assert_eq!(status.unwrap(), 200);
    }
    let applied = cloud.seen("applyToken");
    assert_eq!(applied.len(), 2, "one flight for all who were refused");
    for seen in applied {
        assert_eq!(seen.json()["userId"], visitor.user_id);
    }
}

#[tokio::test]
async fn a_token_that_stays_refused_is_retried_once_and_the_refusal_handed_down() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    cloud.on("send", |_| {
        Reply::Json(401, json!({"resultCode": "9", "strange": true}))
    });
    let answer = visitor.chat("hello").await;
    assert_eq!((answer.status().as_u16(), refused(&answer)), (401, None));
    assert_eq!(
        answer.json::<Value>().await.unwrap(),
        json!({"resultCode": "9", "strange": true})
    );
    assert_eq!(cloud.seen("send").len(), 2);
}

#[tokio::test]
async fn a_401_concerns_the_visitors_token_whatever_its_body_says() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    for (nth, body) in [EXPIRED, r#"{"resultCode":"1001000001"}"#]
        .into_iter()
        .enumerate()
    {
        cloud.on("send", move |seen| {
            if seen.header("ccmessaging-token") == format!("token-{}", nth + 1) {
                Reply::Json(401, serde_json::from_str(body).unwrap())
            } else {
                Reply::Json(200, json!({"resultCode": "0"}))
            }
        });
        assert_eq!(visitor.chat("hello").await.status(), 200, "{body}");
        assert_eq!(cloud.seen("applyToken").len(), nth + 2, "{body}");
    }
    assert_eq!(cloud.seen("tokenByAkSk").len(), 1);
}

#[tokio::test]
async fn a_token_that_comes_with_its_own_refusal_is_not_kept() {
    for given in ["token-1", "\"token-1\"", "another"] {
        let cloud = Cloud::start().await;
        let proxy = Proxy::start(&cloud.url, &[]).await;
        let visitor = Visitor::new(&proxy).await;
        cloud.on("send", move |seen| {
            if seen.header("ccmessaging-token") == "token-2" {
                Reply::Json(200, json!({"resultCode": "0"}))
            } else {
                Reply::Given(Duration::ZERO, 401, json!({"resultCode": "401"}), given)
            }
        });
        assert_eq!(visitor.chat("hello").await.status(), 200, "{given}");
        assert_eq!(cloud.seen("applyToken").len(), 2, "{given}");
    }
}

#[tokio::test]
async fn a_late_answer_does_not_replace_a_newer_token() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    cloud.on("send", |seen| {
        let done = json!({"resultCode": "0"});
        match seen.count {
            1 => Reply::Given(Duration::from_millis(300), 200, done, "older-token"),
            2 => Reply::Given(Duration::ZERO, 200, done, "newer-token"),
            _ => Reply::Json(200, done),
        }
    });
    let late = visitor.clone();
    let late = tokio::spawn(async move { late.chat("late").await.status() });
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(visitor.chat("soon").await.status(), 200);
    assert_eq!(late.await.unwrap(), 200);
    visitor.chat("after").await;
    assert_eq!(
        cloud.seen("send")[2].header("ccmessaging-token"),
        "newer-token"
    );
}

#[tokio::test]
async fn a_token_that_an_answer_brings_and_repeats_is_withheld() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    for status in [200, 400, 401] {
        cloud.on("send", move |_| {
            let body = json!({"resultCode": "0", "resultDesc": "now brought-token="});
            Reply::Given(Duration::ZERO, status, body, "\"brought-token=\"")
        });
        let answer = visitor.chat("hello").await;
        assert_eq!(answer.status().as_u16(), status);
        let body = answer.text().await.unwrap();
        assert!(body.contains("now") && !body.contains("brought"), "{body}");
    }
}

#[tokio::test]
async fn a_silently_renewed_token_is_followed_and_not_handed_down() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    cloud.on("send", |_| {
        Reply::Renew(json!({"resultCode": 0}), "\"renewed%3D\"".to_owned())
    });
    let answer = visitor.chat("one").await;
    assert!(!answer.headers().contains_key("ccmessaging-token"));
    visitor.chat("two").await;
    assert_eq!(
        cloud.seen("send")[1].header("ccmessaging-token"),
        "renewed%3D"
    );
    assert_eq!(cloud.seen("applyToken").len(), 1);
}
