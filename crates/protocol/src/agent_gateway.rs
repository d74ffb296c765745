//! How an agent's message enters the channel: CC-Gateway's `sendmessage` (seed 001).

use crate::lenient::{Field, ParseJson, Value};
use crate::{Answer, ControlType, FileType, MediaType, ResultCode};

/// `POST` to this path, with the agent's id (101 to 59999) for `{agentid}`.
pub const SEND_MESSAGE_PATH: &str = "/agentgateway/resource/mediacall/{agentid}/sendmessage";

wire! {
    /// The request's body (seed 001 table 2).
    pub struct SendMessageRequest {
        /// The call.
        pub call_id: Option<String> => "callid",
        /// The user's number.
        pub user_id: Option<String> => "userid",
        /// What is sent; see [`SendMessageRequest::message`].
        pub data: Option<AgentData> => "data",
        /// The text once more; only in the document's example.
        pub content: Option<String> => "content",
    }
}

/// The forms of `data` (seed 001 table 2): the table calls it an object and describes a string.
#[derive(Debug, Clone, PartialEq)]
pub enum AgentData {
    /// In a private cloud the words themselves, in the public cloud an [`AgentMessage`] as JSON.
    Text(String),
    /// The message as it is.
    Message(Box<AgentMessage>),
}

impl SendMessageRequest {
    /// The message; `None` when there is none, or only the words of a private cloud.
    pub fn message(&self, json: &impl ParseJson) -> Option<AgentMessage> {
        match self.data.as_ref()? {
            AgentData::Message(message) => Some(message.as_ref().clone()),
            AgentData::Text(text) => AgentMessage::from_value(json.parse_json(text)?),
        }
    }
}

impl Field for Option<AgentData> {
    fn read(value: Value) -> Self {
        match value {
            Value::Object(_) => {
                AgentMessage::from_value(value).map(|message| AgentData::Message(Box::new(message)))
            }
            other => other.into_text().map(AgentData::Text),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl serde::Serialize for AgentData {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Message(message) => message.serialize(serializer),
        }
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
        /// What a media file is.
        pub media_file_type: Option<FileType> => "mediaFileType",
        /// The agent's name.
        pub nickname: Option<String> => "senderNickname",
        /// The agent's picture.
        pub avatar: Option<String> => "senderAvatar",
        /// When it was sent, in milliseconds since 1970, as a string of digits.
        pub send_time: Option<String> => "sendTime",
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
        pub code: Option<ResultCode> => "retcode" | "resultCode" | "returnCode" | "retCode",
        /// In words.
        pub message: Option<String> => "message" | "resultDesc",
    }
}

impl Answer for SendMessageResponse {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }
}
