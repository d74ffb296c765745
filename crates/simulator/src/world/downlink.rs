//! What is said to a visitor, before it has an address and a time.

use frontdesk_protocol::{ControlType, DownlinkMessage, MediaType, Questions, SourceType};

use super::html;

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
    /// Questions to choose from, of the robot.
    pub(crate) questions: Questions,
    /// Numbers the robot's answer.
    pub(crate) inter_idx: Option<String>,
}

impl Utterance {
    /// A line of the robot's.
    pub(crate) fn robot(text: &str, name: &str) -> Self {
        Self {
            nickname: Some(name.to_owned()),
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
        Self {
            source,
            control: ControlType::Disconnect,
            media: None,
            content: None,
            nickname: None,
            avatar: None,
            code: None,
            questions: Questions::None,
            inter_idx: None,
        }
    }

    /// What the transcript shows of it, and as whose line. How a session ended is nobody's.
    pub(crate) fn line(&self) -> Option<(SourceType, String)> {
        let content = self.content.as_deref();
        let text = match (&self.control, &self.source) {
            (ControlType::Disconnect, by) => {
                let how = if *by == SourceType::Agent {
                    HUNG_UP
                } else {
                    TIMED_OUT
                };
                return Some((SourceType::System, how.to_owned()));
            }
            (_, SourceType::Agent | SourceType::Robot) => {
                shown(self.media.as_ref(), &html::plain(content?))
            }
            _ => content?.to_owned(),
        };
        Some((self.source.clone(), text))
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
            questions: self.questions,
            inter_idx: self.inter_idx,
            ..DownlinkMessage::default()
        }
    }

    fn text(source: SourceType, content: String) -> Self {
        Self {
            source,
            control: ControlType::Chat,
            media: Some(MediaType::Text),
            content: Some(content),
            nickname: None,
            avatar: None,
            code: None,
            questions: Questions::None,
            inter_idx: None,
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

const HUNG_UP: &str = "You ended the conversation";
const TIMED_OUT: &str = "The visitor was gone too long: the system ended the conversation";
