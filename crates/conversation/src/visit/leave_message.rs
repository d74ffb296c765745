//! A message for when nobody is there.

use frontdesk_protocol::{Answer, LeaveMessageRequest, LeaveMessageResponse};
use serde::{Deserialize, Serialize};

use super::Conversation;
use crate::effect::{Call, Timer};
use crate::failure::{Failure, Verdict};
use crate::monotonic::Monotonic;
use crate::outbox::message_id;
use crate::phase::{Phase, Trouble};
use crate::transcript::Event;

/// A message on its way, or in the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ToLeave {
    pub(super) phone: String,
    pub(super) text: String,
    at: i64,
    key: String,
    /// When a try failed first that may have arrived.
    since: Option<Monotonic>,
    needs: u64,
    /// It could not be left, and waits in the form.
    pub(super) is_draft: bool,
}

impl Conversation {
    /// From the end of a conversation, or from the robot where no agent could be had.
    pub(super) fn leave_message_wanted(&mut self) {
        self.kept.ending = match &self.kept.phase {
            Phase::Ended(reason) => Some(reason.clone()),
            Phase::Robot => None,
            _ => return,
        };
        self.refusal = None;
        self.set_phase(Phase::LeavingMessage);
    }

    pub(super) fn leave_message_dropped(&mut self) {
        if self.kept.phase != Phase::LeavingMessage {
            return;
        }
        self.kept.to_leave = None;
        self.clear(Timer::LeaveMessage);
        self.form_closes();
    }

    fn form_closes(&mut self) {
        self.refusal = None;
        let ending = self.kept.ending.take();
        self.set_phase(ending.map_or(Phase::Robot, Phase::Ended));
    }

    pub(super) fn message_left(&mut self, phone: String, text: String, at: i64) {
        let has_text = !text.trim().is_empty();
        if self.kept.phase != Phase::LeavingMessage || self.is_leaving_message() || !has_text {
            return;
        }
        self.refusal = None;
        self.kept.to_leave = Some(ToLeave {
            phone,
            text,
            at,
            key: message_id(&mut self.rng),
            since: None,
            needs: self.next_number(),
            is_draft: false,
        });
        self.dirty = true;
    }

    pub(super) fn leave_message(&mut self) {
        let (Some(message), true) = (&self.kept.to_leave, self.is_free(Timer::LeaveMessage)) else {
            return;
        };
        if message.is_draft || !self.is_stored(message.needs) {
            return;
        }
        let request = LeaveMessageRequest {
            caller: Some(message.phone.clone()),
            message: Some(message.text.clone()),
            ..LeaveMessageRequest::default()
        };
        let key = message.key.clone();
        self.call(Timer::LeaveMessage, Call::LeaveMessage { request, key });
    }

    pub(super) fn message_answered(&mut self, answer: &LeaveMessageResponse) {
        self.done(Timer::LeaveMessage);
        self.let_through();
        if answer.is_success() {
            let message = self.kept.to_leave.take();
            self.note(Event::MessageLeft, message.map(|message| message.at));
            self.form_closes();
        } else {
            let code = answer.code().map_or("", |code| code.as_str());
            self.refusal = Some(code.to_owned());
            self.back_into_form(Trouble::NotAvailable);
        }
    }

    pub(super) fn message_failed(&mut self, failure: &Failure) {
        let may_have_arrived = matches!(failure.verdict(), Verdict::Maybe(_));
        let (now, mut since) = (self.now, None);
        if let Some(message) = &mut self.kept.to_leave {
            if may_have_arrived {
                message.since.get_or_insert(now);
                self.dirty = true;
            }
            since = message.since;
        }
        let is_spent = since.is_some_and(|since| self.is_spent(since));
        if is_spent || !self.again(Timer::LeaveMessage, failure) {
            self.back_into_form(failure.trouble());
        }
    }

    /// What cannot be repeated any more is the visitor's again.
    fn back_into_form(&mut self, trouble: Trouble) {
        self.clear(Timer::LeaveMessage);
        if let Some(message) = &mut self.kept.to_leave {
            message.is_draft = true;
        }
        self.dirty = true;
        self.set_trouble(trouble);
    }
}
