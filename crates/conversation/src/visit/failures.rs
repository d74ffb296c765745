//! Calls that got no answer.

use std::time::Duration;

use crate::effect::CallId;
use crate::failure::{Failure, Verdict};
use crate::outbox::UplinkKind;
use crate::phase::Phase;
use crate::transcript::{Delivery, NotSent};
use crate::visit::{Carrying, Conversation};

/// A message that the service is not there for fails after so many tries (about a minute).
const UPLINK_TRIES: u32 = 8;

/// A quiet second try is nobody's business; a fault that stays is shown.
const SHOWN_AFTER: u32 = 2;

/// When the place in the queue is asked for again after a failure.
const QUEUE_RETRY: Duration = Duration::from_secs(10);

impl Conversation {
    pub(super) fn failed(&mut self, id: CallId, failure: &Failure) {
        if self.token.is_busy_with(id) {
            self.token_failed(failure);
        } else if self.uplink.is_busy_with(id) {
            self.uplink_failed(failure);
        } else if self.poll.is_busy_with(id) {
            self.poll_failed(failure);
        } else if self.queue.is_busy_with(id) {
            self.queue_failed(failure);
        } else if self.saves_with(id) {
            self.save_failed(failure);
        }
    }

    fn token_failed(&mut self, failure: &Failure) {
        self.set_trouble(failure.trouble());
        match failure.verdict() {
            Verdict::Final => self.token.stick(),
            Verdict::Repeat(wait) => self.effects.push(self.token.back_off(&mut self.rng, wait)),
            Verdict::Renew | Verdict::Unknown => {
                self.effects.push(self.token.back_off(&mut self.rng, None));
            }
        }
    }

    fn uplink_failed(&mut self, failure: &Failure) {
        let connecting = self.carrying == Carrying::Connect;
        if !connecting && self.kept.is_over() {
            self.uplink.release();
            match failure.verdict() {
                Verdict::Unknown => self.unconfirmed(),
                _ => self.give_up(NotSent::Over),
            }
            return;
        }
        match failure.verdict() {
            Verdict::Renew => {
                self.not_carried();
                self.uplink.release();
                self.renew_seal();
            }
            Verdict::Repeat(wait) => {
                self.not_carried();
                self.try_later(failure, wait);
            }
            // CONNECT once more does no harm: a session that is there goes on.
            Verdict::Unknown if connecting => self.try_later(failure, None),
            Verdict::Final if connecting => {
                self.set_trouble(failure.trouble());
                self.uplink.stick();
            }
            Verdict::Unknown => {
                self.uplink.release();
                self.unconfirmed();
            }
            Verdict::Final => {
                self.uplink.release();
                self.give_up(NotSent::Refused);
            }
        }
    }

    fn try_later(&mut self, failure: &Failure, wait: Option<Duration>) {
        let wait = self.uplink.back_off(&mut self.rng, wait);
        let connecting = self.carrying == Carrying::Connect;
        if connecting || self.uplink.tries() >= SHOWN_AFTER {
            self.set_trouble(failure.trouble());
        }
        if !connecting && self.uplink.tries() >= UPLINK_TRIES {
            self.effects.extend(self.uplink.clear());
            self.give_up(NotSent::Unreachable);
        } else {
            self.effects.push(wait);
        }
    }

    /// The first message certainly did not arrive.
    fn not_carried(&mut self) {
        if self.carrying == Carrying::Uplink
            && let Some(uplink) = self.kept.outbox.first_mut()
        {
            uplink.tried = false;
            self.dirty = true;
        }
    }

    /// The first message may have arrived. It does not hold back the next.
    pub(super) fn unconfirmed(&mut self) {
        let Some(uplink) = self.kept.outbox.shift() else {
            return;
        };
        self.dirty = true;
        match &uplink.kind {
            UplinkKind::Chat { line, .. } => {
                self.kept
                    .transcript
                    .set_delivery(*line, Delivery::Unconfirmed);
            }
            // If it arrived, the queue knows of it; if not, the queue says so.
            UplinkKind::TransferToAgent => self.kept.transfer_in_doubt = true,
            UplinkKind::Disconnect => {}
        }
    }

    fn give_up(&mut self, reason: NotSent) {
        let Some(uplink) = self.kept.outbox.shift() else {
            return;
        };
        self.dirty = true;
        match &uplink.kind {
            UplinkKind::Chat { line, .. } => {
                self.kept
                    .transcript
                    .set_delivery(*line, Delivery::Failed(reason));
            }
            UplinkKind::TransferToAgent if self.kept.phase == Phase::Queued => self.no_agents(),
            UplinkKind::TransferToAgent | UplinkKind::Disconnect => {}
        }
    }

    fn poll_failed(&mut self, failure: &Failure) {
        let wait = match failure.verdict() {
            Verdict::Renew => {
                self.poll.release();
                self.renew_seal();
                return;
            }
            Verdict::Repeat(wait) => wait,
            Verdict::Unknown | Verdict::Final => None,
        };
        self.effects.push(self.poll.back_off(&mut self.rng, wait));
        if self.poll.tries() >= SHOWN_AFTER {
            self.set_trouble(failure.trouble());
        }
    }

    fn queue_failed(&mut self, failure: &Failure) {
        if failure.verdict() == Verdict::Renew {
            self.queue.release();
            self.renew_seal();
        } else {
            self.effects.push(self.queue.pause(QUEUE_RETRY));
        }
    }

    fn save_failed(&mut self, failure: &Failure) {
        if failure.verdict() == Verdict::Renew && self.seal_refusals < SHOWN_AFTER {
            if let Some((_, _, call)) = &mut self.saving {
                *call = None;
            }
            self.renew_seal();
        } else {
            self.rating_failed();
        }
    }

    /// Applies for a new seal: at once, unless new ones are refused too.
    fn renew_seal(&mut self) {
        self.sealed = false;
        self.seal_refusals += 1;
        if self.seal_refusals > SHOWN_AFTER && self.token.is_free() {
            self.effects.push(self.token.back_off(&mut self.rng, None));
        }
    }
}
