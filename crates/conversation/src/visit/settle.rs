//! After every input: store what changed, and make the calls that the state asks for.

use frontdesk_protocol::{ControlType, SatisfactionRequest};

use crate::effect::{Call, Effect};
use crate::monotonic::Monotonic;
use crate::outbox::{UplinkKind, message_id, request};
use crate::phase::{Phase, Rating};
use crate::visit::{Carrying, Conversation};

impl Conversation {
    pub(super) fn settle(&mut self, now: Monotonic) {
        self.mark_next_uplink();
        if self.dirty {
            self.dirty = false;
            self.asked += 1;
            self.effects.push(Effect::Store(self.asked));
        }
        if !self.needs_service() {
            self.rest();
            return;
        }
        if !self.sealed {
            if self.token.is_free() {
                let id = self.call_id();
                self.effects.push(self.token.call(id, Call::ApplyToken));
            }
            return;
        }
        self.send_next();
        self.poll_next(now);
        self.ask_queue();
        self.save_rating();
    }

    fn needs_service(&self) -> bool {
        self.kept.phase.is_live() || self.kept.outbox.first().is_some()
    }

    /// Nothing is alive: no timer, no request, and answers on their way are not waited for.
    fn rest(&mut self) {
        self.trouble = None;
        for lane in [
            &mut self.token,
            &mut self.uplink,
            &mut self.poll,
            &mut self.queue,
        ] {
            self.effects.extend(lane.clear());
        }
    }

    /// Before a message leaves, the snapshot must say that it may have left.
    fn mark_next_uplink(&mut self) {
        let ready = self.uplink.is_free() && self.sealed && self.kept.phase != Phase::Connecting;
        let needs = self.asked + 1;
        if ready
            && let Some(uplink) = self.kept.outbox.first_mut()
            && !uplink.tried
        {
            uplink.tried = true;
            uplink.needs = needs;
            self.dirty = true;
        }
    }

    fn send_next(&mut self) {
        if !self.uplink.is_free() {
            return;
        }
        let request = if self.kept.phase == Phase::Connecting {
            if self.stored < self.asked {
                return;
            }
            let id = message_id(&mut self.rng);
            let mut connect = request(ControlType::Connect, "", &id);
            connect.trans_data.clone_from(&self.trans_data);
            self.carrying = Carrying::Connect;
            connect
        } else {
            self.carrying = Carrying::Uplink;
            match self.kept.outbox.first() {
                Some(uplink) if uplink.needs <= self.stored => uplink.request(),
                _ => return,
            }
        };
        let id = self.call_id();
        let send = Call::Send {
            request: Box::new(request),
            epoch: None,
        };
        self.effects.push(self.uplink.call(id, send));
    }

    fn poll_next(&mut self, now: Monotonic) {
        // A cursor acknowledges what came before it: that must be stored.
        if self.hears() && self.poll.is_free() && self.stored == self.asked {
            let id = self.call_id();
            let cursor = self.kept.cursor.clone();
            self.polled_at = now;
            self.effects.push(self.poll.call(id, Call::Poll { cursor }));
        }
    }

    /// While the visitor rates before the session is closed, it is still alive.
    fn hears(&self) -> bool {
        let rating = self.kept.phase == Phase::Surveying;
        self.kept.phase.is_talking() || (rating && !self.kept.is_over())
    }

    fn ask_queue(&mut self) {
        if self.kept.phase != Phase::Queued {
            self.effects.extend(self.queue.clear());
        } else if self.queue.is_free() && !self.kept.outbox.holds(&UplinkKind::TransferToAgent) {
            let id = self.call_id();
            self.effects.push(self.queue.call(id, Call::Queue));
        }
    }

    fn save_rating(&mut self) {
        if self.rating == Rating::Saving
            && let Some((evaluation, comment, None)) = &self.saving
        {
            let rating = SatisfactionRequest {
                evaluation: Some(evaluation.stars().to_string()),
                comment: Some(comment.clone()),
                ..SatisfactionRequest::default()
            };
            let id = self.call_id();
            if let Some((_, _, call)) = &mut self.saving {
                *call = Some(id);
            }
            self.effects.push(Effect::Call(
                id,
                Call::Rate {
                    request: rating,
                    key: String::new(),
                },
            ));
        }
    }
}
