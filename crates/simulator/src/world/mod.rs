//! Everything behind the API: visitors, robot, queue, agents. It has no clock and no IO; whoever
//! calls brings the time.

pub(crate) mod calls;
pub(crate) mod clock;
pub(crate) mod desk;
pub(crate) mod downlink;
mod entrance;
pub(crate) mod feedback;
pub(crate) mod files;
pub(crate) mod history;
pub(crate) mod html;
mod kept;
pub(crate) mod ledger;
pub(crate) mod left;
pub(crate) mod library;
pub(crate) mod mode;
mod operators;
pub(crate) mod phase;
mod place;
mod polls;
mod pushes;
pub(crate) mod queue;
pub(crate) mod random;
pub(crate) mod ratings;
pub(crate) mod robot;
mod scenarios;
pub(crate) mod services;
mod tokens;
pub(crate) mod transcript;
mod uplink;
pub(crate) mod visitor;
mod visits;
mod weather;

use std::collections::BTreeMap;
use std::sync::Arc;

use frontdesk_protocol::ResultCode;

use self::clock::Moment;
use self::desk::agents::Agents;
use self::desk::settings::Settings;
use self::downlink::Utterance;
use self::mode::Mode;
use self::queue::Queue;
use self::random::Random;
use self::services::Services;
use self::tokens::{Bearers, Tokens};
use self::visitor::Visitor;
use crate::faults::Faults;
use crate::push::PushQueue;
use crate::scenario::stage::Stage;
use crate::{Config, Quirks, Script};

pub(crate) use self::desk::agent_text::{AgentRefusal, AgentText};
pub(crate) use self::entrance::Caller;

/// The whole state.
pub(crate) struct World {
    config: Arc<Config>,
    random: Random,
    settings: Settings,
    agents: Agents,
    stage: Stage,
    bearers: Bearers,
    tokens: Tokens,
    visitors: BTreeMap<String, Visitor>,
    queue: Queue,
    services: Services,
    pushes: Option<PushQueue>,
    revision: u64,
    quirks: Quirks,
    faults: Arc<Faults>,
    /// The state of the faults that the revision takes account of.
    faults_seen: u64,
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
            pushes: config.push.as_ref().map(PushQueue::new),
            settings: Settings::new(&config),
            agents: Agents::new(&config.desk.agents),
            stage: Stage::new(config.desk.scenario, config.desk.scenario_speed),
            quirks: config.quirks.clone(),
            faults: weather::faults(&config.weather, seed),
            faults_seen: 0,
            config,
            random: Random::new(seed),
            bearers: Bearers::default(),
            tokens: Tokens::default(),
            visitors: BTreeMap::new(),
            queue: Queue::default(),
            services: Services::default(),
            revision: now.millis().unsigned_abs(),
        }
    }

    /// What time alone brings about: the queue moves, and who has not polled for long is gone.
    pub(crate) fn tick(&mut self, now: Moment) {
        let service = self.settings().phantom_service;
        if self.queue.serve_phantoms(service, now) {
            self.touch();
        }
        self.end_overdue(now);
        self.tick_calls(now);
        self.play(now);
        self.notice_faults();
    }

    pub(crate) fn set_mode(&mut self, mode: Mode) {
        self.settings.mode = mode;
        self.stage.forget(|overlay| overlay.mode = None);
        self.touch();
    }

    pub(crate) fn mode(&self) -> Mode {
        self.settings().mode
    }

    /// How the desk is set now.
    pub(crate) fn settings(&self) -> Settings {
        self.stage.over(self.settings)
    }

    /// Keeps what a visitor may write after a time-out, or does not.
    pub(crate) fn set_asynchronous(&mut self, asynchronous: bool) {
        self.settings.asynchronous = asynchronous;
        self.stage.forget(|overlay| overlay.asynchronous = None);
        self.touch();
    }

    /// How many may wait; `None`: any number.
    pub(crate) fn set_queue_limit(&mut self, limit: Option<usize>) {
        self.settings.queue_limit = limit;
        self.stage.forget(|overlay| overlay.queue_limit = None);
        self.touch();
    }

    /// Changes whenever something does that the console shows.
    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    pub(crate) fn config(&self) -> &Config {
        &self.config
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

    /// What came of a message that was taken without a look at it.
    pub(crate) fn tell_failure(&mut self, user: &str, outcome: &Outcome, now: Moment) {
        let text = format!("{}: {}", outcome.code, outcome.description);
        self.say(user, Utterance::system(&text), now);
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
                self.pushes.as_mut(),
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
