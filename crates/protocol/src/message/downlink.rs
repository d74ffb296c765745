//! A message on its way down to the visitor.

use crate::message::words::{ControlType, MediaType, SourceType};

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
        /// The content, in the form of its media type.
        pub content: Option<String> => "content",
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
    }
}

impl DownlinkMessage {
    /// What makes two messages the same one.
    ///
    /// A code alone does not: it is used again to withdraw a message. Without a code, everything
    /// that the message says must be equal.
    pub fn key(&self) -> MessageKey {
        let media = self.media.as_ref().map(MediaType::as_str);
        let content = self.content.as_deref();
        let control = Some(self.control.as_str());
        match self.message_code.as_deref().filter(|code| !code.is_empty()) {
            Some(code) => MessageKey::of(&[Some(code), control, media, content]),
            None => {
                let timestamp = self.timestamp.map(|millis| millis.to_string());
                MessageKey::of(&[
                    self.from.as_deref(),
                    self.to.as_deref(),
                    self.source.as_ref().map(SourceType::as_str),
                    control,
                    media,
                    timestamp.as_deref(),
                    content,
                ])
            }
        }
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
