//! What becomes of those who wait too long, or do not poll.

use std::time::Duration;

use frontdesk_protocol::ResultCode;

use super::refusal::DeskRefusal;
use crate::world::World;
use crate::world::clock::Moment;
use crate::world::downlink::Utterance;
use crate::world::visitor::{Phase, Ring, Visitor};

impl World {
    /// Ends what is over at this time: rings, waits and sessions.
    pub(crate) fn end_overdue(&mut self, now: Moment) {
        self.give_up_rings(|ring| ring.until <= now, now);
        let overdue: Vec<String> = self
            .queue
            .visitors()
            .filter(|(user, since)| {
                self.queue_timeout(user)
                    .is_some_and(|limit| now.since(*since) >= limit)
            })
            .map(|(user, _)| user.to_owned())
            .collect();
        for user in overdue {
            self.end_wait(&user, now);
        }
        let limit = self.config.session_timeout;
        let silent = |visitor: &Visitor| visitor.polls.silence(now) > limit;
        let gone: Vec<String> = self
            .visitors()
            .filter(|visitor| visitor.phase.is_live() && silent(visitor))
            .map(|visitor| visitor.user.clone())
            .collect();
        for user in gone {
            self.end_session(&user, now);
        }
    }

    /// Ends a visitor's session as if there had been no polls.
    pub(crate) fn time_out(&mut self, user: &str, now: Moment) -> Result<(), DeskRefusal> {
        let visitor = self
            .visitor(user)
            .ok_or_else(|| DeskRefusal::NoSuchVisitor(user.to_owned()))?;
        if !visitor.phase.is_live() {
            return Err(DeskRefusal::NoSession(user.to_owned()));
        }
        self.end_session(user, now);
        Ok(())
    }

    /// Sends a visitor away who has waited for a person.
    pub(crate) fn queue_time_out(&mut self, user: &str, now: Moment) -> Result<(), DeskRefusal> {
        match self.visitor(user).map(|visitor| visitor.phase) {
            None => Err(DeskRefusal::NoSuchVisitor(user.to_owned())),
            Some(Phase::Queued) => {
                self.end_wait(user, now);
                Ok(())
            }
            Some(_) => Err(DeskRefusal::NotWaiting(user.to_owned())),
        }
    }

    /// The agents of these rings do not answer: their visitors are first in the line again.
    pub(crate) fn give_up_rings(&mut self, over: impl Fn(Ring) -> bool, now: Moment) {
        let mut unanswered: Vec<String> = self
            .visitors
            .values_mut()
            .filter(|visitor| visitor.ring.is_some_and(&over))
            .map(|visitor| {
                visitor.ring = None;
                visitor.unanswered = true;
                visitor.user.clone()
            })
            .collect();
        unanswered.sort_by_key(|user| self.queue.position(user));
        // The one at the head is put there last, so that their order stays.
        for user in unanswered.iter().rev() {
            self.queue.move_to_front(user);
            self.say(user, Utterance::system(NO_ANSWER), now);
        }
    }

    /// After how long a visitor who waits is sent away: a scenario's time-out is for its own
    /// visitor.
    pub(crate) fn queue_timeout(&self, user: &str) -> Option<Duration> {
        self.stage
            .queue_timeout(user)
            .or(self.settings().queue_timeout)
    }

    fn end_wait(&mut self, user: &str, now: Moment) {
        self.say(user, Utterance::system(WAITED_TOO_LONG), now);
        self.end_by_system(user, ResultCode::SessionTimeout, now);
    }

    fn end_session(&mut self, user: &str, now: Moment) {
        let talking = self.agent_of(user).is_some();
        let cause = if talking {
            ResultCode::CallTimeout
        } else {
            ResultCode::SessionTimeout
        };
        self.end_by_system(user, cause, now);
    }

    fn end_by_system(&mut self, user: &str, cause: ResultCode, now: Moment) {
        let settings = self.settings();
        let tips = settings
            .asynchronous
            .then(|| self.config.desk.offline_tips.clone());
        self.say(user, Utterance::timed_out(cause, tips.as_deref()), now);
        if let Some(visitor) = self.visitors.get_mut(user) {
            visitor.offline = tips.is_some();
            visitor.end();
        }
        self.queue.leave(user, settings.phantom_service, now);
    }
}

const NO_ANSWER: &str = "The agent does not answer. You are first in the line again.";
const WAITED_TOO_LONG: &str = "All agents are busy. Please leave a message, or try again later.";
