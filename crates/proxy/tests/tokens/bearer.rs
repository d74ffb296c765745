//! How the Bearer is asked for and renewed.

use std::time::Duration;

use serde_json::json;

use crate::support::cloud::{Cloud, Reply};
use crate::support::visitor::Visitor;
use crate::support::{APP_KEY, APP_SECRET, Proxy};

#[tokio::test]
async fn the_bearer_is_asked_for_as_the_documents_say() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &["--extra-header", "X-Gateway: gate"]).await;
    let visitor = Visitor::new(&proxy).await;
    visitor.chat("hello").await;

    let token = &cloud.seen("tokenByAkSk")[0];
    assert_eq!(
        token.json(),
        json!({"app_key": APP_KEY, "app_secret": APP_SECRET})
    );
    assert_eq!(token.header("x-token-expire"), "600");
    assert_eq!(token.header("content-type"), "application/json");

    for call in ["applyToken", "send"] {
        let seen = &cloud.seen(call)[0];
        assert_eq!(seen.header("x-app-key"), APP_KEY, "{call}");
        assert_eq!(seen.header("authorization"), "Bearer bearer-1", "{call}");
        assert_eq!(seen.header("accept-language"), "en_US", "{call}");
        assert_eq!(seen.header("x-gateway"), "gate", "{call}");
    }
    assert_eq!(cloud.seen("applyToken")[0].header("ccmessaging-token"), "");
    // The inner quotes are gone.
    assert_eq!(cloud.seen("send")[0].header("ccmessaging-token"), "token-1");
}

#[tokio::test]
async fn a_bearer_past_70_percent_of_its_life_is_renewed_behind_the_calls() {
    let cloud = Cloud::start().await;
    cloud.on("tokenByAkSk", |seen| {
        Reply::Json(
            200,
            json!({"AccessToken": format!("bearer-{}", seen.count), "Expires": "2"}),
        )
    });
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(visitor.chat("stale").await.status(), 200);
    assert_eq!(
        cloud.seen("send")[0].header("authorization"),
        "Bearer bearer-1"
    );
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(visitor.chat("fresh").await.status(), 200);
    assert_eq!(
        cloud.seen("send")[1].header("authorization"),
        "Bearer bearer-2"
    );
}
