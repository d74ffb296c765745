//! A visitor's browser, as far as HTTP goes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};

use super::{CHANNEL, Proxy, http};

pub const API: &str = "/apiaccess/ccmessaging";

#[derive(Clone)]
pub struct Visitor {
    http: reqwest::Client,
    pub base: String,
    pub seal: String,
    pub user_id: String,
}

impl Visitor {
    /// Somebody new.
    pub async fn new(proxy: &Proxy) -> Self {
        Self::at(&proxy.base).await
    }

    /// Somebody new at this address.
    pub async fn at(base: &str) -> Self {
        let mut visitor = Self {
            http: http(),
            base: base.to_owned(),
            seal: String::new(),
            user_id: String::new(),
        };
        let answer = visitor
            .apply(json!({"channelId": CHANNEL, "locale": "en_US"}))
            .await;
        assert_eq!(answer.status(), 200);
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["resultCode"], "0", "{answer}");
        visitor.seal = answer["token"].as_str().unwrap().to_owned();
        visitor.user_id = answer["userId"].as_str().unwrap().to_owned();
        visitor
    }

    /// Somebody new whose CONNECT was carried.
    pub async fn connected(proxy: &Proxy) -> Self {
        let visitor = Self::new(proxy).await;
        assert_eq!(visitor.say("CONNECT", "").await.status(), 200);
        visitor
    }

    pub fn post(&self, call: &str, body: Value) -> RequestBuilder {
        self.http
            .post(format!("{}{API}/{call}", self.base))
            .json(&body)
    }

    pub fn sealed(&self, call: &str, body: Value) -> RequestBuilder {
        self.post(call, body)
            .header("ccmessaging-token", &self.seal)
    }

    pub async fn apply(&self, body: Value) -> Response {
        if self.seal.is_empty() {
            self.post("applyToken", body).send().await.unwrap()
        } else {
            self.sealed("applyToken", body).send().await.unwrap()
        }
    }

    pub async fn say(&self, control: &str, content: &str) -> Response {
        let body = json!({"controlType": control, "mediaType": "TEXT", "content": content});
        self.sealed("send", body).send().await.unwrap()
    }

    pub async fn chat(&self, text: &str) -> Response {
        self.say("CHAT", text).await
    }

    /// A call of the API, and its answer's body.
    pub async fn ask(&self, call: &str, body: Value) -> Value {
        let answer = self.sealed(call, body).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{call}");
        answer.json().await.unwrap()
    }

    /// A call of the API that the proxy refuses: status and reason.
    pub async fn refused(&self, call: &str, body: Value) -> (u16, String) {
        let answer = self.sealed(call, body).send().await.unwrap();
        let reason = refused(&answer).unwrap_or("not refused here").to_owned();
        (answer.status().as_u16(), reason)
    }

    /// A call of the API in its query.
    pub fn looking(&self, call: &str) -> RequestBuilder {
        self.http
            .get(format!("{}{API}/{call}", self.base))
            .header("ccmessaging-token", &self.seal)
    }

    /// Sends a file up; its key.
    pub async fn upload(&self, file_type: &str, bytes: &[u8]) -> String {
        let body = json!({"fileType": file_type, "fileStream": STANDARD.encode(bytes)});
        let answer = self.ask("uploadFileStream", body).await;
        answer["objectKey"].as_str().unwrap().to_owned()
    }

    pub fn polling(&self, query: &str) -> RequestBuilder {
        self.http
            .get(format!("{}{API}/poll{query}", self.base))
            .header("ccmessaging-token", &self.seal)
    }

    /// Polls until something is there, or the cloud has been asked in vain for long enough.
    pub async fn poll(&self, cursor: &str) -> Value {
        let mut answer = Value::Null;
        for _ in 0..10 {
            answer = self.poll_once(&format!("?cursor={cursor}")).await;
            if answer["reset"] == true || !messages(&answer).is_empty() {
                break;
            }
        }
        answer
    }

    pub async fn poll_once(&self, query: &str) -> Value {
        let answer = self.polling(query).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    }

    pub async fn queue(&self) -> Response {
        self.sealed("queryQueueInfo", json!({}))
            .send()
            .await
            .unwrap()
    }

    pub async fn rate(&self, stars: &str) -> Response {
        self.sealed("saveSatisfaction", json!({"evaluation": stars}))
            .send()
            .await
            .unwrap()
    }
}

pub fn messages(answer: &Value) -> Vec<Value> {
    answer["downlinkMessages"].as_array().unwrap().clone()
}

pub fn texts(answer: &Value) -> Vec<String> {
    messages(answer)
        .iter()
        .map(|message| message["content"].as_str().unwrap_or_default().to_owned())
        .collect()
}

pub fn cursor(answer: &Value) -> String {
    answer["cursor"].as_str().unwrap().to_owned()
}

/// The reason of one of the proxy's own refusals.
pub fn refused(answer: &Response) -> Option<&str> {
    answer
        .headers()
        .get("frontdesk-refused")
        .map(|reason| reason.to_str().unwrap())
}
