//! What the visitor does.

use frontdesk_protocol::Evaluation;

use crate::effect::Announcement;
use crate::outbox::{Uplink, UplinkKind, message_id};
use crate::phase::{EndReason, Phase, Place, Rating};
use crate::transcript::{Body, Delivery, Event, LineKey, NotSent, Sender};
use crate::visit::{Carrying, Conversation};

impl Conversation {
    pub(super) fn opened(&mut self) {
        self.open = true;
        if self.kept.unread > 0 {
            self.kept.unread = 0;
            self.dirty = true;
            self.announce(Announcement::Unread(0));
        }
        if self.kept.phase == Phase::Idle {
            self.set_phase(Phase::Connecting);
        }
    }

    /// A message that had left when the page died may have arrived: nobody knows.
    pub(super) fn resumed(&mut self) {
        if self.kept.outbox.first().is_some_and(|uplink| uplink.tried) {
            self.unconfirmed();
        }
    }

    pub(super) fn submitted(&mut self, text: String, at: i64) {
        let can_send = self.kept.phase.is_talking() || self.kept.phase == Phase::Connecting;
        if !can_send || text.trim().is_empty() {
            return;
        }
        let body = Body::Text(text.clone());
        let line = self.kept.transcript.push(Sender::Visitor, body, Some(at));
        self.send_up(UplinkKind::Chat { text, line }, at);
    }

    pub(super) fn sent_again(&mut self, key: LineKey, at: i64) {
        let can_send = self.kept.phase.is_talking() || self.kept.phase == Phase::Connecting;
        let delivery = self
            .kept
            .transcript
            .line(key)
            .and_then(|line| line.delivery);
        if !can_send || !matches!(delivery, Some(Delivery::Failed(_) | Delivery::Unconfirmed)) {
            return;
        }
        if let Some(line) = self.kept.transcript.remove(key)
            && let Body::Text(text) = line.body
        {
            self.submitted(text, at);
        }
    }

    pub(super) fn asked_for_agent(&mut self, at: i64) {
        if self.kept.phase == Phase::Robot {
            self.note(Event::AskedForAgent, Some(at));
            self.kept.place = Place::default();
            self.set_phase(Phase::Queued);
            self.send_up(UplinkKind::TransferToAgent, at);
            self.announce(Announcement::TransferAsked);
        }
    }

    pub(super) fn left(&mut self, at: i64) {
        match self.kept.phase {
            Phase::Connecting => {
                // CONNECT may have arrived.
                self.drop_outbox();
                self.announce(Announcement::Ended(EndReason::ByVisitor));
                self.disconnect(at);
            }
            Phase::Robot | Phase::Queued | Phase::Agent => {
                self.note(Event::VisitorLeft, Some(at));
                self.announce(Announcement::Ended(EndReason::ByVisitor));
                if self.kept.agent_came && self.kept.survey {
                    self.ask_rating(EndReason::ByVisitor);
                } else {
                    self.disconnect(at);
                }
            }
            _ => {}
        }
    }

    pub(super) fn rated(&mut self, evaluation: Evaluation, comment: String) {
        if self.kept.phase == Phase::Surveying && self.rating != Rating::Saving {
            self.rating = Rating::Saving;
            self.saving = Some((evaluation, comment, None));
        }
    }

    pub(super) fn rating_skipped(&mut self) {
        if self.kept.phase == Phase::Surveying {
            self.finish_survey();
        }
    }

    pub(super) fn started_again(&mut self, at: i64) {
        if !matches!(self.kept.phase, Phase::Ended(_)) {
            return;
        }
        // What waits belongs to the conversation before. A DISCONNECT would end the new one.
        self.drop_outbox();
        self.kept.stale = true;
        self.kept.agent_came = false;
        self.kept.agent_name = None;
        self.kept.ending = None;
        if !self.kept.transcript.lines().is_empty() {
            self.note(Event::StartedAgain, Some(at));
        }
        self.set_phase(Phase::Connecting);
    }

    pub(super) fn tried_now(&mut self) {
        self.trouble = None;
        for lane in [
            &mut self.token,
            &mut self.uplink,
            &mut self.poll,
            &mut self.queue,
        ] {
            self.effects.extend(lane.hurry());
        }
    }

    /// Asks for the rating; the conversation ends with it.
    pub(super) fn ask_rating(&mut self, ending: EndReason) {
        self.kept.place = Place::default();
        self.kept.ending = Some(ending);
        self.rating = Rating::Asked;
        self.saving = None;
        self.set_phase(Phase::Surveying);
    }

    pub(super) fn finish_survey(&mut self) {
        self.saving = None;
        self.rating = Rating::Asked;
        match self.kept.ending.take() {
            Some(EndReason::ByVisitor) | None => {
                // Upstream ends the session after the rating, which belongs to it.
                self.disconnect(0);
            }
            Some(reason) => self.set_phase(Phase::Ended(reason)),
        }
    }

    /// The conversation is over by itself: nothing more can go up.
    pub(super) fn over(&mut self, reason: EndReason) {
        self.kept.place = Place::default();
        self.kept.transfer_in_doubt = false;
        self.drop_outbox();
        self.announce(Announcement::Ended(reason.clone()));
        if self.kept.agent_came && self.kept.survey {
            self.ask_rating(reason);
        } else {
            self.set_phase(Phase::Ended(reason));
        }
    }

    fn disconnect(&mut self, at: i64) {
        self.kept.place = Place::default();
        self.send_up(UplinkKind::Disconnect, at);
        self.set_phase(Phase::Ended(EndReason::ByVisitor));
    }

    fn send_up(&mut self, kind: UplinkKind, at: i64) {
        self.kept.outbox.push(Uplink {
            message_id: message_id(&mut self.rng),
            kind,
            at,
            tried: false,
            needs: self.asked + 1,
        });
        self.dirty = true;
    }

    /// Nothing more goes up; what is on its way is heard to its end.
    fn drop_outbox(&mut self) {
        let under_way = if self.carrying == Carrying::Uplink && !self.uplink.is_idle() {
            self.kept.outbox.shift()
        } else {
            self.effects.extend(self.uplink.clear());
            None
        };
        for uplink in self.kept.outbox.clear() {
            if let Some(line) = uplink.line() {
                let failed = Delivery::Failed(NotSent::Over);
                self.kept.transcript.set_delivery(line, failed);
            }
        }
        if let Some(uplink) = under_way {
            self.kept.outbox.push(uplink);
        }
        self.dirty = true;
    }
}
