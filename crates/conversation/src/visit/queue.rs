//! Waiting for a person.

use std::time::Duration;

use frontdesk_protocol::{Answer, QueueInfo, ResultCode};

use super::Conversation;
use super::answers::is_over;
use crate::effect::{Announcement, Call, Timer};
use crate::failure::{Failure, Verdict};
use crate::phase::{Phase, Place};
use crate::transcript::Event;

/// How often the place in the queue is asked for.
const EVERY: Duration = Duration::from_secs(10);

impl Conversation {
    /// Code 13 may mean "no agents" and may mean "it has been agent service": the queue knows.
    pub(super) fn transfer_answered(&mut self, code: &ResultCode) {
        if self.kept.phase != Phase::Queued {
            return;
        }
        self.kept.stale = false;
        match code {
            ResultCode::Success | ResultCode::Queuing => {}
            ResultCode::WithAgent => self.agent_came(None),
            ResultCode::NoAgents => self.kept.transfer_in_doubt = true,
            code if is_over(code) => self.session_over(None),
            _ => self.no_agents(),
        }
    }

    pub(super) fn no_agents(&mut self) {
        self.kept.transfer_in_doubt = false;
        self.kept.place = Place::default();
        self.note(Event::NoAgents, None);
        self.set_phase(Phase::Robot);
    }

    pub(super) fn ask_queue(&mut self) {
        let kept = &self.kept;
        let connect_in_doubt = kept.phase == Phase::Connecting && kept.connect_in_doubt;
        if kept.phase != Phase::Queued && !connect_in_doubt {
            self.clear(Timer::Queue);
        } else if self.is_free(Timer::Queue) && !kept.outbox.holds_transfer() {
            self.call(Timer::Queue, Call::Queue);
        }
    }

    pub(super) fn queue_told(&mut self, answer: &QueueInfo) {
        self.done(Timer::Queue);
        self.let_through();
        let is_success = answer.is_success();
        if self.kept.phase == Phase::Connecting {
            self.doubt_resolved(answer, is_success);
        } else if self.kept.phase == Phase::Queued {
            self.placed(answer, is_success);
        }
        self.ask_later();
    }

    fn ask_later(&mut self) {
        if self.is_free(Timer::Queue) {
            self.pause(Timer::Queue, EVERY);
        }
    }

    fn placed(&mut self, answer: &QueueInfo, is_success: bool) {
        match &answer.code {
            Some(ResultCode::WithAgent) => self.agent_came(None),
            Some(code) if is_over(code) => self.session_over(None),
            code if is_success || *code == Some(ResultCode::Queuing) => {
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
    }

    pub(super) fn queue_failed(&mut self, failure: &Failure) {
        if failure.verdict() == Verdict::Renew {
            self.renew_seal(Timer::Queue);
            return;
        }
        self.release(Timer::Queue);
        if self.kept.phase == Phase::Connecting && *failure != Failure::NotSent {
            self.doubt_stays();
        }
        self.ask_later();
    }
}
