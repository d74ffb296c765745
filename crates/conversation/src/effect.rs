//! What a visit wants done.

use std::time::Duration;

use frontdesk_protocol::{
    Evaluation, FileType, LeaveMessageRequest, SatisfactionRequest, SendRequest,
};

use crate::phase::{EndReason, Place, Trouble};
use crate::transcript::LineKey;

/// Something to do, in the order given.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Store the snapshot; then say [`Input::Stored`](crate::Input::Stored) with this number.
    Store(u64),
    /// Make a call; then say how it went under this id.
    Call(CallId, Call),
    /// Nobody waits for this call any more: end it. Whatever it says is not heard.
    Abort(CallId),
    /// Say [`Input::Fired`](crate::Input::Fired) after this time. One that runs starts anew.
    SetTimer(Timer, Duration),
    /// Forget a timer.
    ClearTimer(Timer),
    /// Tell whoever listens.
    Announce(Announcement),
    /// The bytes of the file with this [handle](crate::FileRef::handle) are not needed any more.
    Release(u32),
}

/// A call, with what the browser says in it; the proxy fills in who says it to whom.
#[derive(Debug, Clone, PartialEq)]
pub enum Call {
    /// Apply for a seal, with the old one if there is one, the locale and an identity.
    ApplyToken,
    /// Send a message up.
    Send {
        /// What is said.
        request: Box<SendRequest>,
        /// Under which epoch it was tried first, for the header `frontdesk-epoch`; only with a
        /// repeat of what may have been carried.
        epoch: Option<String>,
    },
    /// Ask what follows this cursor; empty: from the beginning of what is kept.
    Poll {
        /// The last cursor that was stored.
        cursor: String,
    },
    /// Listen to the stream of what follows this cursor, until it fails or is aborted. What it says
    /// comes as [`Input::Heard`](crate::Input::Heard), its end as
    /// [`Input::Failed`](crate::Input::Failed).
    Listen {
        /// The last cursor that was stored.
        cursor: String,
    },
    /// Ask for the place in the queue.
    Queue,
    /// Ask what the survey is, in the visitor's language.
    SurveyMode,
    /// Save a rating.
    Rate {
        /// The rating.
        request: SatisfactionRequest,
        /// For the header `Idempotency-Key`.
        key: String,
    },
    /// Send a file's bytes up; [`Input::Progress`](crate::Input::Progress) may say how far it is.
    Upload {
        /// Which file; see [`FileRef`](crate::FileRef).
        handle: u32,
        /// What it is.
        file_type: FileType,
        /// For the header `Idempotency-Key`.
        key: String,
    },
    /// Leave a message for when nobody is there.
    LeaveMessage {
        /// The message.
        request: LeaveMessageRequest,
        /// For the header `Idempotency-Key`.
        key: String,
    },
    /// Ask what was said before.
    History {
        /// From when on, in milliseconds since 1970.
        since: i64,
        /// How many of the first to leave out.
        offset: u32,
        /// How many at most.
        limit: u32,
    },
}

/// Tells one call's answer from another's. A restored visit begins anew, so answers to an earlier
/// page's calls must not reach it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(pub(crate) u32);

/// What waits. There is at most one timer of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timer {
    /// Until a seal is applied for again.
    Token,
    /// Until the next message goes up.
    Uplink,
    /// Until the next poll or stream.
    Listen,
    /// Until a silent stream is given up.
    Beat,
    /// Until the place in the queue is asked for.
    Queue,
    /// Until the agent is not typing any more.
    Typing,
    /// Until read receipts go up.
    Receipts,
    /// Until the survey is not waited for any more.
    Survey,
    /// Until a rating is saved again.
    Rating,
    /// Until history is asked for again.
    History,
    /// Until a message is left again.
    LeaveMessage,
    /// Until a file goes up again.
    Upload,
}

/// News for the host page.
#[derive(Debug, Clone, PartialEq)]
pub enum Announcement {
    /// The robot is there.
    Connected,
    /// A person was asked for.
    TransferAsked,
    /// The place in the queue has changed.
    Queue(Place),
    /// A person is there.
    AgentJoined(Option<String>),
    /// A message came down.
    Message(LineKey),
    /// How many messages the visitor has not seen.
    Unread(u32),
    /// A rating was saved.
    Rated(Evaluation),
    /// The conversation is over.
    Ended(EndReason),
    /// Something keeps the visit from going on.
    Trouble(Trouble),
}
