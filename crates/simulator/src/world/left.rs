//! Messages that visitors leave when nobody is there (seed 003 §15).

use frontdesk_protocol::ResultCode;

use super::clock::Moment;
use super::visitor::{Phase, Visitor};
use super::{Outcome, World};

/// A message that was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftMessage {
    /// The visitor's user id.
    pub user: String,
    /// The visitor's name.
    pub name: String,
    /// Where to call back.
    pub caller: String,
    /// What was said.
    pub message: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

impl World {
    /// Takes it from who has no session, and from who has been turned away: a session that is
    /// refused, or a person who was asked for and does not come.
    pub(crate) fn leave_message(
        &mut self,
        user: &str,
        caller: &str,
        message: &str,
        now: Moment,
    ) -> Outcome {
        let Some(visitor) = self.visitors.get(user) else {
            return Outcome::no_session();
        };
        if !may_leave(visitor) {
            return Outcome::refused(ResultCode::NoAgents, "there is a session: say it there.");
        }
        if message.chars().count() > MESSAGE_CHARS {
            return Outcome::refused(
                ResultCode::Other(NOT_TAKEN.to_owned()),
                "leaveMessage must have 1000 characters at most.",
            );
        }
        if !is_phone_number(caller) {
            return Outcome::refused(
                ResultCode::Other(NO_NUMBER.to_owned()),
                "caller must be a phone number.",
            );
        }
        let left = LeftMessage {
            user: user.to_owned(),
            name: visitor.name.clone(),
            caller: caller.to_owned(),
            message: message.to_owned(),
            at: now.millis(),
        };
        self.services.left.add(left);
        self.touch();
        Outcome::success("Save leaveMessage success!")
    }

    /// Oldest first.
    pub(crate) fn left(&self) -> impl DoubleEndedIterator<Item = &LeftMessage> {
        self.services.left.iter()
    }

    /// The visitor asks for somebody, and may leave a message when nobody comes.
    pub(super) fn asks_for_somebody(&mut self, user: &str) {
        if let Some(visitor) = self.visitors.get_mut(user) {
            visitor.services.asked_for_somebody = true;
        }
    }
}

fn may_leave(visitor: &Visitor) -> bool {
    match visitor.phase {
        Phase::New | Phase::Ended => true,
        // Who has asked and is back with the robot has been refused or has waited too long.
        Phase::Robot => visitor.services.asked_for_somebody,
        Phase::Queued | Phase::WithAgent => false,
    }
}

fn is_phone_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (1..=PHONE_DIGITS).contains(&digits)
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b" +-()/.".contains(&byte))
}

// The documents list 0, 2, 3 and 13 without saying which is which.
const NOT_TAKEN: &str = "2";
const NO_NUMBER: &str = "3";
const MESSAGE_CHARS: usize = 1000;
const PHONE_DIGITS: usize = 32;
