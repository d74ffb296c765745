//! What the visitor does.

use std::time::Duration;

use frontdesk_protocol::ControlType;

use super::Conversation;
use crate::effect::{Announcement, Call, Effect};
use crate::outbox::{UplinkKind, message_id, request};
use crate::phase::{Phase, Place};
use crate::transcript::{Body, Delivery, Event, LineKey, NotSent, Sender};

/// An agent need not be told more often that the visitor is typing.
const TYPED_EVERY: Duration = Duration::from_secs(5);

/// Away for longer, and messages may have been lost on the way to the proxy.
const AWAY: Duration = Duration::from_secs(60);

impl Conversation {
    pub(super) fn opened(&mut self) {
        self.open = true;
        self.set_unread(0);
        if self.kept.phase == Phase::Idle {
            self.connect(0);
        }
    }

    /// This instance leads from now on. The snapshot may have come from another tab, and what is
    /// acted upon must be stored.
    pub(super) fn resumed(&mut self) {
        self.dirty = self.kept.is_live();
        let needs = self.next_number();
        if let Some(uplink) = self.kept.outbox.first_mut() {
            uplink.needs = needs;
        }
        self.forget_files();
        self.prepare_again();
        if self.open {
            self.set_unread(0);
        }
        let has_agent = matches!(self.kept.phase, Phase::Agent | Phase::Offline);
        if has_agent && self.now.since(self.restored_at) > AWAY {
            self.open_gap();
        }
        if has_agent {
            self.repair_gap();
        }
    }

    pub(super) fn submitted(&mut self, text: String, at: i64) {
        if text.trim().is_empty() {
            return;
        }
        let body = Body::Text(text.clone());
        let line = self.kept.transcript.push(Sender::Visitor, body, Some(at));
        if !self.can_write() {
            // Another tab, or the service, was quicker than the visitor.
            let reason = if self.kept.outbox.is_full() {
                NotSent::Unreachable
            } else {
                NotSent::Over
            };
            let transcript = &mut self.kept.transcript;
            transcript.set_delivery(line, Delivery::Failed(reason));
            self.dirty = true;
            return;
        }
        let kind = UplinkKind::Chat {
            media: None,
            content: text,
            line,
        };
        self.send_up(kind, at);
    }

    pub(super) fn sent_again(&mut self, key: LineKey, at: i64) {
        let is_not_sent = self.kept.transcript.line(key).is_some_and(|line| {
            matches!(
                line.delivery,
                Some(Delivery::Failed(_) | Delivery::Unconfirmed)
            )
        });
        if !is_not_sent || !self.can_write() || self.uploads_again(key) {
            return;
        }
        let body = self.kept.transcript.line(key).map(|line| line.body.clone());
        match body {
            Some(Body::Text(text)) => {
                self.kept.transcript.remove(key);
                self.submitted(text, at);
            }
            Some(Body::File {
                media,
                content: Some(content),
                ..
            }) => {
                if let Some(line) = self.kept.transcript.remove(key) {
                    let transcript = &mut self.kept.transcript;
                    let line = transcript.push(Sender::Visitor, line.body, Some(at));
                    let kind = UplinkKind::Chat {
                        media: Some(media),
                        content,
                        line,
                    };
                    self.send_up(kind, at);
                }
            }
            _ => {}
        }
    }

    /// Tells the agent, who loses nothing if it does not arrive.
    pub(super) fn typed(&mut self) {
        let is_soon = self
            .typed_at
            .is_some_and(|at| self.now.since(at) < TYPED_EVERY);
        if self.kept.phase != Phase::Agent || !self.sealed || is_soon {
            return;
        }
        self.typed_at = Some(self.now);
        let message_id = message_id(&mut self.rng);
        let id = self.call_id();
        let send = Call::Send {
            request: Box::new(request(ControlType::Input, "", &message_id)),
            epoch: None,
        };
        self.effects.push(Effect::Call(id, send));
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

    pub(super) fn started_again(&mut self, at: i64) {
        let is_asked = self.kept.phase == Phase::Surveying || self.is_leaving_message();
        if self.kept.end().is_none() || is_asked {
            return;
        }
        // What waits belongs to the conversation before. A DISCONNECT would end the new one.
        self.drop_outbox();
        self.refusal = None;
        let kept = &mut self.kept;
        kept.stale = true;
        kept.is_unheard = true;
        kept.agent_came = false;
        kept.agent_name = None;
        kept.ending = None;
        kept.gap = None;
        kept.connects = 0;
        if !kept.transcript.lines().is_empty() {
            self.note(Event::StartedAgain, Some(at));
        }
        self.connect(at);
    }
}
