//! The task that makes the pushes.

use std::sync::Arc;

use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, HeaderValue};
use frontdesk_protocol::headers::APP_KEY;
use reqwest::redirect::Policy;
use reqwest::{Client, retry};
use tokio::time::{MissedTickBehavior, interval};

use super::address::host;
use super::answer::{judge, unanswered};
use super::auth::PushAuth;
use super::config::PushConfig;
use super::request::{Push, PushFault, PushKind};
use super::signing;
use crate::Config;
use crate::server::App;
use crate::world::clock::Moment;

/// Makes one push after the other.
pub(crate) struct Sender {
    config: Arc<Config>,
    push: PushConfig,
    client: Client,
    last_signed: i64,
}

impl Sender {
    /// For a webhook.
    ///
    /// # Errors
    ///
    /// When the HTTP client cannot be made.
    pub(crate) fn new(config: Arc<Config>, push: PushConfig) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .retry(retry::never())
            // A connection that the webhook has closed meanwhile must not count as a failed push.
            .pool_max_idle_per_host(0)
            .timeout(push.patience)
            .build()?;
        Ok(Self {
            config,
            push,
            client,
            last_signed: 0,
        })
    }

    /// Sends what waits, for ever.
    pub(crate) async fn run(mut self, app: App) {
        tracing::info!(
            to = %self.push.to,
            mode = self.push.auth.mode(),
            "messages are pushed"
        );
        let mut ticks = interval(self.push.every.max(SHORTEST_TICK));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            while let Some((push, now)) = next(&app) {
                self.make(&app, push, now).await;
            }
        }
    }

    async fn make(&mut self, app: &App, push: Push, now: Moment) {
        let authorization = match &push.kind {
            PushKind::Replay(authorization) => Some(authorization.clone()),
            PushKind::First | PushKind::Again => self.authorize(&push, now),
        };
        let result = self.send(&push, authorization.clone()).await;
        match &result {
            Ok(()) => tracing::debug!(bytes = push.body.len(), "pushed"),
            Err(PushFault::Refused(reason)) => tracing::warn!(reason, "a push was refused"),
            Err(PushFault::Failed(reason)) => tracing::warn!(reason, "a push failed"),
        }
        app.world(|world, _| world.pushed(push, authorization, result));
    }

    async fn send(&self, push: &Push, authorization: Option<HeaderValue>) -> Result<(), PushFault> {
        let headers = self
            .headers(authorization)
            .ok_or_else(|| PushFault::Failed(NOT_A_HEADER.to_owned()))?;
        let patience = self.push.patience;
        let response = self
            .client
            .post(self.push.to.url().clone())
            .headers(headers)
            .body(push.body.clone())
            .send()
            .await
            .map_err(|error| unanswered(&error, patience))?;
        judge(response, patience).await
    }

    fn headers(&self, authorization: Option<HeaderValue>) -> Option<HeaderMap> {
        let mut headers = HeaderMap::new();
        let content_type = HeaderValue::from_static(signing::CONTENT_TYPE);
        headers.insert(CONTENT_TYPE, content_type);
        let host = host(self.push.to.url());
        headers.insert(HOST, HeaderValue::from_str(&host).ok()?);
        headers.insert(AUTHORIZATION, authorization?);
        if let PushAuth::Bearer(_) = self.push.auth {
            let app_key = HeaderValue::from_str(&self.config.app_key).ok()?;
            headers.insert(APP_KEY, app_key);
        }
        Some(headers)
    }

    fn authorize(&mut self, push: &Push, now: Moment) -> Option<HeaderValue> {
        let text = match &self.push.auth {
            PushAuth::Bearer(token) => format!("Bearer {}", token.as_str()),
            PushAuth::Signature(signing) => {
                // A push that is made again within the millisecond is no replay.
                self.last_signed = now.millis().max(self.last_signed + 1);
                let (to, app_key) = (&self.push.to, &self.config.app_key);
                signing::authorization(signing, to, app_key, &push.body, self.last_signed)?
            }
        };
        let mut value = HeaderValue::from_str(&text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

fn next(app: &App) -> Option<(Push, Moment)> {
    app.world(|world, now| Some((world.next_push(now)?, now)))
}

const SHORTEST_TICK: std::time::Duration = std::time::Duration::from_millis(1);
const NOT_A_HEADER: &str =
    "the app key cannot stand in a header: use visible ASCII characters only";
