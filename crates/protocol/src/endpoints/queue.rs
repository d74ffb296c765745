//! The visitor's place in the queue (seed 003 §4).

use crate::{Answer, Endpoint, Method, ResultCode};

/// `POST /queryQueueInfo`, about every 10 s while queued, and only after CONNECT.
#[derive(Debug)]
pub struct QueryQueueInfo;

impl Endpoint for QueryQueueInfo {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/queryQueueInfo";
    type Request = QueueRequest;
    type Response = QueueInfo;
}

wire! {
    /// Whose place.
    pub struct QueueRequest {
        /// The visitor's user id.
        pub user_id: Option<String> => "userId",
        /// Channel configuration id.
        pub channel_config_id: Option<String> => "channelConfigId",
        /// `WEB`.
        pub channel: Option<String> => "channel",
    }
}

wire! {
    /// The place and the times, all in seconds. Code 0: queuing; 160021: with an agent; 5 and 6:
    /// the session is over.
    pub struct QueueInfo {
        /// Place, from 1.
        pub position: Option<u32> => "position",
        /// How long the call has waited in all queues.
        pub total_wait: Option<u32> => "totalWaitTime",
        /// How long it has waited in this queue.
        pub current_wait: Option<u32> => "currentDeviceWaitTime",
        /// How long it may wait. The API's own spelling.
        pub max_wait: Option<u32> => "configMaxcWaitTime" | "configMaxWaitTime",
        /// The longest wait in this queue.
        pub longest_wait: Option<u32> => "longestWaitTime",
        /// How long it will probably wait.
        pub estimated_wait: Option<u32> => "estimateWaitTime",
        /// Result.
        pub code: Option<ResultCode> => "resultCode" | "returnCode" | "retCode" | "retcode",
        /// In words.
        pub description: Option<String> => "resultDesc" | "message",
    }
}

impl Answer for QueueInfo {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }

    fn has_payload(&self) -> bool {
        let numbers = [
            self.position,
            self.total_wait,
            self.current_wait,
            self.max_wait,
            self.longest_wait,
            self.estimated_wait,
        ];
        numbers.iter().any(Option::is_some)
    }
}
