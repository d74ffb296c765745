//! What is said to a visitor, before it has an address and a time.

use frontdesk_protocol::{
    ControlType, DownlinkMessage, FileType, MediaType, ResultCode, SourceType,
};

use super::transcript::Said;
use super::{html, robot};

/// Something that the robot, the system or an agent says or does.
#[derive(Debug)]
pub(crate) struct Utterance {
    pub(crate) source: SourceType,
    pub(crate) control: ControlType,
    pub(crate) media: Option<MediaType>,
    pub(crate) content: Option<String>,
    pub(crate) nickname: Option<String>,
    pub(crate) avatar: Option<String>,
    /// An agent's message has one; the others' have none.
    pub(crate) code: Option<String>,
    /// `"1"`: a file from the agent's own disk.
    pub(crate) content_type: Option<String>,
    /// What an agent's media file is.
    pub(crate) file_type: Option<FileType>,
    /// On DISCONNECT by time-out: the next message is an offline message.
    pub(crate) offline: bool,
    /// On DISCONNECT by time-out: which one.
    pub(crate) cause: Option<ResultCode>,
}

impl Utterance {
    /// A line of the robot's.
    pub(crate) fn robot(text: &str) -> Self {
        Self {
            nickname: Some(robot::NAME.to_owned()),
            avatar: Some("1".to_owned()),
            ..Self::text(SourceType::Robot, text.to_owned())
        }
    }

    /// A line of the system's.
    pub(crate) fn system(text: &str) -> Self {
        Self {
            nickname: Some("System".to_owned()),
            ..Self::text(SourceType::System, text.to_owned())
        }
    }

    /// An agent's text.
    pub(crate) fn agent(text: &str, nickname: &str, code: String) -> Self {
        Self {
            nickname: Some(nickname.to_owned()),
            avatar: Some("DefaultAvatar".to_owned()),
            code: Some(code),
            ..Self::text(SourceType::Agent, html::wrap(text))
        }
    }

    /// The end of the session, by an agent or the system; it says nothing (seed 002's example).
    pub(crate) fn disconnect(source: SourceType) -> Self {
        Self::silent(source, ControlType::Disconnect)
    }

    /// The end of the session by time-out; with tips, the visitor may write on (seed 002's example).
    pub(crate) fn timed_out(cause: ResultCode, tips: Option<&str>) -> Self {
        Self {
            media: tips.map(|_| MediaType::Text),
            content: tips.map(str::to_owned),
            offline: tips.is_some(),
            cause: Some(cause),
            ..Self::disconnect(SourceType::System)
        }
    }

    /// Something that an agent does without a word.
    pub(crate) fn deed(control: ControlType, nickname: &str) -> Self {
        Self {
            nickname: Some(nickname.to_owned()),
            avatar: Some("DefaultAvatar".to_owned()),
            ..Self::silent(SourceType::Agent, control)
        }
    }

    /// An agent has seen messages of these ids (seed 002's example).
    pub(crate) fn receipt(ids: &[String]) -> Self {
        Self {
            content: Some(ids.join(",")),
            ..Self::silent(SourceType::Agent, ControlType::Read)
        }
    }

    /// What the transcript shows of it. How a session ended is nobody's line.
    pub(crate) fn line(&self) -> Option<Said> {
        match (&self.control, &self.source) {
            (ControlType::Disconnect, SourceType::Agent) => Some(Said::remark(HUNG_UP)),
            (ControlType::Disconnect, _) if self.offline => Some(Said::remark(OFFLINE)),
            (ControlType::Disconnect, _) => Some(Said::remark(TIMED_OUT)),
            (ControlType::Chat, source) => {
                let content = self.content.as_deref()?;
                let text = if *source == SourceType::Agent {
                    shown(self.media.as_ref(), &html::plain(content))
                } else {
                    content.to_owned()
                };
                Some(Said {
                    who: source.clone(),
                    text,
                    media: self.media.clone(),
                    content: Some(content.to_owned()),
                    code: self.code.clone(),
                })
            }
            _ => None,
        }
    }

    /// The message on the wire.
    pub(crate) fn into_message(self, channel: &str, user: &str, at: i64) -> DownlinkMessage {
        DownlinkMessage {
            from: Some(channel.to_owned()),
            to: Some(user.to_owned()),
            channel: Some("WEB".to_owned()),
            control: self.control,
            media: self.media,
            content: self.content,
            source: Some(self.source),
            nickname: self.nickname,
            avatar: self.avatar,
            timestamp: Some(at),
            message_code: self.code,
            content_type: self.content_type,
            media_file_type: self.file_type,
            offline: self.offline,
            cause: self.cause,
            ..DownlinkMessage::default()
        }
    }

    fn text(source: SourceType, content: String) -> Self {
        Self {
            media: Some(MediaType::Text),
            content: Some(content),
            ..Self::silent(source, ControlType::Chat)
        }
    }

    /// Without a word.
    pub(crate) fn silent(source: SourceType, control: ControlType) -> Self {
        Self {
            source,
            control,
            media: None,
            content: None,
            nickname: None,
            avatar: None,
            code: None,
            content_type: None,
            file_type: None,
            offline: false,
            cause: None,
        }
    }
}

/// Content as a transcript of text shows it: anything but text with its type before it.
pub(crate) fn shown(media: Option<&MediaType>, content: &str) -> String {
    match media {
        None | Some(MediaType::Text) => content.to_owned(),
        Some(media) => format!("[{}] {content}", media.as_str()),
    }
}

const HUNG_UP: &str = "The agent ended the conversation";
const TIMED_OUT: &str = "Time-out: the system ended the session";
const OFFLINE: &str =
    "Time-out: the system ended the session, and keeps what the visitor still says";
