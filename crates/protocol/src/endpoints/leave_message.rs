//! A message for when nobody is there (seed 003 §15).

use crate::{Answer, Endpoint, Method, ResultCode};

/// `POST /doLeaveMessage`: after CONNECT failed, outside working hours, or when the queue timed out.
#[derive(Debug)]
pub struct LeaveMessage;

impl Endpoint for LeaveMessage {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/doLeaveMessage";
    type Request = LeaveMessageRequest;
    type Response = LeaveMessageResponse;
}

wire! {
    /// The message, and where to call back.
    pub struct LeaveMessageRequest {
        /// The visitor's user id.
        pub call_id: Option<String> => "callId",
        /// The visitor's phone number.
        pub caller: Option<String> => "caller",
        /// What the visitor has to say.
        pub message: Option<String> => "leaveMessage",
        /// `WEB`.
        pub channel: Option<String> => "channel",
    }
}

wire! {
    /// Whether it was taken.
    pub struct LeaveMessageResponse {
        /// Result.
        pub code: Option<ResultCode> => "resultCode" | "returnCode" | "retCode" | "retcode",
        /// In words.
        pub description: Option<String> => "resultDesc" | "message",
    }
}

impl Answer for LeaveMessageResponse {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }
}
