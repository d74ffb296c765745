//! What happens to a visit.

use frontdesk_protocol::{
    ApplyTokenResponse, Evaluation, PollResponse, QueueInfo, SatisfactionResponse, SendResponse,
};

use crate::effect::{CallId, Timer};
use crate::failure::Failure;
use crate::transcript::LineKey;

/// Something that happened. Times of day are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// The visitor opened the panel.
    Opened,
    /// The visitor closed the panel.
    Closed,
    /// A page was loaded and the visit restored from its snapshot.
    Resumed,
    /// The visitor sent a text.
    Submitted {
        /// The text, not empty and within the limit.
        text: String,
        /// Time of day.
        at: i64,
    },
    /// The visitor sends a message again that failed or was not confirmed; under a new id.
    SentAgain {
        /// Which one.
        line: LineKey,
        /// Time of day.
        at: i64,
    },
    /// The visitor asked for a person.
    AskedForAgent {
        /// Time of day.
        at: i64,
    },
    /// The visitor ended the conversation.
    Left {
        /// Time of day.
        at: i64,
    },
    /// The visitor rated.
    Rated {
        /// 1 to 5.
        evaluation: Evaluation,
        /// Fewer than 512 characters; may be empty.
        comment: String,
    },
    /// The visitor does not want to rate.
    RatingSkipped,
    /// The visitor begins a new conversation.
    StartedAgain {
        /// Time of day.
        at: i64,
    },
    /// The visitor does not want to wait for the next automatic try.
    TriedNow,
    /// A snapshot was stored.
    Stored(u64),
    /// A call was answered.
    Answered(CallId, Reply),
    /// A call has no answer.
    Failed(CallId, Failure),
    /// A timer went off.
    Fired(Timer),
}

/// An answer, by the call that it answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// To [`Call::ApplyToken`](crate::Call::ApplyToken).
    Token(ApplyTokenResponse),
    /// To [`Call::Send`](crate::Call::Send).
    Sent(SendResponse),
    /// To [`Call::Poll`](crate::Call::Poll).
    Polled(PollResponse),
    /// To [`Call::Queue`](crate::Call::Queue).
    Queue(QueueInfo),
    /// To [`Call::Rate`](crate::Call::Rate).
    Rated(SatisfactionResponse),
}
