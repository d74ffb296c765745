//! What was said before.

use crate::{Answer, DownlinkMessage, Endpoint, Method, ResultCode};

/// `POST /queryHistoryChatMessage`: answers once an agent is connected. The only repair for a poll
/// answer that was lost on its way.
#[derive(Debug)]
pub struct QueryHistory;

impl Endpoint for QueryHistory {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/queryHistoryChatMessage";
    type Request = HistoryRequest;
    type Response = HistoryResponse;
}

wire! {
    /// Whose messages, and which of them. Numbers are strings here.
    pub struct HistoryRequest {
        /// Channel configuration id.
        pub channel_id: Option<String> => "channelId",
        /// The visitor's user id.
        pub user_id: Option<String> => "userId",
        /// From when on, in milliseconds since 1970.
        pub start: Option<String> => "startTime",
        /// Until when, in milliseconds since 1970.
        pub end: Option<String> => "endTime",
        /// How many at most.
        pub limit: Option<String> => "limit",
        /// How many of the first to leave out.
        pub offset: Option<String> => "offset",
        /// `WEB`.
        pub channel: Option<String> => "channel",
    }
}

wire! {
    /// The messages of both sides. No document says what fields they have: those of a downlink
    /// message are read.
    pub struct HistoryResponse {
        /// Oldest first.
        pub messages: Vec<DownlinkMessage> => "messageList",
        /// Result.
        pub code: Option<ResultCode> => "resultCode" | "returnCode" | "retCode" | "retcode",
        /// In words.
        pub description: Option<String> => "resultDesc" | "message",
    }
}

impl Answer for HistoryResponse {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }

    // A list without messages looks like none, and an empty history must say so by a code.
    fn has_payload(&self) -> bool {
        !self.messages.is_empty()
    }
}
