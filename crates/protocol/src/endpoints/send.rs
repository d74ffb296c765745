//! A message on its way up (seed 000; seed 003 §7).

use crate::{Answer, ControlType, Endpoint, MediaType, Method, ResultCode, SourceType};

/// `POST /send`.
#[derive(Debug)]
pub struct Send;

impl Endpoint for Send {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/send";
    type Request = SendRequest;
    type Response = SendResponse;
}

wire! {
    /// A message from the visitor. A browser sends what it says; the proxy fills in who says it to
    /// whom.
    pub struct SendRequest {
        /// What the message does.
        pub control: Option<ControlType> => "controlType",
        /// What the content is.
        pub media: Option<MediaType> => "mediaType",
        /// The content, in the form of its media type.
        pub content: Option<String> => "content",
        /// At most 32 characters without commas.
        pub message_id: Option<String> => "messageId",
        /// JSON for the robot flow, with CONNECT.
        pub trans_data: Option<String> => "transData",
        /// When it was sent, in milliseconds since 1970, as a string of digits.
        pub timestamp: Option<String> => "timestamp",
        /// The visitor's user id.
        pub from: Option<String> => "from",
        /// Channel configuration id.
        pub to: Option<String> => "to",
        /// `WEB`.
        pub channel: Option<String> => "channel",
        /// `CUSTOMER`.
        pub source: Option<SourceType> => "sourceType",
        /// The visitor's name to the agent.
        pub nickname: Option<String> => "senderNickname",
        /// The visitor's browser.
        pub user_agent: Option<String> => "userAgent",
        /// The visitor's picture, an address of at most 1024 characters.
        pub avatar: Option<String> => "senderAvatar",
    }
}

/// `POST /sendAsync`: the same, queued. What goes wrong later comes by poll.
#[derive(Debug)]
pub struct SendAsync;

impl Endpoint for SendAsync {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/sendAsync";
    type Request = SendRequest;
    type Response = SendResponse;
}

wire! {
    /// Whether it was taken.
    pub struct SendResponse {
        /// Result.
        pub code: Option<ResultCode> => "resultCode" | "returnCode" | "retCode" | "retcode",
        /// In words. Not to be matched on: the documents word the same thing differently.
        pub description: Option<String> => "resultDesc" | "message",
    }
}

impl SendResponse {
    /// Whether a web card was refused because the tenant does not trust where it leads (seed 000).
    pub fn is_redirect_untrusted(&self) -> bool {
        self.code.as_ref().is_some_and(|code| code.as_str() == "3")
    }
}

impl Answer for SendResponse {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }
}
