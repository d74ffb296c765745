//! The start of a call (seed 003 §11).

use crate::{Answer, Endpoint, Method, ResultCode};

/// `POST /v1/createClickToCall`.
#[derive(Debug)]
pub struct CreateClickToCall;

impl Endpoint for CreateClickToCall {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/createClickToCall";
    type Request = ClickToCallRequest;
    type Response = ClickToCallResponse;
}

wire! {
    /// What kind of call.
    pub struct ClickToCallRequest {
        /// `WEB`.
        pub channel: Option<String> => "channel",
        /// With or without picture.
        pub media: Option<MediaAbility> => "mediaAbility",
    }
}

words! {
    /// With or without picture.
    pub enum MediaAbility {
        /// Sound alone.
        Audio = "0",
        /// Sound and picture.
        Video = "1",
    }
}

wire! {
    /// Whether the call was asked for; how it goes comes by events. 7: not supported.
    pub struct ClickToCallResponse {
        /// Result.
        pub code: Option<ResultCode> => "resultCode" | "returnCode" | "retCode" | "retcode",
        /// In words.
        pub description: Option<String> => "resultDesc" | "message",
    }
}

impl Answer for ClickToCallResponse {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }
}
