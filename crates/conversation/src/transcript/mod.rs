//! What was said, in the order in which it is shown.

mod lines;

use serde::{Deserialize, Serialize};

pub(crate) use lines::Transcript;

/// Names a line for as long as the visit lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LineKey(pub u32);

/// One line. Lines that history repaired stand where they belong by their time, so the order of lines
/// is that of their places, not of their keys.
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
