//! Everything behind the API: visitors, robot, queue, agents. It has no clock and no IO; whoever
//! calls brings the time.

mod agents;
pub(crate) mod calls;
pub(crate) mod clock;
pub(crate) mod downlink;
mod entrance;
pub(crate) mod feedback;
pub(crate) mod files;
pub(crate) mod history;
pub(crate) mod html;
mod kept;
pub(crate) mod left;
pub(crate) mod library;
pub(crate) mod mode;
mod operators;
pub(crate) mod queue;
mod random;
pub(crate) mod ratings;
pub(crate) mod robot;
pub(crate) mod services;
mod tokens;
mod uplink;
pub(crate) mod visitor;
mod visits;

use std::collections::BTreeMap;
use std::sync::Arc;

use frontdesk_protocol::{ResultCode, SourceType};

use self::clock::Moment;
use self::downlink::Utterance;
use self::mode::Mode;
use self::queue::Queue;
use self::random::Random;
use self::ratings::{Answers, Ratings};
use self::services::Services;
use self::tokens::{Bearers, Tokens};
use self::visitor::{Phase, Visitor};
use crate::{Config, Script};

pub(crate) use self::agents::{AgentRefusal, AgentText};
pub(crate) use self::entrance::Caller;

/// The whole state.
pub(crate) struct World {
    config: Arc<Config>,
    random: Random,
    mode: Mode,
    bearers: Bearers,
    tokens: Tokens,
    visitors: BTreeMap<String, Visitor>,
    queue: Queue,
    ratings: Ratings,
    services: Services,
    revision: u64,
}

/// How a call ended: a code and the documents' words for it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) code: ResultCode,
    pub(crate) description: &'static str,
}

impl World {
    /// An empty one. The revision starts at the time, so that a page that knew an earlier run sees
    /// that something is new.
    pub(crate) fn new(config: Arc<Config>, seed: u64, now: Moment) -> Self {
        Self {
            config,
            random: Random::new(seed),
            mode: Mode::Normal,
            bearers: Bearers::default(),
            tokens: Tokens::default(),
            visitors: BTreeMap::new(),
            queue: Queue::default(),
            ratings: Ratings::default(),
            services: Services::default(),
            revision: now.millis().unsigned_abs(),
        }
    }

    /// What time alone brings about: the queue moves, and who has not polled for long is gone.
    pub(crate) fn tick(&mut self, now: Moment) {
        if self.queue.serve_phantoms(self.config.phantom_service, now) {
            self.touch();
        }
        let config = Arc::clone(&self.config);
        let mut gone = Vec::new();
        for visitor in self.visitors.values_mut() {
            let silence = now.since(visitor.last_poll);
            if visitor.phase.is_live() && silence > config.session_timeout {
                let goodbye = Utterance::disconnect(SourceType::System);
                visitor.deliver(goodbye, &config.channel, config.max_pending, now);
                visitor.end();
                gone.push(visitor.user.clone());
            }
        }
        for user in gone {
            self.queue.leave(&user, config.phantom_service, now);
            self.touch();
        }
        self.tick_calls(now);
    }

    /// Takes a rating, from somebody who has or had a session.
    pub(crate) fn rate(&mut self, user: &str, answers: Answers<'_>, now: Moment) -> Outcome {
        match self.visitors.get(user) {
            Some(visitor) if visitor.phase != Phase::New => {
                self.ratings.add(user, &visitor.name, answers, now);
                self.touch();
                Outcome::success("save satisfaction success.")
            }
            _ => Outcome::no_session(),
        }
    }

    pub(crate) fn set_mode(&mut self, mode: Mode) {
        self.mode = mode;
        self.touch();
    }

    pub(crate) fn mode(&self) -> Mode {
        self.mode
    }

    /// Changes whenever something does that the console shows.
    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    pub(crate) fn channel(&self) -> &str {
        &self.config.channel
    }

    pub(crate) fn visitor(&self, user: &str) -> Option<&Visitor> {
        self.visitors.get(user)
    }

    pub(crate) fn visitors(&self) -> impl Iterator<Item = &Visitor> {
        self.visitors.values()
    }

    pub(crate) fn queue(&self) -> &Queue {
        &self.queue
    }

    pub(crate) fn ratings(&self) -> &Ratings {
        &self.ratings
    }

    fn script(&self) -> Arc<Script> {
        Arc::clone(&self.config.services.script)
    }

    fn touch(&mut self) {
        self.revision += 1;
    }

    /// Says something to a visitor who is there.
    fn say(&mut self, user: &str, utterance: Utterance, now: Moment) {
        if let Some(visitor) = self.visitors.get_mut(user) {
            visitor.deliver(
                utterance,
                &self.config.channel,
                self.config.max_pending,
                now,
            );
            self.touch();
        }
    }
}

impl Outcome {
    pub(crate) fn success(description: &'static str) -> Self {
        Self {
            code: ResultCode::Success,
            description,
        }
    }

    pub(crate) fn refused(code: ResultCode, description: &'static str) -> Self {
        Self { code, description }
    }

    pub(crate) fn no_session() -> Self {
        Self::refused(ResultCode::SessionNotFound, "session not found.")
    }
}
