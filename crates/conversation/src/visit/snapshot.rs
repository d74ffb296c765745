//! What survives a reload or a crash.

use frontdesk_protocol::limits;
use serde::{Deserialize, Serialize};

use crate::outbox::Outbox;
use crate::phase::{EndReason, Phase, Place};
use crate::seen::Seen;
use crate::transcript::Transcript;
use crate::visit::Conversation;

/// Raised when the form changes: an older snapshot is then not read.
const VERSION: u32 = 1;

/// A visit as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    version: u32,
    kept: Kept,
}

/// The part of a visit that is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) phase: Phase,
    pub(crate) transcript: Transcript,
    pub(crate) outbox: Outbox,
    pub(crate) seen: Seen,
    /// Up to where messages have come down; empty at first.
    pub(crate) cursor: String,
    pub(crate) place: Place,
    pub(crate) unread: u32,
    /// A person has spoken: then a rating is asked for.
    pub(crate) agent_came: bool,
    pub(crate) agent_name: Option<String>,
    /// The rating is asked for before DISCONNECT was sent, or why the conversation ended.
    pub(crate) ending: Option<EndReason>,
    /// TRANS2AGENT was answered with a code that has two meanings; the queue will tell.
    pub(crate) transfer_in_doubt: bool,
    /// A new conversation began: what comes down may still be the end of the one before.
    pub(crate) stale: bool,
    /// How long a text may be, in bytes of UTF-8.
    pub(crate) text_limit: u32,
    /// Whether a rating is asked for.
    pub(crate) survey: bool,
}

impl Kept {
    /// Whether what waits to go up belongs to a conversation that is over.
    pub(crate) fn is_over(&self) -> bool {
        match (&self.phase, &self.ending) {
            (Phase::Connecting, _) => true,
            (Phase::Ended(reason), _) | (Phase::Surveying, Some(reason)) => {
                *reason != EndReason::ByVisitor
            }
            _ => false,
        }
    }
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            phase: Phase::Idle,
            transcript: Transcript::default(),
            outbox: Outbox::default(),
            seen: Seen::default(),
            cursor: String::new(),
            place: Place::default(),
            unread: 0,
            agent_came: false,
            agent_name: None,
            ending: None,
            transfer_in_doubt: false,
            stale: false,
            text_limit: limits::TEXT_BYTES,
            survey: true,
        }
    }
}

impl Snapshot {
    /// Whether there is something to go on with.
    pub fn is_live(&self) -> bool {
        self.version == VERSION && self.kept.phase.is_live()
    }
}

impl Conversation {
    /// What is to be stored now.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            version: VERSION,
            kept: self.kept.clone(),
        }
    }

    /// Goes on from a snapshot; [`Input::Resumed`](crate::Input::Resumed) sets it going. `None` if
    /// the snapshot is of another version.
    pub fn restore(snapshot: Snapshot, seed: u64, trans_data: Option<String>) -> Option<Self> {
        (snapshot.version == VERSION).then(|| Self {
            kept: snapshot.kept,
            sealed: true,
            ..Self::new(seed, trans_data)
        })
    }
}
