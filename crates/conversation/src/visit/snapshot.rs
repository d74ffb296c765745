//! What survives a reload or a crash.

use frontdesk_protocol::{FileType, Survey, limits};
use serde::{Deserialize, Serialize};

use crate::monotonic::Monotonic;
use crate::outbox::Outbox;
use crate::phase::{EndReason, Phase, Place, Rating};
use crate::seen::Seen;
use crate::transcript::{LineKey, Transcript};
use crate::visit::Conversation;
use crate::visit::kept_survey;
use crate::visit::leave_message::ToLeave;
use crate::visit::survey::Saving;

/// Raised when the form changes: an older snapshot is then not read.
const VERSION: u32 = 3;

/// How many lines a snapshot has, beside those that are still on their way up.
const LINES: usize = 300;

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
    /// Tells this visit from another, over reloads and tabs: random.
    pub(crate) id: u64,
    /// The newest moment that was handled.
    pub(crate) clock: Monotonic,
    /// Counts the snapshots asked for, over reloads and tabs.
    pub(crate) number: u64,
    pub(crate) phase: Phase,
    pub(crate) transcript: Transcript,
    pub(crate) outbox: Outbox,
    pub(crate) seen: Seen,
    /// Up to where messages have come down; empty at first.
    pub(crate) cursor: String,
    /// The proxy offers no stream.
    pub(crate) polls_only: bool,
    /// From when on messages may be missing, in milliseconds since 1970.
    pub(crate) gap: Option<i64>,
    pub(crate) recovered: u32,
    pub(crate) place: Place,
    /// The last line that the visitor has seen.
    pub(crate) saw: Option<LineKey>,
    pub(crate) unread: u32,
    /// Codes of messages that were seen, for read receipts.
    pub(crate) receipts: Vec<String>,
    /// A person has spoken: then a rating is asked for.
    pub(crate) agent_came: bool,
    pub(crate) agent_name: Option<String>,
    /// How often CONNECT was sent, each time under another id, to begin this conversation.
    pub(crate) connects: u32,
    /// CONNECT may have been carried; the queue or a message will tell.
    pub(crate) connect_in_doubt: bool,
    /// TRANS2AGENT may have been carried, or has an answer with two meanings; the queue will tell.
    pub(crate) transfer_in_doubt: bool,
    /// A new conversation began: what comes down may still be the end of the one before.
    pub(crate) stale: bool,
    /// Nothing was read since this conversation began.
    pub(crate) is_unheard: bool,
    /// Why the conversation is over while something is still asked; `None`: it is not over.
    pub(crate) ending: Option<EndReason>,
    pub(crate) rating: Rating,
    pub(crate) saving: Option<Saving>,
    #[serde(with = "kept_survey")]
    pub(crate) survey: Option<Survey>,
    pub(crate) to_leave: Option<ToLeave>,
    /// How long a text may be, in bytes of UTF-8.
    pub(crate) text_limit: u32,
    /// How large a file may be, in bytes.
    pub(crate) upload_bytes: u32,
    /// What a file may be, by extensions.
    pub(crate) file_types: Vec<String>,
    /// Whether a rating is asked for.
    pub(crate) has_survey: bool,
}

impl Kept {
    /// Why the conversation is over, if it is.
    pub(crate) fn end(&self) -> Option<&EndReason> {
        match &self.phase {
            Phase::Ended(reason) => Some(reason),
            Phase::Surveying | Phase::LeavingMessage => self.ending.as_ref(),
            _ => None,
        }
    }

    /// Whether the conversation is over upstream. One that the visitor leaves is closed by
    /// DISCONNECT, which is still to go.
    pub(crate) fn is_over(&self) -> bool {
        self.end()
            .is_some_and(|reason| *reason != EndReason::ByVisitor)
    }

    /// Whether messages can go up and come down, also while the visitor writes one to leave.
    pub(crate) fn is_talking(&self) -> bool {
        let is_leaving = self.phase == Phase::LeavingMessage && self.ending.is_none();
        self.phase.is_talking() || is_leaving
    }

    /// Whether there is a conversation, or something still to be said to the service.
    pub(crate) fn is_live(&self) -> bool {
        let is_live = self.phase.is_live() || self.is_talking();
        let has_message = self.phase == Phase::LeavingMessage && self.to_leave.is_some();
        is_live || has_message || !self.outbox.is_empty()
    }
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            id: 0,
            clock: Monotonic::default(),
            number: 0,
            phase: Phase::Idle,
            transcript: Transcript::default(),
            outbox: Outbox::default(),
            seen: Seen::default(),
            cursor: String::new(),
            polls_only: false,
            gap: None,
            recovered: 0,
            place: Place::default(),
            saw: None,
            unread: 0,
            receipts: Vec::new(),
            agent_came: false,
            agent_name: None,
            connects: 0,
            connect_in_doubt: false,
            transfer_in_doubt: false,
            stale: false,
            is_unheard: true,
            ending: None,
            rating: Rating::default(),
            saving: None,
            survey: None,
            to_leave: None,
            text_limit: limits::TEXT_BYTES,
            upload_bytes: UPLOAD_BYTES,
            file_types: FileType::OF_VISITORS
                .iter()
                .map(|file_type| file_type.as_str().to_owned())
                .collect(),
            has_survey: true,
        }
    }
}

impl Snapshot {
    /// Whether there is something to go on with.
    pub fn is_live(&self) -> bool {
        self.version == VERSION && self.kept.is_live()
    }

    /// Names the visit: the same over its reloads and tabs, and another for every other visit.
    pub fn visit(&self) -> u64 {
        self.kept.id
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
        let mut kept = self.kept.clone();
        kept.transcript.shorten(LINES);
        Snapshot {
            version: VERSION,
            kept,
        }
    }

    /// Shows what a snapshot holds; [`Input::Resumed`](crate::Input::Resumed) sets it going. `None` if
    /// the snapshot is of another version.
    pub fn restore(snapshot: Snapshot, seed: u64, trans_data: Option<String>) -> Option<Self> {
        (snapshot.version == VERSION).then(|| Self {
            restored_at: snapshot.kept.clock,
            kept: snapshot.kept,
            leads: false,
            sealed: true,
            ..Self::new(seed, trans_data)
        })
    }
}
