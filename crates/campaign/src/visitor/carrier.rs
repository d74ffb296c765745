//! The conversation's calls, with the seal that every one of them carries.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use frontdesk_conversation::{Call, Failure, Heard, Reply};
use frontdesk_protocol::headers::VISITOR_TOKEN;
use frontdesk_protocol::{
    ApplyToken, ApplyTokenRequest, Endpoint, GetSurveyMode, HistoryRequest, LeaveMessage, Method,
    Poll, PollRequest, PollResponse, QueryHistory, QueryQueueInfo, QueueRequest, SaveSatisfaction,
    Send, SurveyModeRequest,
};
use http::Request;
use http::header::CONTENT_TYPE;
use http::request::Builder;
use http_body_util::Full;

use super::net::{Net, text};
use super::stream;

/// Carries out one visitor's calls.
#[derive(Clone)]
pub struct Carrier {
    net: Net,
    proxy: Arc<str>,
    channel: Arc<str>,
    seal: Arc<Mutex<Seal>>,
}

#[derive(Default)]
struct Seal {
    seal: Option<String>,
    user: Option<String>,
}

/// Headers of one call.
#[derive(Default)]
struct Told<'a>(Vec<(&'static str, &'a str)>);

impl Carrier {
    /// To the proxy at this address, for this channel.
    pub fn new(net: &Net, proxy: &str, channel: &str) -> Self {
        Self {
            net: net.clone(),
            proxy: proxy.into(),
            channel: channel.into(),
            seal: Arc::default(),
        }
    }

    /// The visitor's user id, once a seal was given.
    pub fn user(&self) -> Option<String> {
        self.lock().user.clone()
    }

    /// The same visitor, another way to the proxy.
    #[must_use]
    pub fn by(&self, proxy: &str) -> Self {
        Self {
            proxy: proxy.into(),
            ..self.clone()
        }
    }

    /// Makes a call; `Listen` is for [`Carrier::listen`].
    pub(super) async fn call(&self, call: Call) -> Result<Reply, Failure> {
        let none = Told::default();
        match call {
            Call::ApplyToken => self.apply().await,
            Call::Send { request, epoch } => {
                let epoch = epoch.as_deref().map(|epoch| (EPOCH, epoch));
                let told = Told(epoch.into_iter().collect());
                self.post::<Send>(&request, told).await.map(Reply::Sent)
            }
            Call::Poll { cursor } => self.poll(cursor).await.map(Reply::Polled),
            Call::Queue => {
                let request = QueueRequest::default();
                self.post::<QueryQueueInfo>(&request, none)
                    .await
                    .map(Reply::Queue)
            }
            Call::SurveyMode => {
                let request = SurveyModeRequest {
                    language: Some(LOCALE.to_owned()),
                };
                self.post::<GetSurveyMode>(&request, none)
                    .await
                    .map(Reply::SurveyMode)
            }
            Call::Rate { request, key } => {
                let told = Told(vec![(IDEMPOTENCY_KEY, &key)]);
                self.post::<SaveSatisfaction>(&request, told)
                    .await
                    .map(Reply::Rated)
            }
            Call::LeaveMessage { request, key } => {
                let told = Told(vec![(IDEMPOTENCY_KEY, &key)]);
                self.post::<LeaveMessage>(&request, told)
                    .await
                    .map(Reply::MessageLeft)
            }
            Call::History {
                since,
                offset,
                limit,
            } => {
                let request = HistoryRequest {
                    start: Some(since.to_string()),
                    offset: Some(offset.to_string()),
                    limit: Some(limit.to_string()),
                    ..HistoryRequest::default()
                };
                self.post::<QueryHistory>(&request, none)
                    .await
                    .map(Reply::History)
            }
            // No file is sent, and a stream is no call.
            Call::Upload { .. } | Call::Listen { .. } => Err(Failure::NotSent),
        }
    }

    /// What follows a cursor; empty: all that is kept.
    ///
    /// # Errors
    ///
    /// Why there is no answer.
    pub async fn poll(&self, cursor: String) -> Result<PollResponse, Failure> {
        let request = PollRequest {
            cursor: Some(cursor),
            ..PollRequest::default()
        };
        let pairs: Vec<String> = request
            .pairs()
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let path = format!("{API}{}?{}", Poll::PATH, pairs.join("&"));
        let builder = self.sealed(Request::get(format!("{}{path}", self.proxy)));
        self.ask::<Poll>(builder, Bytes::new(), POLL_LIMIT).await
    }

    /// Listens to the stream until it ends, and says why it did.
    pub(super) async fn listen(&self, cursor: &str, hear: impl Fn(Heard)) -> Failure {
        let address = format!("{}/frontdesk/stream?cursor={cursor}", self.proxy);
        let Ok(request) = self
            .sealed(Request::get(address))
            .body(Full::new(Bytes::new()))
        else {
            return Failure::Garbage;
        };
        match self.net.open(request).await {
            Ok(answer) => {
                self.keep_renewed(answer.headers());
                stream::listen(answer, hear).await
            }
            Err(failure) => failure,
        }
    }

    async fn apply(&self) -> Result<Reply, Failure> {
        let request = ApplyTokenRequest {
            channel_id: Some(self.channel.to_string()),
            locale: Some(LOCALE.to_owned()),
            ..ApplyTokenRequest::default()
        };
        let answer = self.post::<ApplyToken>(&request, Told::default()).await?;
        if let Some(token) = answer.bare_token() {
            let mut seal = self.lock();
            seal.seal = Some(token.to_owned());
            seal.user.clone_from(&answer.user_id);
        }
        Ok(Reply::Token(answer))
    }

    async fn post<E: Endpoint>(
        &self,
        request: &E::Request,
        told: Told<'_>,
    ) -> Result<E::Response, Failure> {
        debug_assert_eq!(E::METHOD, Method::Post);
        let mut builder = self
            .sealed(Request::post(format!("{}{API}{}", self.proxy, E::PATH)))
            .header(CONTENT_TYPE, "application/json");
        for (name, value) in told.0 {
            builder = builder.header(name, value);
        }
        let body = serde_json::to_vec(request).map_err(|_| Failure::Garbage)?;
        self.ask::<E>(builder, body.into(), COMMAND_LIMIT).await
    }

    async fn ask<E: Endpoint>(
        &self,
        builder: Builder,
        body: Bytes,
        limit: Duration,
    ) -> Result<E::Response, Failure> {
        let request = builder
            .body(Full::new(body))
            .map_err(|_| Failure::Garbage)?;
        let (headers, body) = self.net.ask(request, limit).await?;
        let answer = serde_json::from_slice(&body).map_err(|_| Failure::Garbage)?;
        self.keep_renewed(&headers);
        Ok(answer)
    }

    fn sealed(&self, builder: Builder) -> Builder {
        match &self.lock().seal {
            Some(seal) => builder.header(VISITOR_TOKEN, seal),
            None => builder,
        }
    }

    fn keep_renewed(&self, headers: &http::HeaderMap) {
        if let Some(renewed) = text(headers, VISITOR_TOKEN) {
            self.lock().seal = Some(renewed.to_owned());
        }
    }

    fn lock(&self) -> MutexGuard<'_, Seal> {
        self.seal.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const API: &str = "/apiaccess/ccmessaging";
const LOCALE: &str = "en_US";
const EPOCH: &str = "frontdesk-epoch";
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// As in the widget.
const COMMAND_LIMIT: Duration = Duration::from_secs(20);
const POLL_LIMIT: Duration = Duration::from_secs(40);
