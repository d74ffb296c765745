//! What the service answers.

use std::time::Duration;

use frontdesk_protocol::{
    Answer, ApplyTokenResponse, PollResponse, QueueInfo, ResultCode, SatisfactionResponse,
    SendResponse,
};

use crate::effect::{Announcement, CallId};
use crate::failure::Failure;
use crate::input::Reply;
use crate::monotonic::Monotonic;
use crate::outbox::UplinkKind;
use crate::phase::{EndReason, Phase, Place, Rating};
use crate::transcript::{Delivery, Event, NotSent};
use crate::visit::{Carrying, Conversation};

/// How often the place in the queue is asked for.
const QUEUE_INTERVAL: Duration = Duration::from_secs(10);

/// An empty answer should have been held for seconds; where it was not, the next poll waits.
const QUICK_ANSWER: Duration = Duration::from_millis(800);
const QUICK_PAUSE: Duration = Duration::from_secs(2);

impl Conversation {
    pub(super) fn answered(&mut self, id: CallId, reply: Reply, now: Monotonic) {
        match reply {
            Reply::Token(answer) if self.token.is_busy_with(id) => self.token_applied(id, &answer),
            Reply::Sent(answer) if self.uplink.is_busy_with(id) => self.sent(id, &answer),
            Reply::Polled(answer) if self.poll.is_busy_with(id) => self.polled(id, answer, now),
            Reply::Queue(answer) if self.queue.is_busy_with(id) => self.queue_told(&answer),
            Reply::Rated(answer) if self.saves_with(id) => self.rating_saved(&answer),
            // Nobody waits for it any more.
            _ => {}
        }
    }

    fn token_applied(&mut self, id: CallId, answer: &ApplyTokenResponse) {
        if !answer.is_success() {
            self.failed(id, &Failure::Garbage);
            return;
        }
        self.token.done();
        self.sealed = true;
        self.trouble = None;
        if let Some(limit) = answer.limits.as_ref().and_then(|limits| limits.text_bytes) {
            self.kept.text_limit = limit;
        }
        if let Some(features) = &answer.features {
            self.kept.survey = features.survey;
        }
    }

    fn let_through(&mut self) {
        self.seal_refusals = 0;
        self.trouble = None;
    }

    fn sent(&mut self, id: CallId, answer: &SendResponse) {
        if matches!(
            answer.code(),
            Some(ResultCode::FlowControl | ResultCode::AuthFailed)
        ) {
            let refused = Failure::Refused {
                status: 429,
                reason: None,
                retry_after: None,
            };
            self.failed(id, &refused);
            return;
        }
        let Some(code) = answer.code() else {
            self.failed(id, &Failure::Garbage);
            return;
        };
        self.uplink.done();
        self.let_through();
        if self.carrying == Carrying::Connect {
            self.connected(code);
            return;
        }
        let Some(uplink) = self.kept.outbox.shift() else {
            return;
        };
        self.dirty = true;
        match uplink.kind {
            UplinkKind::Chat { line, .. } => self.chat_answered(line, code),
            UplinkKind::TransferToAgent => self.transfer_answered(code),
            UplinkKind::Disconnect => {}
        }
    }

    fn connected(&mut self, code: &ResultCode) {
        match code {
            ResultCode::Success => {
                self.set_phase(Phase::Robot);
                self.announce(Announcement::Connected);
            }
            ResultCode::WithAgent => {
                self.announce(Announcement::Connected);
                self.agent_came(None);
            }
            ResultCode::NotWorkingTime => self.over(EndReason::NotWorkingTime),
            other => self.over(EndReason::Refused(other.as_str().to_owned())),
        }
    }

    fn chat_answered(&mut self, line: crate::LineKey, code: &ResultCode) {
        let delivery = match code {
            ResultCode::Success => {
                self.kept.stale = false;
                Delivery::Sent
            }
            code if is_over(code) => Delivery::Failed(NotSent::Over),
            _ => Delivery::Failed(NotSent::Refused),
        };
        self.kept.transcript.set_delivery(line, delivery);
        if is_over(code) && self.kept.phase.is_talking() {
            self.timed_out();
        }
    }

    /// Code 13 may mean "no agents" and may mean "it has been agent service": the queue knows.
    fn transfer_answered(&mut self, code: &ResultCode) {
        if self.kept.phase != Phase::Queued {
            return;
        }
        self.kept.stale = false;
        match code {
            ResultCode::Success => {}
            ResultCode::WithAgent => self.agent_came(None),
            ResultCode::NoAgents => self.kept.transfer_in_doubt = true,
            code if is_over(code) => self.timed_out(),
            _ => self.no_agents(),
        }
    }

    pub(super) fn no_agents(&mut self) {
        self.kept.transfer_in_doubt = false;
        self.kept.place = Place::default();
        self.note(Event::NoAgents, None);
        self.set_phase(Phase::Robot);
    }

    fn polled(&mut self, id: CallId, answer: PollResponse, now: Monotonic) {
        if answer.code.as_ref().is_some_and(is_over) {
            self.poll.done();
            self.let_through();
            self.timed_out();
            return;
        }
        if !answer.is_success() {
            self.failed(id, &Failure::Garbage);
            return;
        }
        self.poll.done();
        self.let_through();
        if let Some(cursor) = answer.cursor
            && cursor != self.kept.cursor
        {
            self.kept.cursor = cursor;
            self.dirty = true;
        }
        if answer.messages.is_empty() && now.since(self.polled_at) < QUICK_ANSWER {
            self.effects.push(self.poll.pause(QUICK_PAUSE));
        }
        for message in answer.messages {
            self.came_down(message);
        }
    }

    fn queue_told(&mut self, answer: &QueueInfo) {
        self.queue.done();
        self.let_through();
        match answer.code() {
            Some(ResultCode::WithAgent) => self.agent_came(None),
            Some(code) if is_over(code) => self.timed_out(),
            _ if answer.is_success() => {
                self.kept.transfer_in_doubt = false;
                let place = Place {
                    position: answer.position,
                    estimated_wait: answer.estimated_wait,
                };
                if place != self.kept.place {
                    self.kept.place = place;
                    self.dirty = true;
                    self.announce(Announcement::Queue(place));
                }
            }
            _ if self.kept.transfer_in_doubt => self.no_agents(),
            // In the IVR, or for once without an answer: the next one may know.
            _ => {}
        }
        if self.kept.phase == Phase::Queued {
            self.effects.push(self.queue.pause(QUEUE_INTERVAL));
        }
    }

    fn rating_saved(&mut self, answer: &SatisfactionResponse) {
        self.let_through();
        if !answer.is_success() {
            self.rating_failed();
            return;
        }
        if let Some((evaluation, _, _)) = self.saving.take() {
            self.announce(Announcement::Rated(evaluation));
        }
        self.note(Event::RatingSaved, None);
        self.finish_survey();
    }

    pub(super) fn saves_with(&self, id: CallId) -> bool {
        matches!(&self.saving, Some((_, _, Some(call))) if *call == id)
    }

    pub(super) fn rating_failed(&mut self) {
        self.saving = None;
        self.rating = Rating::Failed;
    }

    fn timed_out(&mut self) {
        self.note(Event::TimedOut, None);
        self.over(EndReason::TimedOut);
    }
}

/// Whether the session is over upstream.
fn is_over(code: &ResultCode) -> bool {
    matches!(
        code,
        ResultCode::SessionEnded | ResultCode::SessionInvalid | ResultCode::SessionNotFound
    )
}
