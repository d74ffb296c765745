//! What survives a reload or a crash.

use frontdesk_protocol::{FileType, limits};
use serde::{Deserialize, Serialize};

use crate::monotonic::Monotonic;
use crate::outbox::Outbox;
use crate::phase::{EndReason, Phase, Place};
use crate::seen::Seen;
use crate::transcript::Transcript;
use crate::visit::Conversation;

/// Raised when the form changes: an older snapshot is then not read.
const VERSION: u32 = 2;

/// A file, in bytes, where nothing else is configured.
const UPLOAD_BYTES: u32 = 2 * 1024 * 1024;

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
    /// How large a file may be, in bytes.
    pub(crate) upload_bytes: u32,
    /// What a file may be, by extensions.
    pub(crate) file_types: Vec<String>,
    /// Messages that history repaired.
    pub(crate) recovered: u32,
    /// The newest moment that was handled.
    pub(crate) clock: Monotonic,
    /// Counts the snapshots asked for, over reloads and tabs.
    pub(crate) number: u64,
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
            upload_bytes: UPLOAD_BYTES,
            file_types: FileType::OF_VISITORS
                .iter()
                .map(|file_type| file_type.as_str().to_owned())
                .collect(),
            recovered: 0,
            clock: Monotonic::default(),
            number: 0,
        }
    }
}

impl Snapshot {
    /// Whether there is something to go on with.
    pub fn is_live(&self) -> bool {
        self.version == VERSION && self.kept.phase.is_live()
    }

    /// The newest moment that the visit knows of: whoever drives it goes on from there.
    pub fn clock(&self) -> Monotonic {
        self.kept.clock
    }

    /// Grows with every snapshot of a visit, over reloads and tabs: of two snapshots the one with the
    /// higher number is newer.
    pub fn version_number(&self) -> u64 {
        self.kept.number
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
