//! What goes up, one at a time and in order.

use frontdesk_protocol::{ResultCode, SendResponse};

use super::Conversation;
use super::answers::is_over;
use crate::effect::{Call, CallId, Timer};
use crate::failure::Failure;
use crate::outbox::{Tried, Uplink, UplinkKind, message_id};
use crate::phase::Phase;
use crate::transcript::{Delivery, LineKey, NotSent};

impl Conversation {
    pub(super) fn send_up(&mut self, kind: UplinkKind, at: i64) {
        let uplink = Uplink {
            message_id: message_id(&mut self.rng),
            kind,
            at,
            tried: None,
            is_first_try: false,
            needs: self.next_number(),
        };
        if let Some(line) = uplink.line() {
            let id = uplink.message_id.clone();
            let transcript = &mut self.kept.transcript;
            transcript.change(line, |line| line.message_id = Some(id));
        }
        self.kept.outbox.push(uplink);
        self.listening.is_superseded = false;
        self.dirty = true;
    }

    /// Before a message leaves, the snapshot must say that it may have left.
    pub(super) fn mark_next_uplink(&mut self) {
        if !self.sealed || !self.is_free(Timer::Uplink) || !self.next_may_go() {
            return;
        }
        let (at, needs) = (self.now, self.next_number());
        let epoch = epoch(&self.kept.cursor);
        if let Some(uplink) = self.kept.outbox.first_mut()
            && uplink.tried.is_none()
        {
            let epoch = epoch.to_owned();
            uplink.tried = Some(Tried { at, epoch });
            uplink.is_first_try = true;
            uplink.needs = needs;
            self.dirty = true;
        }
    }

    pub(super) fn send_next(&mut self) {
        if !self.is_free(Timer::Uplink) || !self.next_may_go() {
            return;
        }
        let Some(uplink) = self.kept.outbox.first() else {
            return;
        };
        if !self.is_stored(uplink.needs) {
            return;
        }
        let epoch = match &uplink.tried {
            Some(tried) if !uplink.is_first_try && !tried.epoch.is_empty() => {
                Some(tried.epoch.clone())
            }
            _ => None,
        };
        let request = Box::new(uplink.request());
        self.call(Timer::Uplink, Call::Send { request, epoch });
    }

    /// Nothing goes before CONNECT.
    fn next_may_go(&self) -> bool {
        let first = self.kept.outbox.first();
        self.kept.phase != Phase::Connecting || first.is_some_and(Uplink::is_connect)
    }

    /// What cannot be tried again is not waited for.
    pub(super) fn let_go_what_is_spent(&mut self) {
        while !self.is_busy(Timer::Uplink)
            && let Some(first) = self.kept.outbox.first()
        {
            let repeats = first.tried.as_ref().filter(|_| !first.is_first_try);
            let is_chat = first.line().is_some();
            let is_lost = repeats.is_some_and(|tried| {
                self.is_spent(tried.at) || (is_chat && tried.epoch.is_empty())
            });
            if !is_lost && !self.first_is_over() {
                break;
            }
            if repeats.is_some() {
                self.unconfirmed();
            } else {
                self.give_up(NotSent::Over);
            }
            self.clear(Timer::Uplink);
        }
    }

    /// The first belongs to a conversation that is over.
    fn first_is_over(&self) -> bool {
        let kept = &self.kept;
        if kept.phase == Phase::Connecting {
            let first = kept.outbox.first();
            kept.outbox.holds_connect() && !first.is_some_and(Uplink::is_connect)
        } else {
            kept.is_over()
        }
    }

    pub(super) fn sent(&mut self, id: CallId, answer: &SendResponse) {
        let Some(code) = &answer.code else {
            self.failed(id, &Failure::Garbage);
            return;
        };
        self.done(Timer::Uplink);
        self.let_through();
        let Some(uplink) = self.kept.outbox.shift() else {
            return;
        };
        self.dirty = true;
        match uplink.kind {
            UplinkKind::Connect(_) => self.connected(code),
            UplinkKind::Chat { line, .. } => self.chat_answered(line, code),
            UplinkKind::TransferToAgent => self.transfer_answered(code),
            UplinkKind::Disconnect => {}
        }
    }

    fn chat_answered(&mut self, line: LineKey, code: &ResultCode) {
        let delivery = match code {
            ResultCode::Success => Delivery::Sent,
            code if is_over(code) => Delivery::Failed(NotSent::Over),
            _ => Delivery::Failed(NotSent::Refused),
        };
        self.kept.transcript.set_delivery(line, delivery);
        if !self.kept.is_talking() {
            return;
        }
        if is_over(code) {
            self.session_over(None);
        } else if *code == ResultCode::Success {
            self.kept.stale = false;
        }
    }
}

/// The journal's life that a cursor belongs to.
fn epoch(cursor: &str) -> &str {
    cursor.rsplit_once('-').map_or("", |(epoch, _)| epoch)
}
