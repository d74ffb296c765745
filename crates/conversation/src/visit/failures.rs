//! Calls that got no answer.

use std::time::Duration;

use super::Conversation;
use crate::effect::{CallId, Timer};
use crate::failure::{Failure, Verdict};

/// A quiet second try is nobody's business; a fault that stays is shown.
const SHOWN_AFTER: u32 = 2;

/// How often a call is tried while the browser says that it is offline: that is not always true.
const OFFLINE_RETRY: Duration = Duration::from_secs(30);

impl Conversation {
    pub(super) fn failed(&mut self, id: CallId, failure: &Failure) {
        match self.awaited(id) {
            Some(Timer::Token) => self.token_failed(failure),
            Some(Timer::Uplink) => self.uplink_failed(failure),
            Some(Timer::Listen) => self.listening_failed(failure),
            Some(Timer::Queue) => self.queue_failed(failure),
            Some(Timer::Survey) => self.survey_failed(failure),
            Some(Timer::Rating) => self.rating_failed(failure),
            Some(Timer::Receipts) => self.receipts_failed(failure),
            Some(Timer::History) => self.history_failed(failure),
            Some(Timer::LeaveMessage) => self.message_failed(failure),
            Some(Timer::Upload) => self.upload_failed(failure),
            _ => {}
        }
    }

    /// Makes the call again by itself, where that helps; whether it will be.
    pub(super) fn again(&mut self, timer: Timer, failure: &Failure) -> bool {
        match failure.verdict() {
            Verdict::Renew => self.renew_seal(timer),
            Verdict::Repeat(wait) | Verdict::Maybe(wait) => self.back_off(timer, failure, wait),
            Verdict::Unknown | Verdict::Final => {
                self.release(timer);
                return false;
            }
        }
        true
    }

    pub(super) fn back_off(&mut self, timer: Timer, failure: &Failure, wait: Option<Duration>) {
        let wait = if self.online {
            wait
        } else {
            Some(OFFLINE_RETRY)
        };
        let chance = self.rng.u64(..);
        // What cannot even leave would otherwise wait for long without a word.
        let is_offline = !self.online && *failure == Failure::NotSent;
        let Some(lane) = self.lane(timer) else {
            return;
        };
        let effect = lane.back_off(chance, wait);
        let is_shown = is_offline || lane.tries() >= SHOWN_AFTER;
        self.effects.push(effect);
        if is_shown {
            self.set_trouble(failure.trouble());
        }
    }

    /// Applies for a new seal: at once, unless new ones are refused too.
    pub(super) fn renew_seal(&mut self, timer: Timer) {
        self.release(timer);
        self.sealed = false;
        self.seal_refusals += 1;
        if self.seal_refusals > SHOWN_AFTER && self.is_free(Timer::Token) {
            let chance = self.rng.u64(..);
            let effect = self
                .lane(Timer::Token)
                .map(|lane| lane.back_off(chance, None));
            self.effects.extend(effect);
        }
    }
}
