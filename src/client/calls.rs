//! The conversation's calls, with the seal that every one of them carries.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use frontdesk_conversation::{Call, Failure, Reply};
use frontdesk_protocol::{
    ApplyToken, ApplyTokenRequest, Endpoint, Method, Poll, PollRequest, QueryQueueInfo,
    QueueRequest, SaveSatisfaction, Send,
};

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use crate::client::http::{self, Question};
use crate::embed::Options;

/// A command that is not answered by then is lost.
const COMMAND_LIMIT: Duration = Duration::from_secs(20);

/// A poll is held for up to 5 s by the service, and by whatever stands between.
const POLL_LIMIT: Duration = Duration::from_secs(40);

pub(crate) struct Caller {
    proxy: String,
    channel: String,
    /// The language that the API is asked in.
    locale: &'static str,
    seal: Rc<Seal>,
}

#[derive(Default)]
struct Seal {
    current: RefCell<Option<String>>,
    changed: Cell<bool>,
}

impl Caller {
    pub(crate) fn new(options: &Options, seal: Option<String>) -> Self {
        Self {
            proxy: options.proxy.clone(),
            channel: options.channel.clone(),
            locale: options.locale.for_upstream(),
            seal: Rc::new(Seal {
                current: RefCell::new(seal),
                changed: Cell::default(),
            }),
        }
    }

    /// The seal, once after each change.
    pub(crate) fn changed_seal(&self) -> Option<String> {
        self.seal
            .changed
            .take()
            .then(|| self.seal.current.borrow().clone())
            .flatten()
    }

    pub(crate) fn call(&self, call: Call) -> impl Future<Output = Result<Reply, Failure>> + use<> {
        let seal = Rc::clone(&self.seal);
        let proxy = self.proxy.clone();
        let channel = self.channel.clone();
        let locale = self.locale;
        async move {
            match call {
                Call::ApplyToken => {
                    let request = ApplyTokenRequest {
                        channel_id: Some(channel),
                        locale: Some(locale.to_owned()),
                        ..ApplyTokenRequest::default()
                    };
                    let answer = command::<ApplyToken>(&proxy, &seal, &request).await?;
                    if let Some(token) = answer.bare_token() {
                        seal.set(token.to_owned());
                    }
                    Ok(Reply::Token(answer))
                }
                Call::Send(request) => command::<Send>(&proxy, &seal, &request)
                    .await
                    .map(Reply::Sent),
                Call::Queue => {
                    let request = QueueRequest::default();
                    command::<QueryQueueInfo>(&proxy, &seal, &request)
                        .await
                        .map(Reply::Queue)
                }
                Call::Rate(request) => command::<SaveSatisfaction>(&proxy, &seal, &request)
                    .await
                    .map(Reply::Rated),
                Call::Poll { cursor } => {
                    let request = PollRequest {
                        cursor: Some(cursor),
                        ..PollRequest::default()
                    };
                    let limit = POLL_LIMIT;
                    carry::<Poll>(&proxy, &seal, &request.pairs(), &request, limit)
                        .await
                        .map(Reply::Polled)
                }
            }
        }
    }
}

impl Seal {
    fn set(&self, seal: String) {
        self.changed.set(true);
        *self.current.borrow_mut() = Some(seal);
    }
}

async fn command<E: Endpoint>(
    proxy: &str,
    seal: &Seal,
    request: &E::Request,
) -> Result<E::Response, Failure> {
    carry::<E>(proxy, seal, &[], request, COMMAND_LIMIT).await
}

async fn carry<E: Endpoint>(
    proxy: &str,
    seal: &Seal,
    query: &[(&'static str, &str)],
    request: &E::Request,
    limit: Duration,
) -> Result<E::Response, Failure> {
    let body = match E::METHOD {
        Method::Get => JsValue::UNDEFINED,
        Method::Post => request
            .serialize(&Serializer::json_compatible())
            .map_err(|_| Failure::Garbage)?,
    };
    let question = Question {
        proxy,
        path: E::PATH,
        method: E::METHOD,
        seal: seal.current.borrow().clone(),
        query,
        body,
        limit,
    };
    let answer = http::ask(question).await?;
    if let Some(renewed) = answer.seal {
        seal.set(renewed);
    }
    serde_wasm_bindgen::from_value(answer.body).map_err(|_| Failure::Garbage)
}
