//! A visitor who opens a conversation and listens.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use frontdesk_simulator::{DEMO_APP_KEY, DEMO_APP_SECRET, DEMO_CHANNEL};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use tokio::time::{MissedTickBehavior, interval, sleep};

/// Somebody with an open conversation.
pub(crate) struct Visitor {
    http: Client,
    base: String,
    /// The Bearer, where the cloud itself is asked.
    bearer: Option<String>,
    user_id: String,
    token: String,
}

impl Visitor {
    /// Opens a conversation: with the proxy, or, with a Bearer, with the cloud itself.
    pub(crate) async fn arrive(
        http: Client,
        base: &str,
        bearer: Option<String>,
        name: &str,
    ) -> Result<Self> {
        let mut visitor = Self {
            http,
            base: base.to_owned(),
            bearer,
            user_id: name.to_owned(),
            token: String::new(),
        };
        let mut body = json!({"channelId": DEMO_CHANNEL, "locale": "en_US"});
        if visitor.bearer.is_some()
            && let Some(body) = body.as_object_mut()
        {
            body.insert("userId".to_owned(), name.into());
            body.insert("userName".to_owned(), name.into());
        }
        let apply = visitor.http.post(visitor.url("applyToken")).json(&body);
        let answer = done(visitor.tenant(apply)).await?;
        let text = |field: &str| answer.get(field).and_then(Value::as_str);
        let token = text("token").context("no token")?;
        let user_id = text("userId").map(str::to_owned);
        token.trim_matches('"').clone_into(&mut visitor.token);
        visitor.user_id = user_id.unwrap_or(visitor.user_id);
        let connect = json!({
            "controlType": "CONNECT", "mediaType": "TEXT", "content": "", "channel": "WEB",
            "sourceType": "CUSTOMER", "from": visitor.user_id, "to": DEMO_CHANNEL,
        });
        let send = visitor.http.post(visitor.url("send")).json(&connect);
        done(visitor.sealed(send)).await?;
        Ok(visitor)
    }

    /// Never two polls at once, as a page does.
    pub(crate) async fn poll_on_a_timer(self) {
        let mut ticks = interval(EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        let poll = self.url("poll");
        let poll = format!("{poll}?receiverId={}&channel=WEB", self.user_id);
        loop {
            ticks.tick().await;
            if let Err(error) = done(self.sealed(self.http.get(&poll))).await {
                eprintln!("a poll failed: {error:#}");
            }
        }
    }

    /// Reads the proxy's stream, and opens it again whenever it ends.
    pub(crate) async fn follow(self) {
        loop {
            match self.listen().await {
                Ok(mut stream) => while let Ok(Some(_)) = stream.chunk().await {},
                Err(error) => eprintln!("a stream failed: {error:#}"),
            }
            sleep(EVERY).await;
        }
    }

    /// Opens the proxy's stream.
    pub(crate) async fn listen(&self) -> Result<Response> {
        let url = format!("{}/frontdesk/stream", self.base);
        let stream = self.sealed(self.http.get(&url)).send().await?;
        Ok(stream.error_for_status()?)
    }

    fn url(&self, call: &str) -> String {
        format!("{}/apiaccess/ccmessaging/{call}", self.base)
    }

    fn sealed(&self, request: RequestBuilder) -> RequestBuilder {
        let request = request.header("ccmessaging-token", &self.token);
        self.tenant(request)
    }

    /// With the tenant's keys, where they are needed.
    fn tenant(&self, request: RequestBuilder) -> RequestBuilder {
        match &self.bearer {
            Some(bearer) => request
                .header("x-app-key", DEMO_APP_KEY)
                .header("accept-language", "en_US")
                .bearer_auth(bearer),
            None => request,
        }
    }
}

/// What the tenant's own keys are exchanged for.
pub(crate) async fn bearer(http: &Client, cloud: &str) -> Result<String> {
    let keys = json!({"app_key": DEMO_APP_KEY, "app_secret": DEMO_APP_SECRET});
    let request = http
        .post(format!("{cloud}/apigovernance/api/oauth/tokenByAkSk"))
        .header("x-token-expire", "3600")
        .json(&keys);
    let answer = done(request).await?;
    let token = answer.get("AccessToken").and_then(Value::as_str);
    Ok(token.context("no Bearer")?.to_owned())
}

/// Asks, and requires success.
async fn done(request: RequestBuilder) -> Result<Value> {
    let answer = request.send().await?;
    let status = answer.status();
    let body: Value = answer.json().await?;
    ensure!(status.is_success(), "{status}: {body}");
    Ok(body)
}

const EVERY: Duration = Duration::from_secs(2);
