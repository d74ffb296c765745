//! Whether calls are possible (seed 003 §13).

use super::OfChannel;
use crate::{Answer, Endpoint, Method, ResultCode};

/// `GET /v1/checkClickToCallSupport`.
#[derive(Debug)]
pub struct CheckCalls;

impl Endpoint for CheckCalls {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/v1/checkClickToCallSupport";
    type Request = OfChannel;
    type Response = CallSupport;
}

wire! {
    /// Two flags that do not follow from each other.
    pub struct CallSupport {
        /// Whether a browser can carry the call.
        pub web_rtc: Option<bool> => "webRTCSupported",
        /// Whether the channel offers calls.
        pub click_to_call: Option<bool> => "clickToCallSupported",
        /// Result.
        pub code: Option<ResultCode> => "resultCode" | "returnCode" | "retCode" | "retcode",
        /// In words.
        pub description: Option<String> => "resultDesc" | "message",
    }
}

impl CallSupport {
    /// Whether a visitor can call.
    pub fn is_possible(&self) -> bool {
        self.web_rtc == Some(true) && self.click_to_call == Some(true)
    }
}

impl Answer for CallSupport {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }

    fn has_payload(&self) -> bool {
        self.web_rtc.is_some() || self.click_to_call.is_some()
    }
}
