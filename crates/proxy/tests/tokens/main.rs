//! The Bearer and the visitors' tokens between proxy and cloud.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod bearer;
mod bearer_refused;
mod granted;
mod requests;
#[path = "../support/mod.rs"]
mod support;
mod visitor;

use reqwest::Response;
use serde_json::json;
use support::{CHANNEL, Proxy, http};

/// How the gateway refuses a Bearer.
const EXPIRED: &str =
    r#"{"errorCode":"0","exceptionInfo":"auth fail! illegal or expired token info."}"#;

async fn apply(proxy: &Proxy) -> Response {
    http()
        .post(format!("{}/apiaccess/ccmessaging/applyToken", proxy.base))
        .json(&json!({"channelId": CHANNEL}))
        .send()
        .await
        .unwrap()
}
