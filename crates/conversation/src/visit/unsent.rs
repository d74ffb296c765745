//! What could not go up, and what may or may not have arrived.

use std::time::Duration;

use super::Conversation;
use crate::effect::Timer;
use crate::failure::{Failure, Verdict};
use crate::outbox::{Uplink, UplinkKind};
use crate::phase::Phase;
use crate::transcript::{Delivery, NotSent};

/// Once no conversation is alive, a service that stays away is tried so often (about a minute).
const LAST_TRIES: u32 = 8;

impl Conversation {
    pub(super) fn uplink_failed(&mut self, failure: &Failure) {
        let is_connect = self.kept.outbox.first().is_some_and(Uplink::is_connect);
        match failure.verdict() {
            Verdict::Renew => {
                self.not_carried();
                self.renew_seal(Timer::Uplink);
            }
            Verdict::Repeat(wait) => {
                self.not_carried();
                self.try_later(failure, wait);
            }
            Verdict::Maybe(wait) => {
                self.maybe_carried();
                self.try_later(failure, wait);
            }
            Verdict::Unknown => {
                self.release(Timer::Uplink);
                self.unconfirmed();
            }
            Verdict::Final => {
                self.not_carried();
                self.release(Timer::Uplink);
                let was_tried = self.kept.outbox.first().is_some_and(is_tried);
                if is_connect && self.kept.phase == Phase::Connecting {
                    self.set_trouble(failure.trouble());
                    if let Some(lane) = self.lane(Timer::Uplink) {
                        lane.stick();
                    }
                } else if was_tried {
                    self.unconfirmed();
                } else {
                    self.give_up(NotSent::Refused);
                }
            }
        }
    }

    fn try_later(&mut self, failure: &Failure, wait: Option<Duration>) {
        self.back_off(Timer::Uplink, failure, wait);
        if self.kept.phase == Phase::Connecting {
            self.set_trouble(failure.trouble());
        }
        let tries = self.lane(Timer::Uplink).map_or(0, |lane| lane.tries());
        if self.kept.end().is_some() && tries >= LAST_TRIES {
            self.clear(Timer::Uplink);
            if self.kept.outbox.first().is_some_and(is_tried) {
                self.unconfirmed();
            } else {
                self.give_up(NotSent::Unreachable);
            }
        }
    }

    /// This try certainly did not arrive. An earlier one may have.
    fn not_carried(&mut self) {
        if let Some(uplink) = self.kept.outbox.first_mut()
            && uplink.is_first_try
        {
            uplink.tried = None;
            uplink.is_first_try = false;
            self.dirty = true;
        }
    }

    /// This try may have arrived: from now on it is repeated as it was.
    fn maybe_carried(&mut self) {
        #[cfg(feature = "sabotage")]
        if self.breaks(crate::Sabotage::Outbox) {
            let id = crate::outbox::message_id(&mut self.rng);
            if let Some(uplink) = self.kept.outbox.first_mut() {
                uplink.message_id = id;
                uplink.tried = None;
            }
        }
        if let Some(uplink) = self.kept.outbox.first_mut() {
            uplink.is_first_try = false;
        }
    }

    /// The first message may have arrived. It does not hold back the next.
    pub(super) fn unconfirmed(&mut self) {
        let Some(uplink) = self.kept.outbox.shift() else {
            return;
        };
        self.dirty = true;
        match uplink.kind {
            UplinkKind::Chat { line, .. } => {
                let transcript = &mut self.kept.transcript;
                transcript.set_delivery(line, Delivery::Unconfirmed);
            }
            // If it arrived, the queue knows of it; if not, the queue says so.
            UplinkKind::TransferToAgent => self.kept.transfer_in_doubt = true,
            UplinkKind::Connect(_) => {
                self.kept.connect_in_doubt = self.kept.phase == Phase::Connecting;
            }
            UplinkKind::Disconnect => {}
        }
    }

    pub(super) fn give_up(&mut self, reason: NotSent) {
        let Some(uplink) = self.kept.outbox.shift() else {
            return;
        };
        self.dirty = true;
        match uplink.kind {
            UplinkKind::Chat { line, .. } => {
                let transcript = &mut self.kept.transcript;
                transcript.set_delivery(line, Delivery::Failed(reason));
            }
            UplinkKind::TransferToAgent if self.kept.phase == Phase::Queued => self.no_agents(),
            _ => {}
        }
    }

    /// Nothing more goes up; what is on its way is heard to its end.
    pub(super) fn drop_outbox(&mut self) {
        let under_way = if self.is_busy(Timer::Uplink) {
            self.kept.outbox.shift()
        } else {
            self.clear(Timer::Uplink);
            None
        };
        for uplink in self.kept.outbox.clear() {
            if let Some(line) = uplink.line() {
                let delivery = if is_tried(&uplink) {
                    Delivery::Unconfirmed
                } else {
                    Delivery::Failed(NotSent::Over)
                };
                self.kept.transcript.set_delivery(line, delivery);
            }
        }
        if let Some(uplink) = under_way {
            self.kept.outbox.push(uplink);
        }
        self.dirty = true;
    }
}

/// Whether it may have been carried already.
fn is_tried(uplink: &Uplink) -> bool {
    uplink.tried.is_some() && !uplink.is_first_try
}
