//! An ordinary visitor, who wants to be answered whatever others do.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::http;
use super::servers::CHANNEL;

/// A visitor, and how long they had to wait.
pub(super) struct Visitor {
    proxy: SocketAddr,
    pub(super) seal: String,
    pub(super) calls: usize,
    pub(super) slowest: Duration,
}

impl Visitor {
    /// Comes, and is let in.
    pub(super) fn new(proxy: SocketAddr) -> Result<Self> {
        let mut visitor = Self {
            proxy,
            seal: String::new(),
            calls: 0,
            slowest: Duration::ZERO,
        };
        let answer = visitor.call("applyToken", &json!({"channelId": CHANNEL}))?;
        let seal = answer
            .get("token")
            .and_then(Value::as_str)
            .context("there is no seal")?;
        seal.clone_into(&mut visitor.seal);
        visitor.call("send", &json!({"controlType": "CONNECT"}))?;
        Ok(visitor)
    }

    /// Says a line and asks for the place in the queue.
    pub(super) fn talk(&mut self) -> Result<()> {
        let line = json!({"controlType": "CHAT", "mediaType": "TEXT", "content": "hello"});
        self.call("send", &line)?;
        self.call("queryQueueInfo", &json!({})).map(drop)
    }

    /// Sends a file; its key.
    pub(super) fn upload(&mut self) -> Result<String> {
        let file = json!({"fileType": "txt", "fileStream": "eA=="});
        let answer = self.call("uploadFileStream", &file)?;
        let key = answer.get("objectKey").and_then(Value::as_str);
        Ok(key.context("a file that was sent has no key")?.to_owned())
    }

    fn call(&mut self, call: &str, body: &Value) -> Result<Value> {
        let start = Instant::now();
        let path = format!("/apiaccess/ccmessaging/{call}");
        let seal = Some(self.seal.as_str()).filter(|seal| !seal.is_empty());
        let answer = http::call(self.proxy, &path, seal, Some(&body.to_string()))
            .with_context(|| format!("a visitor's {call} was not answered"))?;
        self.calls += 1;
        self.slowest = self.slowest.max(start.elapsed());
        ensure!(
            answer.status == 200,
            "a visitor's {call} was answered with {}: {}",
            answer.status,
            answer.body
        );
        Ok(serde_json::from_str(&answer.body)?)
    }
}
