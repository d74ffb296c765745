//! Calls that visitors make from the page: queued, connected, over (seed 003 §11 to §14).

use std::time::Duration;

use frontdesk_protocol::{CallState, ResultCode};

use super::clock::Moment;
use super::mode::Mode;
use super::visitor::Visitor;
use super::{Outcome, World};
use crate::Calls;

/// A visitor's newest call.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) state: CallState,
    pub(crate) video: bool,
    /// Since when it is in that state.
    pub(crate) since: Moment,
    /// Whom the browser calls when it is connected.
    pub(crate) access_code: String,
    /// Whether its end has been told.
    told: bool,
}

impl Call {
    fn new(state: CallState, video: bool, number: u64, now: Moment) -> Self {
        Self {
            state,
            video,
            since: now,
            access_code: format!("{ACCESS_CODE}{number}"),
            told: false,
        }
    }

    /// Whether it goes on.
    pub(crate) fn is_live(&self) -> bool {
        matches!(self.state, CallState::Queued | CallState::Connected)
    }

    fn enter(&mut self, state: CallState, now: Moment) {
        self.state = state;
        self.since = now;
        self.told = false;
    }

    /// What is told of it now: what goes on at every asking, anything else once.
    fn tell(&mut self) -> CallState {
        if !self.is_live() && std::mem::replace(&mut self.told, true) {
            return CallState::Quiet;
        }
        self.state
    }

    /// What time brings about; whether anything.
    fn pass(&mut self, has_session: bool, connect_after: Duration, now: Moment) -> bool {
        if self.is_live() && !has_session {
            self.enter(CallState::Disconnected, now);
            return true;
        }
        if self.state == CallState::Queued && now.since(self.since) >= connect_after {
            self.enter(CallState::Connected, now);
            return true;
        }
        false
    }
}

impl World {
    /// Puts a call into the queue.
    pub(crate) fn create_call(&mut self, user: &str, video: bool, now: Moment) -> Outcome {
        let number = self.random.digits();
        let mode = self.mode();
        let nobody = self.agents.signed_in().next().is_none();
        let Some(visitor) = self
            .visitors
            .get_mut(user)
            .filter(|known| known.phase.is_live())
        else {
            return Outcome::no_session();
        };
        let possible = match self.config.services.calls.offered {
            Calls::Off => false,
            Calls::Audio => !video,
            Calls::Video => true,
        };
        if !possible || !self.config.services.calls.web_rtc {
            return Outcome::refused(
                ResultCode::Other(NOT_SUPPORTED.to_owned()),
                "click to call is not supported.",
            );
        }
        match mode {
            Mode::NotWorking => {
                return Outcome::refused(ResultCode::NotWorkingTime, "not in working time.");
            }
            Mode::NoAgents => {
                return Outcome::refused(ResultCode::NoAgents, "no agent is available.");
            }
            _ if nobody => {
                return Outcome::refused(ResultCode::NoAgents, "20139: no agent is signed in.");
            }
            _ => {}
        }
        if live_call(visitor).is_some() {
            return Outcome::refused(ResultCode::Failure, "there is a call already.");
        }
        visitor.services.call = Some(Call::new(CallState::Queued, video, number, now));
        self.touch();
        Outcome::success("create click to call success.")
    }

    /// What is told of a visitor's call, with the call itself.
    pub(crate) fn call_event(&mut self, user: &str) -> (CallState, Option<&Call>) {
        let call = self
            .visitors
            .get_mut(user)
            .and_then(|visitor| visitor.services.call.as_mut());
        match call {
            Some(call) => (call.tell(), Some(call)),
            None => (CallState::Quiet, None),
        }
    }

    /// The visitor hangs up.
    pub(crate) fn drop_call(&mut self, user: &str, now: Moment) -> Outcome {
        let Some(call) = self.visitors.get_mut(user).and_then(live_call) else {
            return Outcome::refused(ResultCode::Failure, "there is no call.");
        };
        call.enter(CallState::Disconnected, now);
        self.touch();
        Outcome::success("drop click to call success.")
    }

    /// Puts a call into any state, even one that was not asked for; whether there is such a
    /// visitor.
    pub(crate) fn set_call_state(&mut self, user: &str, state: CallState, now: Moment) -> bool {
        let number = self.random.digits();
        let Some(visitor) = self.visitors.get_mut(user) else {
            return false;
        };
        let call = visitor.services.call.get_or_insert_with(|| {
            // Nobody has asked for it, so nobody has asked for a picture.
            Call::new(state, false, number, now)
        });
        call.enter(state, now);
        self.touch();
        true
    }

    /// What time alone brings about: a call is connected, and ends with its session.
    pub(super) fn tick_calls(&mut self, now: Moment) {
        let connect_after = self.config.services.calls.connect_after;
        let mut changed = false;
        for visitor in self.visitors.values_mut() {
            let has_session = visitor.phase.is_live();
            if let Some(call) = &mut visitor.services.call {
                changed |= call.pass(has_session, connect_after, now);
            }
        }
        if changed {
            self.touch();
        }
    }
}

fn live_call(visitor: &mut Visitor) -> Option<&mut Call> {
    visitor.services.call.as_mut().filter(|call| call.is_live())
}

const NOT_SUPPORTED: &str = "7";

/// What the access codes of the document's examples begin with.
pub(super) const ACCESS_CODE: &str = "1790800";

#[cfg(test)]
mod tests {
    use super::*;

    const START: Moment = Moment::from_millis(1_000_000);
    const WAIT: Duration = Duration::from_secs(5);

    fn queued() -> Call {
        Call::new(CallState::Queued, false, 12_345_678, START)
    }

    #[test]
    fn a_queued_call_is_connected_when_its_time_has_come() {
        let mut call = queued();
        assert!(!call.pass(true, WAIT, START + WAIT / 2));
        assert_eq!(call.tell(), CallState::Queued);
        assert!(call.pass(true, WAIT, START + WAIT));
        assert_eq!(call.tell(), CallState::Connected);
        assert_eq!(call.tell(), CallState::Connected);
        assert!(!call.pass(true, WAIT, START + WAIT * 9));
    }

    #[test]
    fn a_call_ends_with_its_session_and_that_is_told_once() {
        let mut call = queued();
        assert!(call.pass(false, WAIT, START));
        assert!(!call.pass(false, WAIT, START));
        assert_eq!(call.tell(), CallState::Disconnected);
        assert_eq!(call.tell(), CallState::Quiet);
        assert!(!call.is_live());
    }

    #[test]
    fn only_what_waits_or_is_connected_goes_on() {
        for (state, _) in CallState::ALL {
            let goes_on = matches!(state, CallState::Queued | CallState::Connected);
            assert_eq!(Call::new(state, false, 1, START).is_live(), goes_on);
        }
    }
}
