//! What a visitor does, and where it leads.

use std::sync::Arc;

use frontdesk_protocol::{DownlinkMessage, MediaType, ResultCode};
use serde_json::Value;
use tokio::sync::Notify;

use super::clock::Moment;
use super::downlink::{Utterance, shown};
use super::mode::Mode;
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
    /// CONNECT: the robot greets, and may use the `transData`. A session that is open goes on.
    pub(crate) fn connect(
        &mut self,
        user: &str,
        name: Option<&str>,
        data: Value,
        now: Moment,
    ) -> Outcome {
        if self.mode == Mode::NotWorking {
            self.asks_for_somebody(user);
            return Outcome::refused(ResultCode::NotWorkingTime, "not in working time.");
        }
        let call_id = format!("{}-{}", now.seconds(), self.random.digits());
        let Some(visitor) = self.visitors.get_mut(user) else {
            return Outcome::no_session();
        };
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            visitor.name = name.to_owned();
        }
        if !visitor.phase.is_live() {
            visitor.begin(call_id, now);
            visitor.services.begin(data);
            self.robot_greets(user, now);
        }
        Outcome::success("connect to robot successfully.")
    }

    /// CHAT: to the robot, who answers, or to the agent, now or when there is one.
    pub(crate) fn chat(
        &mut self,
        user: &str,
        media: Option<&MediaType>,
        content: &str,
        message_id: Option<&str>,
        now: Moment,
    ) -> Outcome {
        let Some(visitor) = self
            .visitors
            .get_mut(user)
            .filter(|known| known.phase.is_live())
        else {
            return Outcome::no_session();
        };
        visitor.said(shown(media, content), message_id, now);
        let phase = visitor.phase;
        visitor.unread += u32::from(phase != Phase::Robot);
        self.remember(user, media, content, message_id);
        self.touch();
        if phase == Phase::Robot {
            self.robot_answers(user, media, content, now);
            return Outcome::success("Send message to robot successfully");
        }
        Outcome::success("sendUserMessage successfully.")
    }

    /// TRANS2AGENT: into the waiting line.
    pub(crate) fn transfer(&mut self, user: &str, now: Moment) -> Outcome {
        self.asks_for_somebody(user);
        match self.visitors.get_mut(user) {
            Some(visitor) if visitor.phase == Phase::WithAgent => {
                Outcome::refused(ResultCode::NoAgents, "it has been agent service.")
            }
            Some(visitor) if visitor.phase == Phase::Queued => Outcome::success(TRANSFERRED),
            Some(visitor) if visitor.phase == Phase::Robot => {
                if self.mode == Mode::NoAgents {
                    return Outcome::refused(ResultCode::NoAgents, "no agent is available.");
                }
                visitor.phase = Phase::Queued;
                let service = self.config.phantom_service;
                self.queue.join(user, self.config.phantoms, service, now);
                self.say(user, Utterance::system("Queuing..."), now);
                Outcome::success(TRANSFERRED)
            }
            _ => Outcome::no_session(),
        }
    }

    /// INPUT: the visitor is writing.
    pub(crate) fn input(&mut self, user: &str, now: Moment) -> Outcome {
        let Some(visitor) = self
            .visitors
            .get_mut(user)
            .filter(|known| known.phase.is_live())
        else {
            return Outcome::no_session();
        };
        visitor.typing = Some(now);
        self.touch();
        Outcome::success("send input status successfully.")
    }

    /// READ: a comma list of codes of messages that the visitor has seen.
    pub(crate) fn read(&mut self, user: &str, codes: &str) -> Outcome {
        let Some(visitor) = self
            .visitors
            .get_mut(user)
            .filter(|known| known.phase.is_live())
        else {
            return Outcome::no_session();
        };
        let codes: Vec<&str> = codes.split(',').map(str::trim).collect();
        visitor.has_read(&codes);
        self.touch();
        Outcome::success("send read report successfully.")
    }

    /// DISCONNECT: the visitor leaves.
    pub(crate) fn disconnect(&mut self, user: &str, now: Moment) -> Outcome {
        let Some(visitor) = self
            .visitors
            .get_mut(user)
            .filter(|known| known.phase.is_live())
        else {
            return Outcome::no_session();
        };
        visitor.note("The visitor left", now);
        visitor.end();
        self.queue.leave(user, self.config.phantom_service, now);
        self.touch();
        Outcome::success("Disconnect robot successfully")
    }

    /// What has come for the visitor since the last time.
    pub(crate) fn take(&mut self, user: &str, now: Moment) -> Vec<DownlinkMessage> {
        self.visitors
            .get_mut(user)
            .map(|visitor| visitor.take(now))
            .unwrap_or_default()
    }

    /// What wakes the visitor's poll.
    pub(crate) fn wake(&self, user: &str) -> Option<Arc<Notify>> {
        Some(Arc::clone(&self.visitors.get(user)?.wake))
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
            limit: seconds(self.config.max_wait),
        }
    }
}

fn seconds(span: std::time::Duration) -> u32 {
    u32::try_from(span.as_secs()).unwrap_or(u32::MAX)
}

const TRANSFERRED: &str = "transfer from robot to agent success.";
