//! The cloud's pushes, made by hand.

use std::time::{SystemTime, UNIX_EPOCH};

use frontdesk_protocol::push::{PUSH_PATH, PushKey, SignedRequest};
use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};

use super::http;

pub const KEY: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg";
pub const ACCESS_KEY: &str = "testAK";
pub const HOST: &str = "chat.example.com";
/// Behind a load balancer that takes `/desk` away.
pub const PATH: &str = "/desk/webhooks/v1/messages";
pub const PUBLIC_URL: &str = "https://chat.example.com/desk/webhooks/v1/messages";

pub const SIGNATURE: [&str; 8] = [
    "--push-auth",
    "signature",
    "--push-key",
    KEY,
    "--push-access-key",
    ACCESS_KEY,
    "--push-public-url",
    PUBLIC_URL,
];

pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    since.as_millis().try_into().unwrap()
}

/// The header for a body, signed at a time in milliseconds.
pub fn authorization(key: &str, access_key: &str, body: &str, at: i64) -> String {
    let request = SignedRequest {
        method: "POST",
        path: PATH,
        query: "",
        headers: &[("host", HOST)],
        body: body.as_bytes(),
    };
    PushKey::new(key)
        .unwrap()
        .sign(&request, access_key, &at.to_string(), &["host"])
        .unwrap()
}

/// A push under this header.
pub fn request(base: &str, authorization: &str, body: &str) -> RequestBuilder {
    http()
        .post(format!("{base}{PUSH_PATH}"))
        .header("authorization", authorization)
        .header("content-type", "application/json")
        .body(body.to_owned())
}

/// A push as the cloud makes it.
pub async fn push(base: &str, messages: &[Value]) -> Response {
    let body = json!({"messages": messages, "timestamp": now()}).to_string();
    let authorization = authorization(KEY, ACCESS_KEY, &body, now());
    request(base, &authorization, &body).send().await.unwrap()
}

/// An agent's line.
pub fn line(channel: &str, user_id: &str, code: &str, text: &str) -> Value {
    json!({
        "from": channel, "to": user_id, "channel": "WEB", "sourceType": "AGENT",
        "controlType": "CHAT", "mediaType": "TEXT", "content": text, "messageCode": code,
    })
}
