//! What has come for the visitor (seed 003 §5).

use crate::{Answer, DownlinkMessage, Endpoint, Method, ResultCode};

/// `GET /poll`: a long poll, held for up to 5 s while there is nothing.
#[derive(Debug)]
pub struct Poll;

impl Endpoint for Poll {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/poll";
    type Request = PollRequest;
    type Response = PollResponse;
}

wire! {
    /// For whom, and between browser and proxy since when.
    pub struct PollRequest {
        /// The user id of applyToken.
        pub receiver_id: Option<String> => "receiverId",
        /// `WEB`.
        pub channel: Option<String> => "channel",
        /// Whether read receipts are wanted.
        pub need_read: bool => "isNeedRead",
        /// Between browser and proxy: what follows this; empty: from the beginning of what is kept.
        pub cursor: Option<String> => "cursor",
    }
}

impl PollRequest {
    /// The query, name and value, not yet encoded.
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let need_read = self.need_read.then_some("true");
        [
            ("receiverId", self.receiver_id.as_deref()),
            ("channel", self.channel.as_deref()),
            ("isNeedRead", need_read),
            ("cursor", self.cursor.as_deref()),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }
}

wire! {
    /// What came.
    pub struct PollResponse {
        /// Result.
        pub code: Option<ResultCode> => "resultCode" | "returnCode" | "retCode" | "retcode",
        /// In words.
        pub description: Option<String> => "resultDesc" | "message",
        /// The messages, oldest first.
        pub messages: Vec<DownlinkMessage> => "downlinkMessages",
        /// From the proxy: what was handed out so far.
        pub cursor: Option<String> => "cursor",
        /// From the proxy: the cursor could not be continued; this is what is kept.
        pub reset: bool => "reset",
    }
}

impl Answer for PollResponse {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }

    // A list without messages looks like none: a poll that brought nothing must say so by a code.
    fn has_payload(&self) -> bool {
        !self.messages.is_empty() || self.cursor.is_some()
    }
}
