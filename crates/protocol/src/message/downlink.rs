//! A message on its way down to the visitor.

use crate::lenient::{ParseJson, Value};
use crate::message::content::Content;
use crate::message::questions::Questions;
use crate::message::read::{plain_ids, read_ids};
use crate::message::words::{ControlType, MediaType, SourceType};
use crate::{FileType, ResultCode};

wire! {
    /// A message to the visitor, by poll or push (seed 003 §5.1.1, seed 002 table 3).
    pub struct DownlinkMessage {
        /// Channel configuration id.
        pub from: Option<String> => "from",
        /// The visitor's user id.
        pub to: Option<String> => "to",
        /// Kind of channel: `WEB`.
        pub channel: Option<String> => "channel",
        /// What the message does.
        pub control: ControlType => "controlType",
        /// What the content is; null on DISCONNECT and READ.
        pub media: Option<MediaType> => "mediaType",
        /// The content, in the form of its media type; JSON that is no string is kept as its text.
        pub content: Option<String> => "content" by Value::into_content,
        /// Who speaks.
        pub source: Option<SourceType> => "sourceType",
        /// Name to show; translated for the system.
        pub nickname: Option<String> => "senderNickname",
        /// `"1"`, `"DefaultAvatar"` or an address.
        pub avatar: Option<String> => "senderAvatar",
        /// When it was sent, in milliseconds since 1970.
        pub timestamp: Option<i64> => "timestamp" | "sendTime",
        /// Code of an agent's message, at most 64 characters; null on system and robot lines.
        pub message_code: Option<String> => "messageCode",
        /// On DISCONNECT: the next message is an offline message.
        pub offline: bool => "isOfflineStatus",
        /// From the robot: questions like the one that was asked.
        pub questions: Questions => "simQuestions",
        /// From the robot: names its answer, for feedback on it.
        pub inter_idx: Option<String> => "interIdx",
        /// The call; null where there is none.
        pub call_id: Option<String> => "callId",
        /// `"1"`: a file from the agent's own disk; else one of the library.
        pub content_type: Option<String> => "contentType",
        /// What a media file is.
        pub media_file_type: Option<FileType> => "mediaFileType",
        /// Undocumented.
        pub queue_flag: Option<String> => "queueFlag",
        /// Undocumented, on the robot's lines.
        pub robot_gender: Option<String> => "robotGender",
        /// Why a session ended: 164003 and 164004 are time-outs.
        pub cause: Option<ResultCode> => "causeId" | "causeCode",
        /// From the proxy: it was lost on the way and comes late, and belongs where its time says.
        pub missed: bool => "frontdeskMissed",
    }
}

impl DownlinkMessage {
    /// What the content is, by its media type.
    pub fn content(&self, json: &impl ParseJson) -> Content {
        Content::parse(self, json)
    }

    /// On READ: the ids of the messages that were read.
    pub fn read_ids(&self, json: &impl ParseJson) -> Vec<String> {
        read_ids(self.content.as_deref().unwrap_or_default(), json)
    }

    /// Whether a file lies on the agents' own storage instead of in the tenant's library.
    pub fn is_local_file(&self) -> bool {
        self.content_type.as_deref() == Some("1")
    }

    /// What makes two messages the same one. `None` for a message that has neither a code nor a time:
    /// it cannot be told from the same words said again, and a line twice is less than a line lost.
    ///
    /// A code alone does not: it is used again to withdraw a message. Without a code, everything
    /// that the message says must be equal. What means the same is the same: null and empty content,
    /// a chat's missing media type and TEXT, the ids of a read receipt in whichever form.
    pub fn key(&self) -> Option<MessageKey> {
        let code = self.message_code.as_deref().map(str::trim);
        let media = match &self.media {
            None if self.control == ControlType::Chat => Some(MediaType::Text.as_str()),
            media => media.as_ref().map(MediaType::as_str),
        };
        let content = self.content.as_deref().unwrap_or_default();
        let is_receipt = self.control == ControlType::Read;
        let ids = is_receipt.then(|| MessageKey::of(&plain_ids(content)));
        let content = Some(ids.as_ref().map_or(content, |ids| &ids.0));
        let control = Some(self.control.as_str());
        Some(match code.filter(|code| !code.is_empty()) {
            Some(code) => MessageKey::of(&[Some(code), control, media, content]),
            None => {
                let timestamp = self.timestamp?.to_string();
                MessageKey::of(&[
                    self.from.as_deref(),
                    self.to.as_deref(),
                    self.source.as_ref().map(SourceType::as_str),
                    control,
                    media,
                    Some(&timestamp),
                    content,
                ])
            }
        })
    }
}

/// Tells one message from another; see [`DownlinkMessage::key`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageKey(String);

impl MessageKey {
    /// The key as bytes, for a print of it.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Parts with their lengths, so that no content can pass for another's parts.
    fn of(parts: &[Option<&str>]) -> Self {
        let mut key = String::new();
        for part in parts {
            match part {
                Some(part) => {
                    key.push_str(&part.len().to_string());
                    key.push(':');
                    key.push_str(part);
                }
                None => key.push('-'),
            }
        }
        Self(key)
    }
}
