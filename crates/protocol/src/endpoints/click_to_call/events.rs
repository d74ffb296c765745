//! How a call goes (seed 003 §12).

use super::OfChannel;
use super::state::CallState;
use crate::{Answer, Endpoint, Method, ResultCode};

/// `GET /v1/getClickToCallEvents`, every 100 ms to 1 s while a call is being set up.
#[derive(Debug)]
pub struct CallEvents;

impl Endpoint for CallEvents {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/getClickToCallEvents";
    type Request = OfChannel;
    type Response = CallEvent;
}

wire! {
    /// The newest event.
    pub struct CallEvent {
        /// Result.
        pub code: Option<ResultCode> => "resultCode" | "returnCode" | "retCode" | "retcode",
        /// In words.
        pub description: Option<String> => "resultDesc" | "message",
        /// Kind of event; only `168101`, connected, is published.
        pub event_id: Option<String> => "eventId",
        /// What is needed to join, or why it failed.
        pub content: Option<CallContent> => "content",
    }
}

impl CallEvent {
    /// What the event says. Only one state has a number: the others are known by their words alone.
    pub fn state(&self) -> CallState {
        CallState::of(self.event_id.as_deref(), self.description.as_deref())
    }
}

wire! {
    /// What is needed to join a call, or why it failed.
    pub struct CallContent {
        /// Why, in words.
        pub cause: Option<String> => "causeDesc",
        /// Why, as a number.
        pub cause_id: Option<String> => "causeId",
        /// Whom to call.
        pub access_code: Option<String> => "accessCode",
        /// SIP domain.
        pub domain: Option<String> => "domain",
        /// SIP over secure WebSocket: bare hosts or URLs.
        pub gateways: Vec<String> => "gwAddresses",
        /// The visitor's own name in the call.
        pub caller: Option<String> => "clickToCallCaller",
    }
}

impl CallContent {
    /// The gateways as addresses of WebSockets. A bare host is one that speaks TLS, and so is one of
    /// `http`: only what is written as `ws` goes without. What is neither is left out.
    pub fn gateway_urls(&self) -> Vec<String> {
        let gateways = self.gateways.iter().map(|gateway| gateway.trim());
        gateways
            .filter(|gateway| !gateway.is_empty())
            .filter_map(|gateway| match gateway.split_once("://") {
                Some((scheme, rest)) => {
                    let is_one_of = |schemes: &[&str]| {
                        schemes
                            .iter()
                            .any(|known| scheme.eq_ignore_ascii_case(known))
                    };
                    if is_one_of(&["wss", "https", "http"]) {
                        Some(format!("wss://{rest}"))
                    } else {
                        is_one_of(&["ws"]).then(|| format!("ws://{rest}"))
                    }
                }
                None => Some(format!("wss://{gateway}")),
            })
            .collect()
    }
}

impl Answer for CallEvent {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }

    fn has_payload(&self) -> bool {
        self.event_id.is_some() || self.content.is_some()
    }
}
