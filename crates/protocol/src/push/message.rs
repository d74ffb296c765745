//! What is pushed, and what is answered (seed 002 tables 2 and 4).

use crate::{Answer, DownlinkMessage, ResultCode};

/// `POST` to this path under the base URL that the tenant was given.
pub const PUSH_PATH: &str = "/webhooks/v1/messages";

wire! {
    /// Messages and events for any number of visitors.
    pub struct PushMessage {
        /// Messages, oldest first.
        pub messages: Vec<DownlinkMessage> => "messages",
        /// When it was sent, in milliseconds since 1970.
        pub timestamp: Option<i64> => "timestamp",
    }
}

wire! {
    /// What the cloud wants to hear: code 0 with HTTP 200.
    pub struct PushResponse {
        /// Result.
        pub code: Option<ResultCode> => "resultCode" | "returnCode" | "retCode" | "retcode",
        /// In words.
        pub description: Option<String> => "resultDesc" | "message",
    }
}

impl Answer for PushResponse {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }
}
