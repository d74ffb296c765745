//! What a visit wants done.

use std::time::Duration;

use frontdesk_protocol::{Evaluation, SatisfactionRequest, SendRequest};

use crate::phase::{EndReason, Place, Trouble};
use crate::transcript::LineKey;

/// Something to do, in the order given.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Store the snapshot; then say [`Input::Stored`](crate::Input::Stored) with this number.
    Store(u64),
    /// Make a call; then say how it went under this id.
    Call(CallId, Call),
    /// Say [`Input::Fired`](crate::Input::Fired) after this time. One that runs starts anew.
    SetTimer(Timer, Duration),
    /// Forget a timer.
    ClearTimer(Timer),
    /// Tell whoever listens.
    Announce(Announcement),
}

/// A call, with what the browser says in it; the proxy fills in who says it to whom.
#[derive(Debug, Clone, PartialEq)]
pub enum Call {
    /// Apply for a seal, with the old one if there is one.
    ApplyToken,
    /// Send a message up.
    Send(Box<SendRequest>),
    /// Ask what follows this cursor; empty: from the beginning of what is kept.
    Poll {
        /// The last cursor that was stored.
        cursor: String,
    },
    /// Ask for the place in the queue.
    Queue,
    /// Save a rating.
    Rate(SatisfactionRequest),
}

/// Tells one call's answer from another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CallId(pub(crate) u32);

/// What waits. There is at most one timer of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timer {
    /// Until a seal is applied for again.
    Token,
    /// Until the next message goes up.
    Uplink,
    /// Until the next poll.
    Poll,
    /// Until the place in the queue is asked for.
    Queue,
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
    /// How many messages came while the panel was closed.
    Unread(u32),
    /// A rating was saved.
    Rated(Evaluation),
    /// The conversation is over.
    Ended(EndReason),
    /// Something keeps the visit from going on.
    Trouble(Trouble),
}
