//! What is pushed, and what is answered (seed 002 tables 2 and 4).

use serde::{Deserialize, Serialize};

use crate::lenient::list::LenientList;
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

/// [`PushMessage`] with messages of any type: the proxy keeps raw JSON, with whatever it holds that
/// nobody knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PushEnvelope<M> {
    /// Messages, oldest first; null and absent are none.
    #[serde(default = "Vec::new", deserialize_with = "list")]
    #[serde(bound(deserialize = "M: Deserialize<'de>"))]
    pub messages: Vec<M>,
}

fn list<'de, D, M>(deserializer: D) -> Result<Vec<M>, D::Error>
where
    D: serde::Deserializer<'de>,
    M: Deserialize<'de>,
{
    LenientList::deserialize(deserializer).map(|LenientList(list)| list)
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
