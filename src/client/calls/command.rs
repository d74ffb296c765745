//! What is asked and answered at once.

use std::rc::Rc;
use std::time::Duration;

use frontdesk_conversation::{Call, Failure, Reply};
use frontdesk_protocol::{
    ApplyToken, ApplyTokenRequest, DownlinkMessage, Endpoint, GetSurveyMode, HistoryRequest,
    LeaveMessage, Method, Poll, PollRequest, QueryHistory, QueryQueueInfo, Questions, QueueRequest,
    SaveSatisfaction, Send, SurveyModeRequest, headers,
};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use web_sys::AbortController;

use super::seal::Seal;
use crate::client::http::{self, Question};
use crate::embed::Options;
use crate::json;

/// A command that is not answered by then is lost.
const COMMAND_LIMIT: Duration = Duration::from_secs(20);

/// A poll is held for up to 5 s by the service, and by whatever stands between.
const POLL_LIMIT: Duration = Duration::from_secs(40);

const API: &str = "/apiaccess/ccmessaging";
const IDEMPOTENCY_KEY: &str = "idempotency-key";
const EPOCH: &str = "frontdesk-epoch";

/// Whom to ask, and on whose behalf.
#[derive(Clone)]
pub(crate) struct Asker {
    pub(super) proxy: String,
    channel: String,
    /// The languages that the API is asked in.
    locale: &'static str,
    survey_language: &'static str,
    pub(super) seal: Rc<Seal>,
}

impl Asker {
    pub(super) fn new(options: &Options) -> Self {
        Self {
            proxy: options.proxy.clone(),
            channel: options.channel.clone(),
            locale: options.locale.for_upstream(),
            survey_language: options.locale.for_survey(),
            seal: Rc::default(),
        }
    }

    /// The address of an endpoint of the API.
    pub(super) fn address(&self, path: &str) -> String {
        format!("{}{API}{path}", self.proxy)
    }

    /// The address of a route of the proxy's own.
    pub(crate) fn own_address(&self, path: &str) -> String {
        format!("{}/frontdesk{path}", self.proxy)
    }

    /// The headers of a call: the seal, and what makes a repeat known as one.
    pub(crate) fn headers(
        &self,
        key: Option<String>,
        epoch: Option<String>,
    ) -> Vec<(&'static str, String)> {
        [
            (headers::VISITOR_TOKEN, self.seal.current()),
            (IDEMPOTENCY_KEY, key),
            (EPOCH, epoch),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }

    pub(crate) fn renew_seal(&self, seal: Option<String>) {
        if let Some(seal) = seal {
            self.seal.renew(seal);
        }
    }

    pub(super) async fn command(
        &self,
        call: Call,
        controller: &AbortController,
    ) -> Result<Reply, Failure> {
        let on = On {
            asker: self,
            controller,
            key: None,
            epoch: None,
        };
        match call {
            Call::ApplyToken => {
                let request = ApplyTokenRequest {
                    channel_id: Some(self.channel.clone()),
                    locale: Some(self.locale.to_owned()),
                    ..ApplyTokenRequest::default()
                };
                let answer = on.ask::<ApplyToken>(&request).await?;
                self.renew_seal(answer.bare_token().map(str::to_owned));
                Ok(Reply::Token(answer))
            }
            Call::Send { request, epoch } => {
                let on = On { epoch, ..on };
                on.ask::<Send>(&request).await.map(Reply::Sent)
            }
            Call::Queue => {
                let request = QueueRequest::default();
                on.ask::<QueryQueueInfo>(&request).await.map(Reply::Queue)
            }
            Call::SurveyMode => {
                let request = SurveyModeRequest {
                    language: Some(self.survey_language.to_owned()),
                };
                let answer = on.ask::<GetSurveyMode>(&request).await?;
                Ok(Reply::SurveyMode(answer))
            }
            Call::Rate { request, key } => {
                let on = On {
                    key: Some(key),
                    ..on
                };
                on.ask::<SaveSatisfaction>(&request).await.map(Reply::Rated)
            }
            Call::LeaveMessage { request, key } => {
                let on = On {
                    key: Some(key),
                    ..on
                };
                let answer = on.ask::<LeaveMessage>(&request).await?;
                Ok(Reply::MessageLeft(answer))
            }
            Call::History {
                since,
                offset,
                limit,
            } => {
                let request = HistoryRequest {
                    start: Some(since.to_string()),
                    limit: Some(limit.to_string()),
                    offset: Some(offset.to_string()),
                    ..HistoryRequest::default()
                };
                let mut answer = on.ask::<QueryHistory>(&request).await?;
                read_questions(&mut answer.messages);
                Ok(Reply::History(answer))
            }
            Call::Poll { cursor } => {
                let request = PollRequest {
                    cursor: Some(cursor),
                    ..PollRequest::default()
                };
                let mut answer = on
                    .ask_within::<Poll>(&request.pairs(), &request, POLL_LIMIT)
                    .await?;
                read_questions(&mut answer.messages);
                Ok(Reply::Polled(answer))
            }
            // They have ways of their own.
            Call::Listen { .. } | Call::Upload { .. } => Err(Failure::NotSent),
        }
    }
}

/// One call.
struct On<'a> {
    asker: &'a Asker,
    controller: &'a AbortController,
    key: Option<String>,
    epoch: Option<String>,
}

impl On<'_> {
    async fn ask<E: Endpoint>(self, request: &E::Request) -> Result<E::Response, Failure> {
        self.ask_within::<E>(&[], request, COMMAND_LIMIT).await
    }

    async fn ask_within<E: Endpoint>(
        self,
        query: &[(&'static str, &str)],
        request: &E::Request,
        limit: Duration,
    ) -> Result<E::Response, Failure> {
        let body = match E::METHOD {
            Method::Get => JsValue::UNDEFINED,
            Method::Post => as_json(request)?,
        };
        let question = Question {
            address: self.asker.address(E::PATH),
            method: E::METHOD,
            headers: &self.asker.headers(self.key, self.epoch),
            query,
            body,
            controller: self.controller,
        };
        let answer = http::ask(question, limit).await?;
        self.asker.renew_seal(answer.seal);
        serde_wasm_bindgen::from_value(answer.body).map_err(|_| Failure::Garbage)
    }
}

/// A request as a JavaScript object.
pub(super) fn as_json(request: &impl Serialize) -> Result<JsValue, Failure> {
    request
        .serialize(&Serializer::json_compatible())
        .map_err(|_| Failure::Garbage)
}

/// Reads what robots write as JSON inside a string, which the conversation cannot.
pub(crate) fn read_questions(messages: &mut [DownlinkMessage]) {
    for message in messages {
        message.questions = Questions::of(message.questions.all(&json::parse));
    }
}
