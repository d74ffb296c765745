//! What was said, in the order in which it is shown.

use frontdesk_protocol::{DownlinkMessage, SourceType};
use serde::{Deserialize, Serialize};

/// How many lines are kept. What is older was read long ago, or is in the company's archive.
const KEPT_LINES: usize = 1000;

/// Names a line for as long as the visit lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LineKey(pub u32);

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Its name.
    pub key: LineKey,
    /// Who says it.
    pub sender: Sender,
    /// What is said.
    pub body: Body,
    /// Time of day, in milliseconds since 1970, where it is known.
    pub at: Option<i64>,
    /// How far a line of the visitor's has come.
    pub delivery: Option<Delivery>,
    /// Of the visitor's: the id under which it went up. Of what came down: its message code.
    pub message_id: Option<String>,
    /// Questions of the robot's to choose from.
    pub questions: Vec<String>,
    /// Names an answer of the robot's, for feedback on it.
    pub answer_id: Option<String>,
    /// What a file that came down is, by its extension; hostile.
    pub file_type: Option<String>,
    /// A file that came down lies on the agents' own storage, not in the tenant's library.
    pub is_local_file: bool,
}

/// Who says a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sender {
    /// The visitor.
    Visitor,
    /// The robot, by its name.
    Robot(Option<String>),
    /// A person, by name.
    Agent(Option<String>),
    /// The service itself.
    System,
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Body {
    /// What the visitor typed.
    Text(String),
    /// What came down, in the form of its media type; hostile.
    Content {
        /// The wire's word; `None` where there was none.
        media: Option<String>,
        /// As it came.
        content: String,
    },
    /// A file of the visitor's.
    File {
        /// Its name.
        name: String,
        /// Its size in bytes.
        size: u64,
        /// The wire's word for what it is sent as: `FILE`, `FILE_IMAGE` or `FILE_VIDEO`.
        media: String,
        /// The wire's content, once the bytes are up.
        content: Option<String>,
    },
    /// Something that happened.
    Event(Event),
    /// It was withdrawn by who wrote it.
    Withdrawn,
}

/// Something that happened in the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The visitor asked for a person.
    AskedForAgent,
    /// No person could be had.
    NoAgents,
    /// The agent hung up.
    AgentLeft,
    /// The session timed out.
    TimedOut,
    /// The visitor left.
    VisitorLeft,
    /// A rating was saved.
    RatingSaved,
    /// A new conversation begins.
    StartedAgain,
    /// The proxy forgot where this visit was: messages may be missing.
    Interrupted,
    /// A message was left.
    MessageLeft,
    /// Nobody came.
    QueueTimedOut,
}

/// How far a message of the visitor's has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delivery {
    /// The file's bytes are on their way: so many percent.
    Uploading(u8),
    /// On its way, or waiting for the way to open.
    Sending,
    /// Taken by the service.
    Sent,
    /// Read by an agent.
    Read,
    /// Not taken.
    Failed(NotSent),
    /// Perhaps taken: its answer was lost.
    Unconfirmed,
}

/// Why a message was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotSent {
    /// The service was not there for too long.
    Unreachable,
    /// The service refused it.
    Refused,
    /// The conversation was over before it could go.
    Over,
    /// The page was left before the file's bytes were up.
    FileGone,
    /// The file is larger than allowed.
    TooLarge,
}

/// The lines, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Transcript {
    lines: Vec<Line>,
    next_key: u32,
    /// Counts every change, so that a reader knows whether to look.
    #[serde(skip)]
    revision: u64,
}

impl Transcript {
    pub(crate) fn push(&mut self, sender: Sender, body: Body, at: Option<i64>) -> LineKey {
        let key = LineKey(self.next_key);
        self.next_key = self.next_key.wrapping_add(1);
        let delivery = match (&sender, &body) {
            (Sender::Visitor, Body::Text(_)) => Some(Delivery::Sending),
            (Sender::Visitor, Body::File { .. }) => Some(Delivery::Uploading(0)),
            _ => None,
        };
        self.lines.push(Line {
            key,
            sender,
            body,
            at,
            delivery,
            message_id: None,
            questions: Vec::new(),
            answer_id: None,
            file_type: None,
            is_local_file: false,
        });
        if self.lines.len() > KEPT_LINES {
            self.lines.remove(0);
        }
        self.revision += 1;
        key
    }

    /// Shows what came down. A message without content has nothing to show.
    pub(crate) fn push_downlink(&mut self, message: DownlinkMessage) -> Option<LineKey> {
        let content = message
            .content
            .filter(|content| !content.trim().is_empty())?;
        let name = message.nickname.filter(|name| !name.trim().is_empty());
        let sender = match message.source {
            Some(SourceType::Agent) => Sender::Agent(name),
            Some(SourceType::Robot) => Sender::Robot(name),
            _ => Sender::System,
        };
        let media = message.media.map(|media| media.as_str().to_owned());
        Some(self.push(sender, Body::Content { media, content }, message.timestamp))
    }

    pub(crate) fn set_delivery(&mut self, key: LineKey, delivery: Delivery) {
        if let Some(line) = self.lines.iter_mut().rev().find(|line| line.key == key) {
            line.delivery = Some(delivery);
            self.revision += 1;
        }
    }

    pub(crate) fn remove(&mut self, key: LineKey) -> Option<Line> {
        let index = self.lines.iter().position(|line| line.key == key)?;
        self.revision += 1;
        Some(self.lines.remove(index))
    }

    pub(crate) fn line(&self, key: LineKey) -> Option<&Line> {
        self.lines.iter().rev().find(|line| line.key == key)
    }

    pub(crate) fn lines(&self) -> &[Line] {
        &self.lines
    }

    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }
}
