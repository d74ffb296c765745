//! After every input: store what changed, and make the calls that the state asks for.

use super::{Conversation, KINDS};
use crate::effect::{Call, Effect, Timer};
use crate::phase::Phase;

impl Conversation {
    pub(super) fn settle(&mut self) {
        self.let_go_what_is_spent();
        self.mark_next_uplink();
        if self.dirty {
            self.dirty = false;
            self.kept.number += 1;
            self.effects.push(Effect::Store(self.kept.number));
        }
        if !self.kept.is_live() {
            self.rest();
            return;
        }
        if !self.hears() {
            self.stop_listening();
        }
        if !self.sealed {
            if self.is_free(Timer::Token) {
                self.call(Timer::Token, Call::ApplyToken);
            }
            return;
        }
        self.send_next();
        self.listen_next();
        self.ask_queue();
        self.upload_next();
        self.send_receipts();
        self.ask_history();
        self.ask_survey();
        self.save_rating();
        self.leave_message();
    }

    /// Nothing is alive: no timer, no request, and answers on their way are not waited for.
    fn rest(&mut self) {
        if self.kept.phase != Phase::LeavingMessage {
            self.trouble = None;
        }
        self.stop_listening();
        for kind in KINDS {
            self.clear(kind);
        }
    }

    /// Whatever is changed now is stored under this number.
    pub(super) fn next_number(&self) -> u64 {
        self.kept.number + 1
    }

    /// Whether everything that was changed is stored.
    pub(super) fn is_all_stored(&self) -> bool {
        self.is_stored(self.kept.number)
    }
}
