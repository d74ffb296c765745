//! One kind of call: at most one under way, and a wait after a failure.

use std::time::Duration;

use crate::backoff::Backoff;
use crate::effect::{Call, CallId, Effect, Timer};

/// What a lane is doing.
#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    Free,
    Busy(CallId),
    Waiting,
    /// Waiting for the visitor.
    Stuck,
}

/// One kind of call.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Lane {
    timer: Timer,
    state: State,
    backoff: Backoff,
}

impl Lane {
    pub(crate) fn new(timer: Timer) -> Self {
        Self {
            timer,
            state: State::Free,
            backoff: Backoff::default(),
        }
    }

    pub(crate) fn call(&mut self, id: CallId, call: Call) -> Effect {
        self.state = State::Busy(id);
        Effect::Call(id, call)
    }

    /// The call has an answer.
    pub(crate) fn done(&mut self) {
        self.state = State::Free;
        self.backoff.reset();
    }

    /// The call under way goes well.
    pub(crate) fn well(&mut self) {
        self.backoff.reset();
    }

    /// The call failed, and may be made again at once.
    pub(crate) fn release(&mut self) {
        self.state = State::Free;
    }

    /// Ends the call under way.
    pub(crate) fn abort(&mut self) -> Option<Effect> {
        let State::Busy(id) = self.state else {
            return None;
        };
        self.state = State::Free;
        Some(Effect::Abort(id))
    }

    /// The call failed, and is made again later. `chance` is any number.
    pub(crate) fn back_off(&mut self, chance: u64, at_least: Option<Duration>) -> Effect {
        let wait = self.backoff.next(chance, at_least);
        self.pause(wait)
    }

    /// The next call is made after this.
    pub(crate) fn pause(&mut self, wait: Duration) -> Effect {
        self.state = State::Waiting;
        Effect::SetTimer(self.timer, wait)
    }

    /// The call failed, and only the visitor can have it made again.
    pub(crate) fn stick(&mut self) {
        self.state = State::Stuck;
    }

    /// The wait is over.
    pub(crate) fn fire(&mut self) {
        if self.state == State::Waiting {
            self.state = State::Free;
        }
    }

    /// Ends a wait.
    pub(crate) fn hurry(&mut self) -> Option<Effect> {
        let waits = self.state == State::Waiting;
        self.fire();
        waits.then_some(Effect::ClearTimer(self.timer))
    }

    /// The visitor wants it tried again.
    pub(crate) fn unstick(&mut self) {
        if self.state == State::Stuck {
            self.done();
        }
    }

    /// Forgets whatever is under way.
    pub(crate) fn clear(&mut self) -> Option<Effect> {
        let effect = match self.state {
            State::Waiting => Some(Effect::ClearTimer(self.timer)),
            State::Busy(id) => Some(Effect::Abort(id)),
            State::Free | State::Stuck => None,
        };
        self.done();
        effect
    }

    pub(crate) fn timer(&self) -> Timer {
        self.timer
    }

    pub(crate) fn is_stuck(&self) -> bool {
        self.state == State::Stuck
    }

    pub(crate) fn is_free(&self) -> bool {
        self.state == State::Free
    }

    pub(crate) fn is_busy(&self) -> bool {
        matches!(self.state, State::Busy(_))
    }

    pub(crate) fn is_busy_with(&self, id: CallId) -> bool {
        self.state == State::Busy(id)
    }

    /// Failures since the last answer.
    pub(crate) fn tries(&self) -> u32 {
        self.backoff.tries()
    }
}
