//! What goes up, one at a time and in order.

use frontdesk_protocol::{ResultCode, SendResponse};

use super::Conversation;
use super::answers::is_over;
use crate::effect::{Call, CallId, Timer};
use crate::failure::{Failure, Verdict};
use crate::outbox::{Tried, Uplink, UplinkKind, message_id};
use crate::phase::Phase;
use crate::transcript::{Delivery, LineKey, NotSent};

/// Once no conversation is alive, a service that stays away is tried so often (about a minute).
const LAST_TRIES: u32 = 8;

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

    fn try_later(&mut self, failure: &Failure, wait: Option<std::time::Duration>) {
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
            let id = message_id(&mut self.rng);
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
    fn unconfirmed(&mut self) {
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

    fn give_up(&mut self, reason: NotSent) {
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

/// The journal's life that a cursor belongs to.
fn epoch(cursor: &str) -> &str {
    cursor.rsplit_once('-').map_or("", |(epoch, _)| epoch)
}
