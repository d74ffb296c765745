//! Where a visit stands.

use serde::{Deserialize, Serialize};

/// Where a visit stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Nothing has happened; nothing runs.
    Idle,
    /// CONNECT is on its way.
    Connecting,
    /// The robot answers.
    Robot,
    /// A person was asked for.
    Queued,
    /// A person answers.
    Agent,
    /// Nobody is there, and what the visitor writes is an offline message.
    Offline,
    /// The conversation is over, the rating is asked for.
    Surveying,
    /// The conversation is over, and the visitor leaves a message.
    LeavingMessage,
    /// The conversation is over.
    Ended(EndReason),
}

impl Phase {
    /// Whether messages can go up and come down.
    pub fn is_talking(&self) -> bool {
        matches!(
            self,
            Self::Robot | Self::Queued | Self::Agent | Self::Offline
        )
    }

    /// Whether something has begun and is not over.
    pub fn is_live(&self) -> bool {
        self.is_talking() || matches!(self, Self::Connecting | Self::Surveying)
    }
}

/// Why a conversation is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EndReason {
    /// The visitor left.
    ByVisitor,
    /// The agent hung up.
    ByAgent,
    /// Too long without a word.
    TimedOut,
    /// Outside working hours (code 12 on CONNECT).
    NotWorkingTime,
    /// CONNECT was refused with this code.
    Refused(String),
    /// Nobody came: the queue timed out.
    NoAnswer,
}

impl EndReason {
    /// Whether a message can be left instead.
    pub fn offers_leave_message(&self) -> bool {
        matches!(
            self,
            Self::NotWorkingTime | Self::Refused(_) | Self::NoAnswer
        )
    }
}

/// The place in the queue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// From 1; unknown at first.
    pub position: Option<u32>,
    /// Probable wait, in seconds.
    pub estimated_wait: Option<u32>,
}

/// How far the rating has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rating {
    /// Nothing was chosen yet.
    #[default]
    Asked,
    /// What is asked is not known yet; it takes 5 s at most.
    Preparing,
    /// It is being saved.
    Saving,
    /// It could not be saved; it can be tried again or skipped.
    Failed,
}

/// What keeps the visit from going on. It goes away by itself, or by trying again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The browser is offline.
    Offline,
    /// The service does not answer, or makes no sense.
    Unreachable,
    /// Too many requests: it goes on by itself.
    Busy,
    /// The service refuses this page or this channel; trying again hardly helps.
    NotAvailable,
}
