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
use serde::de::DeserializeOwned;
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
        let given = match call {
            Call::ApplyToken => self.seal.identity_to_prove(),
            _ => None,
        };
        let mut asked = self.compose(call, given.clone())?;
        let mut is_refused = false;
        loop {
            let answer = self.ask(asked, controller).await;
            let Some(identity) = &given else {
                return answer;
            };
            if !is_refused && matches!(answer, Err(Failure::Refused { status: 403, .. })) {
                // Whoever cannot prove who they are is a stranger, and is let in all the same.
                is_refused = true;
                asked = self.apply_for_seal(None)?;
                continue;
            }
            if answer.is_ok() {
                self.seal.proved(identity, is_refused);
            }
            return answer;
        }
    }

    async fn ask(&self, asked: Asked, controller: &AbortController) -> Result<Reply, Failure> {
        let cursor = PollRequest {
            cursor: asked.cursor,
            ..PollRequest::default()
        };
        let question = Question {
            address: self.address(asked.path),
            method: asked.method,
            headers: &self.headers(asked.key, asked.epoch),
            query: &cursor.pairs(),
            body: asked.body,
            controller,
        };
        let answer = http::ask(question, asked.limit).await?;
        self.renew_seal(answer.seal);
        let mut reply = (asked.read)(answer.body).ok_or(Failure::Garbage)?;
        match &mut reply {
            Reply::Token(answer) => self.renew_seal(answer.bare_token().map(str::to_owned)),
            Reply::Polled(answer) => read_questions(&mut answer.messages),
            Reply::History(answer) => read_questions(&mut answer.messages),
            _ => {}
        }
        Ok(reply)
    }

    fn apply_for_seal(&self, identity: Option<String>) -> Result<Asked, Failure> {
        let request = ApplyTokenRequest {
            channel_id: Some(self.channel.clone()),
            locale: Some(self.locale.to_owned()),
            identity,
            ..ApplyTokenRequest::default()
        };
        Asked::post::<ApplyToken>(&request, |body| read(body).map(Reply::Token))
    }

    /// Not one asynchronous function for each endpoint: the browser would load them all.
    fn compose(&self, call: Call, identity: Option<String>) -> Result<Asked, Failure> {
        match call {
            Call::ApplyToken => self.apply_for_seal(identity),
            Call::Send { request, epoch } => Ok(Asked {
                epoch,
                ..Asked::post::<Send>(&request, |body| read(body).map(Reply::Sent))?
            }),
            Call::Queue => Asked::post::<QueryQueueInfo>(&QueueRequest::default(), |body| {
                read(body).map(Reply::Queue)
            }),
            Call::SurveyMode => {
                let request = SurveyModeRequest {
                    language: Some(self.survey_language.to_owned()),
                };
                Asked::post::<GetSurveyMode>(&request, |body| read(body).map(Reply::SurveyMode))
            }
            Call::Rate { request, key } => Ok(Asked {
                key: Some(key),
                ..Asked::post::<SaveSatisfaction>(&request, |body| read(body).map(Reply::Rated))?
            }),
            Call::LeaveMessage { request, key } => Ok(Asked {
                key: Some(key),
                ..Asked::post::<LeaveMessage>(&request, |body| read(body).map(Reply::MessageLeft))?
            }),
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
                Asked::post::<QueryHistory>(&request, |body| read(body).map(Reply::History))
            }
            Call::Poll { cursor } => Ok(Asked {
                path: Poll::PATH,
                method: Poll::METHOD,
                cursor: Some(cursor),
                body: JsValue::UNDEFINED,
                key: None,
                epoch: None,
                limit: POLL_LIMIT,
                read: |body| read(body).map(Reply::Polled),
            }),
            // They have ways of their own.
            Call::Listen { .. } | Call::Upload { .. } => Err(Failure::NotSent),
        }
    }
}

/// What is asked, and how its answer is read.
struct Asked {
    path: &'static str,
    method: Method,
    /// Of a poll.
    cursor: Option<String>,
    body: JsValue,
    key: Option<String>,
    epoch: Option<String>,
    limit: Duration,
    read: fn(JsValue) -> Option<Reply>,
}

impl Asked {
    fn post<E: Endpoint>(
        request: &E::Request,
        read: fn(JsValue) -> Option<Reply>,
    ) -> Result<Self, Failure> {
        Ok(Self {
            path: E::PATH,
            method: E::METHOD,
            cursor: None,
            body: as_json(request)?,
            key: None,
            epoch: None,
            limit: COMMAND_LIMIT,
            read,
        })
    }
}

fn read<T: DeserializeOwned>(body: JsValue) -> Option<T> {
    json::read(body)
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
