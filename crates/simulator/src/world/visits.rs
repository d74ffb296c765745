//! What a visitor does, and where it leads.

use std::sync::Arc;

use frontdesk_protocol::{DownlinkMessage, MediaType, ResultCode, SourceType};
use serde_json::Value;
use tokio::sync::Notify;

use super::clock::Moment;
use super::downlink::{Utterance, shown};
use super::ledger::Heard;
use super::mode::Mode;
use super::transcript::Said;
use super::visitor::Phase;
use super::{Outcome, World};

impl World {
    /// CONNECT: the robot greets, and may use the `transData`. A session that is open goes on.
    pub(crate) fn connect(
        &mut self,
        user: &str,
        name: Option<&str>,
        data: Value,
        now: Moment,
    ) -> Outcome {
        let goes_on = self
            .visitor(user)
            .is_some_and(|visitor| visitor.phase.is_live());
        if self.mode() == Mode::NotWorking && !goes_on {
            self.asks_for_somebody(user);
            self.enters(user, false, now);
            return Outcome::refused(ResultCode::NotWorkingTime, "not in working time.");
        }
        let call_id = self.new_call_id(now);
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
            self.enters(user, true, now);
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
            .filter(|known| known.phase.is_live() || known.offline)
        else {
            return Outcome::no_session();
        };
        if visitor.offline && visitor.unread >= OFFLINE_KEPT {
            return Outcome::refused(ResultCode::Failure, "too many offline messages are kept.");
        }
        let said = Said {
            who: SourceType::Customer,
            text: shown(media, content),
            media: media.cloned(),
            content: Some(content.to_owned()),
            code: message_id.map(str::to_owned),
        };
        visitor.said(said, now);
        if let Some(ledger) = &mut visitor.ledger {
            ledger.heard.push(Heard {
                content: content.to_owned(),
                message_id: message_id.map(str::to_owned),
                repeated: false,
            });
        }
        let phase = visitor.phase;
        visitor.unread += u32::from(phase != Phase::Robot);
        self.keep_uplink(user, media, content, message_id);
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
        let settings = self.settings();
        match self.visitors.get_mut(user) {
            Some(visitor) if visitor.phase == Phase::WithAgent => {
                Outcome::refused(ResultCode::NoAgents, "it has been agent service.")
            }
            Some(visitor) if visitor.phase == Phase::Queued => Outcome::success(TRANSFERRED),
            Some(visitor) if visitor.phase == Phase::Robot => {
                if settings.mode == Mode::NoAgents {
                    return Outcome::refused(ResultCode::NoAgents, "no agent is available.");
                }
                if self.agents.signed_in().next().is_none() {
                    // CCUCS's code stands in the words only: 13 is what the table has.
                    return Outcome::refused(ResultCode::NoAgents, "20139: no agent is signed in.");
                }
                let full = |limit| self.queue.len() >= limit;
                if settings.queue_limit.is_some_and(full) {
                    return Outcome::refused(ResultCode::TooManyOnline, "the queue is full.");
                }
                visitor.phase = Phase::Queued;
                self.queue.join(
                    user,
                    settings.callers_before(),
                    settings.phantom_service,
                    now,
                );
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
        visitor.transcript().mark_read(&codes);
        self.touch();
        Outcome::success("send read report successfully.")
    }

    /// DISCONNECT: the visitor leaves. Offline messages that no agent has seen stay.
    pub(crate) fn disconnect(&mut self, user: &str, now: Moment) -> Outcome {
        let Some(visitor) = self
            .visitors
            .get_mut(user)
            .filter(|known| known.phase.is_live() || known.offline)
        else {
            return Outcome::no_session();
        };
        visitor.note("The visitor left", now);
        visitor.leave();
        let service = self.settings().phantom_service;
        self.queue.leave(user, service, now);
        self.touch();
        Outcome::success("Disconnect robot successfully")
    }

    /// What has come for the visitor since the last time, with the answer's number.
    pub(crate) fn take(&mut self, user: &str, now: Moment) -> (Vec<DownlinkMessage>, u64) {
        self.visitors
            .get_mut(user)
            .map(|visitor| visitor.take(now))
            .unwrap_or_default()
    }

    /// The visitor has begun to poll.
    pub(crate) fn poll_begins(&mut self, user: &str, now: Moment) {
        if let Some(visitor) = self.visitors.get_mut(user) {
            visitor.polls.begin(now);
        }
    }

    /// The visitor's poll is over, whether it was answered or not.
    pub(crate) fn poll_ends(&mut self, user: &str, now: Moment) {
        if let Some(visitor) = self.visitors.get_mut(user) {
            visitor.polls.end(now);
        }
    }

    /// Whether the visitor's polls ask for read receipts.
    pub(crate) fn want_receipts(&mut self, user: &str, wanted: bool) {
        if let Some(visitor) = self.visitors.get_mut(user) {
            visitor.wants_receipts = wanted;
        }
    }

    /// What wakes the visitor's poll.
    pub(crate) fn wake(&self, user: &str) -> Option<Arc<Notify>> {
        Some(Arc::clone(&self.visitors.get(user)?.wake))
    }

    /// Names a session to the agent gateway.
    pub(super) fn new_call_id(&mut self, now: Moment) -> String {
        format!("{}-{}", now.seconds(), self.random.digits())
    }
}

/// How many offline messages of one visitor are kept.
const OFFLINE_KEPT: u32 = 50;
const TRANSFERRED: &str = "transfer from robot to agent success.";
