//! What went through the cloud for one visitor, for whoever compares books afterwards.

use frontdesk_protocol::{DownlinkMessage, MessageKey};

use super::World;
use super::clock::Moment;

/// All that went up and down for one visitor, across sessions, oldest first. Kept only where
/// [`Config::ledger`](crate::Config::ledger) says so, and until it is taken.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// What the cloud took from the visitor.
    pub heard: Vec<Heard>,
    /// What was said to the visitor.
    pub told: Vec<Told>,
    answers: u64,
}

/// A chat message that the cloud took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// What it says.
    pub content: String,
    /// The id under which it came.
    pub message_id: Option<String>,
    /// It was carried a second time by the gateway itself, a fault of the kind `duplicate`.
    pub repeated: bool,
}

/// A message to the visitor.
#[derive(Debug, Clone)]
pub struct Told {
    /// As it was before it got its form on the wire.
    pub message: DownlinkMessage,
    /// The answers to polls that had it, oldest first; none where it was never handed out.
    pub handed: Vec<Handing>,
    key: Option<MessageKey>,
}

/// An answer to a poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handing {
    /// When it was made, in milliseconds since 1970.
    pub at: i64,
    /// Whether all of it was written to a connection that was open. Else it was lost on the way, or
    /// is not gone yet.
    pub whole: bool,
    answer: u64,
}

impl Ledger {
    pub(crate) fn tell(&mut self, message: &DownlinkMessage) {
        self.told.push(Told {
            message: message.clone(),
            handed: Vec::new(),
            key: message.key(),
        });
    }

    /// These messages go into one answer, whose number it is.
    pub(crate) fn hand_out(&mut self, messages: &[DownlinkMessage], now: Moment) -> u64 {
        self.answers += 1;
        let answer = self.answers;
        let handing = Handing {
            at: now.millis(),
            whole: false,
            answer,
        };
        for message in messages {
            let key = message.key();
            if let Some(told) = self.told.iter_mut().rev().find(|told| told.key == key) {
                told.handed.push(handing);
            }
        }
        answer
    }

    fn arrived(&mut self, answer: u64) {
        let handed = self.told.iter_mut().flat_map(|told| &mut told.handed);
        for handing in handed.filter(|handing| handing.answer == answer) {
            handing.whole = true;
        }
    }
}

impl World {
    /// A visitor's ledger; `None` where there is no visitor or none is kept.
    pub(crate) fn ledger(&mut self, user: &str) -> Option<&mut Ledger> {
        self.visitors.get_mut(user)?.ledger.as_mut()
    }

    /// An answer of this number has gone out whole.
    pub(crate) fn answer_arrived(&mut self, user: &str, answer: u64) {
        if let Some(ledger) = self.ledger(user) {
            ledger.arrived(answer);
        }
    }

    /// What the cloud has just taken from this visitor was carried before.
    pub(crate) fn heard_again(&mut self, user: &str, message_id: Option<&str>) {
        let ledger = self.ledger(user);
        if let Some(heard) = ledger.and_then(|ledger| ledger.heard.last_mut())
            && heard.message_id.as_deref() == message_id
        {
            heard.repeated = true;
        }
    }
}
