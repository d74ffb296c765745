//! A proxy with limits, and who comes to it.

use reqwest::RequestBuilder;
use serde_json::json;

use crate::support::cloud::Cloud;
use crate::support::visitor::API;
use crate::support::{CHANNEL, Proxy, http};

pub(crate) async fn limited(flags: &[&str]) -> (Cloud, Proxy) {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, flags).await;
    (cloud, proxy)
}

/// Somebody new comes.
pub(crate) fn applying(proxy: &Proxy) -> RequestBuilder {
    let url = format!("{}{API}/applyToken", proxy.base);
    http().post(url).json(&json!({"channelId": CHANNEL}))
}
