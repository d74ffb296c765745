//! How an agent's message enters the channel: CC-Gateway's `sendmessage` (seed 001).

use crate::{ControlType, MediaType, ResultCode};

/// `POST` to this path, with the agent's id (101 to 59999) for `{agentid}`.
pub const SEND_MESSAGE_PATH: &str = "/agentgateway/resource/mediacall/{agentid}/sendmessage";

wire! {
    /// The request's body (seed 001 table 2).
    pub struct SendMessageRequest {
        /// The call.
        pub call_id: Option<String> => "callid",
        /// The user's number.
        pub user_id: Option<String> => "userid",
        /// An [`AgentMessage`] as a JSON string.
        pub data: Option<String> => "data",
        /// The text once more; only in the document's example.
        pub content: Option<String> => "content",
    }
}

wire! {
    /// What `data` holds (seed 001 table 3).
    pub struct AgentMessage {
        /// Channel configuration id.
        pub from: Option<String> => "from",
        /// The visitor's user id.
        pub to: Option<String> => "to",
        /// `WEB` and others.
        pub channel: Option<String> => "channel",
        /// Always CHAT.
        pub control: ControlType => "controlType",
        /// What the content is.
        pub media: Option<MediaType> => "mediaType",
        /// Unique code, such as a UUID.
        pub message_code: Option<String> => "messageCode",
        /// Extension of a media file.
        pub media_file_type: Option<String> => "mediaFileType",
        /// The agent's name.
        pub nickname: Option<String> => "senderNickname",
        /// The agent's picture.
        pub avatar: Option<String> => "senderAvatar",
        /// When it was sent, in milliseconds since 1970.
        pub send_time: Option<i64> => "sendTime",
        /// The content, in the form of its media type.
        pub content: Option<String> => "content",
        /// `"1"`: a file from the agent's own disk; else one of the library.
        pub content_type: Option<String> => "contentType",
        /// The visitor's user id once more.
        pub user_id: Option<String> => "userId",
    }
}

wire! {
    /// The answer (seed 001 table 4).
    pub struct SendMessageResponse {
        /// `0`: sent.
        pub code: Option<ResultCode> => "retcode" | "resultCode",
        /// In words.
        pub message: Option<String> => "message" | "resultDesc",
    }
}
