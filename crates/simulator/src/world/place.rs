//! A visitor's place in the waiting line.

use frontdesk_protocol::ResultCode;

use super::clock::Moment;
use super::visitor::Phase;
use super::{Outcome, World};

/// A place in the queue; the times are in seconds.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) position: u32,
    pub(crate) waited: u32,
    pub(crate) longest: u32,
    pub(crate) estimate: u32,
    pub(crate) limit: u32,
}

impl World {
    /// What queryQueueInfo answers: the place, or why there is none; once, that the agent who was
    /// rung up does not answer.
    pub(crate) fn ask_place(&mut self, user: &str, now: Moment) -> Result<Place, Outcome> {
        if let Some(visitor) = self.visitors.get_mut(user)
            && visitor.phase == Phase::Queued
            && std::mem::take(&mut visitor.unanswered)
        {
            return Err(Outcome::refused(
                ResultCode::AgentDoesNotAnswer,
                "the agent does not answer.",
            ));
        }
        self.place(user, now)
    }

    /// The visitor's place in the queue, or why there is none.
    pub(crate) fn place(&self, user: &str, now: Moment) -> Result<Place, Outcome> {
        let Some(visitor) = self.visitors.get(user) else {
            return Err(Outcome::refused(
                ResultCode::SessionInvalid,
                "session is invalid.",
            ));
        };
        match visitor.phase {
            Phase::Queued => Ok(self.place_in_queue(user, now)),
            Phase::WithAgent => Err(Outcome::refused(
                ResultCode::WithAgent,
                "the call is with an agent.",
            )),
            Phase::Robot => Err(Outcome::refused(ResultCode::InIvr, "the call is in IVR.")),
            Phase::Ended => Err(Outcome::refused(
                ResultCode::SessionEnded,
                "the session has ended.",
            )),
            Phase::New => Err(Outcome::refused(
                ResultCode::SessionInvalid,
                "session is invalid.",
            )),
        }
    }

    fn place_in_queue(&self, user: &str, now: Moment) -> Place {
        let position = self.queue.position(user).unwrap_or(1);
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        let waited = now.since(self.queue.since(user).unwrap_or(now));
        Place {
            position,
            waited: seconds(waited),
            longest: seconds(self.queue.longest_wait(now)),
            estimate: seconds(self.config.wait_per_place.saturating_mul(position)),
            limit: seconds(self.queue_timeout(user).unwrap_or(self.config.max_wait)),
        }
    }
}

fn seconds(span: std::time::Duration) -> u32 {
    u32::try_from(span.as_secs()).unwrap_or(u32::MAX)
}
