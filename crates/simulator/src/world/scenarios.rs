//! Scenarios carried out: by the clock, a step at a time.

use std::time::Duration;

use super::World;
use super::clock::Moment;
use super::desk::refusal::DeskRefusal;
use super::visitor::Phase;
use crate::scenario::Scenario;
use crate::scenario::script::{Cue, Step};
use crate::scenario::stage::Stage;

impl World {
    /// Which scenarios run.
    pub(crate) fn stage(&self) -> &Stage {
        &self.stage
    }

    /// Starts a scenario with a visitor, or with the next one who connects.
    pub(crate) fn start_scenario(
        &mut self,
        scenario: Scenario,
        user: Option<&str>,
        now: Moment,
    ) -> Result<(), DeskRefusal> {
        match user {
            None => self.stage.await_next(scenario),
            Some(user) => {
                let visitor = self
                    .visitor(user)
                    .ok_or_else(|| DeskRefusal::NoSuchVisitor(user.to_owned()))?;
                // Closing makes sense before a session; everything else happens in one.
                if !visitor.phase.is_live() && scenario != Scenario::Closed {
                    return Err(DeskRefusal::NoSession(user.to_owned()));
                }
                self.stage.begin(scenario, user, self.heard(user), now);
            }
        }
        self.touch();
        Ok(())
    }

    /// Ends the scenario that runs with a visitor, or all; whether there was one.
    pub(crate) fn stop_scenario(&mut self, user: Option<&str>) -> bool {
        self.touch();
        match user {
            Some(user) => self.stage.stop(user),
            None => self.stage.stop_all(),
        }
    }

    /// A visitor has begun a session, or was refused one.
    pub(super) fn enters(&mut self, user: &str, begun: bool, now: Moment) {
        if begun {
            self.stage.stop(user);
        } else if !self.stage.is_closing() || self.stage.with(user).is_some() {
            return;
        }
        if let Some(scenario) = self.stage.take_next() {
            self.stage.begin(scenario, user, self.heard(user), now);
            self.touch();
        }
    }

    /// Carries out what is due.
    pub(super) fn play(&mut self, now: Moment) {
        for id in self.stage.due(now) {
            while self.play_step(id, now) {}
        }
    }

    /// Carries out the step that is due; whether another one may be.
    fn play_step(&mut self, id: u64, now: Moment) -> bool {
        let Some(run) = self.stage.run(id) else {
            return false;
        };
        if run.is_over() {
            return self.drop_run(id);
        }
        let Some(step) = run.due(now) else {
            return false;
        };
        let (user, stuck) = (run.user.clone(), run.is_stuck(now));
        if stuck || !self.can_go_on(&user, &step) {
            return self.drop_run(id);
        }
        if !self.perform(id, &user, step, now) {
            return false;
        }
        let heard = self.heard(&user);
        if let Some(run) = self.stage.run(id) {
            run.advance(heard, now);
        }
        true
    }

    /// Ends a scenario; none of its steps follows.
    fn drop_run(&mut self, id: u64) -> bool {
        self.stage.end(id);
        self.touch();
        false
    }

    fn can_go_on(&self, user: &str, step: &Step) -> bool {
        self.visitor(user).is_some_and(|visitor| {
            step.outlives_session() || visitor.phase != Phase::Ended || visitor.offline
        })
    }

    /// Whether the step is done; else it is tried again.
    fn perform(&mut self, id: u64, user: &str, step: Step, now: Moment) -> bool {
        match step {
            Step::Rest => true,
            Step::Until(cue, most) => self.is_cue(id, user, cue, most, now),
            Step::Robot(text) => {
                self.robot_says(user, text, &[], now);
                true
            }
            Step::Transfer => {
                self.transfer(user, now);
                self.visitor(user)
                    .is_some_and(|visitor| visitor.phase != Phase::Robot)
            }
            Step::Ring => match self.freest_agent() {
                Some(agent) => self.ring(agent, user, now).is_ok(),
                None => false,
            },
            Step::Accept if self.agent_of(user).is_some() => true,
            Step::Accept => match self.freest_agent() {
                Some(agent) => self.accept(agent, user, now).is_ok(),
                None => false,
            },
            Step::Type => {
                if let Some(agent) = self.agent_of(user).map(|agent| agent.id) {
                    // Without an open conversation nobody is seen writing.
                    let _ = self.agent_types(agent, user, now);
                }
                true
            }
            Step::Look => self.seen(user, now).is_ok(),
            Step::Say(text) => {
                let code = self.agent_says(user, text, now);
                self.remember(id, code)
            }
            Step::Send(sent) => {
                let code = self.agent_sends(user, sent.media, &sent.content, sent.file_type, now);
                self.remember(id, code)
            }
            Step::Withdraw => {
                let code = self.stage.run(id).and_then(|run| run.code.take());
                code.is_none_or(|code| self.withdraw(user, &code, now).is_ok())
            }
            Step::Call(state) => self.set_call_state(user, state, now),
            Step::HangUp => self.hang_up(user, now),
            Step::TimeOut => self.time_out(user, now).is_ok(),
            Step::ExpireBearers => {
                self.expire_bearers();
                true
            }
            Step::ExpireTokens => {
                self.expire_tokens();
                true
            }
        }
    }

    /// Whether a cue is given, or has been waited for long enough.
    fn is_cue(&mut self, id: u64, user: &str, cue: Cue, most: Duration, now: Moment) -> bool {
        let heard = self.heard(user);
        let (Some(visitor), Some(run)) = (self.visitors.get(user), self.stage.run(id)) else {
            return false;
        };
        let given = match cue {
            Cue::Queued => visitor.phase == Phase::Queued,
            Cue::First => self.queue.position(user) == Some(1),
            Cue::Unrung => visitor.ring.is_none(),
            Cue::Ended => visitor.phase == Phase::Ended,
            Cue::Said => heard > run.heard,
        };
        given || run.tried(now) >= most
    }

    /// Keeps the code of an agent's message; without one there was nobody to say it to.
    fn remember(&mut self, id: u64, code: Option<String>) -> bool {
        let said = code.is_some();
        if let Some(run) = self.stage.run(id) {
            run.code = code;
        }
        said
    }

    /// The number of the visitor's newest line.
    fn heard(&self, user: &str) -> Option<u64> {
        Some(self.visitor(user)?.last_said()?.id)
    }
}
