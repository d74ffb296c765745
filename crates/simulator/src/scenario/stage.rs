//! Which scenarios run, with whom, and how far they are.

use std::collections::VecDeque;
use std::time::Duration;

use super::Scenario;
use super::script::{PATIENCE, Script, Step};
use crate::world::clock::Moment;
use crate::world::desk::settings::{Overlay, Settings};

/// All that is played.
#[derive(Debug)]
pub(crate) struct Stage {
    speed: u32,
    /// For everybody who connects.
    always: Option<Cast>,
    /// For the next one who connects.
    next: Option<Cast>,
    runs: VecDeque<Run>,
    next_id: u64,
}

/// A scenario that waits for a visitor; what it makes different is different already.
#[derive(Debug, Clone, Copy)]
struct Cast {
    scenario: Scenario,
    overlay: Overlay,
}

/// A scenario with a visitor.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) id: u64,
    pub(crate) scenario: Scenario,
    pub(crate) user: String,
    /// The visitor's newest line when the last step was done.
    pub(crate) heard: Option<u64>,
    /// The code of the agent's last message in it.
    pub(crate) code: Option<String>,
    script: Script,
    next: usize,
    due: Moment,
}

impl Stage {
    /// An empty one, where a scenario may be set for everybody.
    pub(crate) fn new(always: Option<Scenario>, speed: u32) -> Self {
        Self {
            speed,
            always: always.map(|scenario| Cast::of(scenario, speed)),
            next: None,
            runs: VecDeque::new(),
            next_id: 0,
        }
    }

    /// Sets a scenario for the next visitor who connects.
    pub(crate) fn await_next(&mut self, scenario: Scenario) {
        self.next = Some(Cast::of(scenario, self.speed));
    }

    /// The scenario for a visitor who connects.
    pub(crate) fn take_next(&mut self) -> Option<Scenario> {
        let cast = self.next.take().or(self.always);
        cast.map(|cast| cast.scenario)
    }

    /// Whether the next visitor who connects is to find the door closed.
    pub(crate) fn is_closing(&self) -> bool {
        self.next().or(self.always()) == Some(Scenario::Closed)
    }

    /// Begins with a visitor, in place of what ran with them.
    pub(crate) fn begin(
        &mut self,
        scenario: Scenario,
        user: &str,
        heard: Option<u64>,
        now: Moment,
    ) {
        self.stop(user);
        if self.runs.len() >= MAX_RUNS {
            self.runs.pop_front();
        }
        let script = scenario.script().faster(self.speed);
        let first = script.beats.first().map(|beat| beat.after);
        self.runs.push_back(Run {
            id: self.next_id,
            scenario,
            user: user.to_owned(),
            heard,
            code: None,
            script,
            next: 0,
            due: now + first.unwrap_or_default(),
        });
        self.next_id += 1;
    }

    /// Ends what runs with a visitor; whether anything did.
    pub(crate) fn stop(&mut self, user: &str) -> bool {
        let before = self.runs.len();
        self.runs.retain(|run| run.user != user);
        self.runs.len() != before
    }

    /// Ends everything; whether there was anything.
    pub(crate) fn stop_all(&mut self) -> bool {
        let any = self.always.is_some() || self.next.is_some() || !self.runs.is_empty();
        self.always = None;
        self.next = None;
        self.runs.clear();
        any
    }

    /// Ends one.
    pub(crate) fn end(&mut self, id: u64) {
        self.runs.retain(|run| run.id != id);
    }

    /// One of those that run.
    pub(crate) fn run(&mut self, id: u64) -> Option<&mut Run> {
        self.runs.iter_mut().find(|run| run.id == id)
    }

    /// Takes back what scenarios make different, in part.
    pub(crate) fn forget(&mut self, part: impl Fn(&mut Overlay)) {
        let waiting = self.always.iter_mut().chain(&mut self.next);
        waiting.for_each(|cast| part(&mut cast.overlay));
        let running = self.runs.iter_mut();
        running.for_each(|run| part(&mut run.script.overlay));
    }

    /// The settings with what scenarios make different; the newest has the last word.
    pub(crate) fn over(&self, settings: Settings) -> Settings {
        let waiting = self.always.iter().chain(&self.next);
        let running = self.runs.iter().map(|run| &run.script.overlay);
        waiting
            .map(|cast| &cast.overlay)
            .chain(running)
            .fold(settings, Settings::under)
    }

    /// Those that run, oldest first.
    pub(crate) fn runs(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter()
    }

    /// What is set for everybody who connects.
    pub(crate) fn always(&self) -> Option<Scenario> {
        self.always.map(|cast| cast.scenario)
    }

    /// What is set for the next one who connects.
    pub(crate) fn next(&self) -> Option<Scenario> {
        self.next.map(|cast| cast.scenario)
    }
}

impl Cast {
    fn of(scenario: Scenario, speed: u32) -> Self {
        Self {
            scenario,
            overlay: scenario.script().faster(speed).overlay,
        }
    }
}

impl Run {
    /// Whether there is no further step.
    pub(crate) fn is_over(&self) -> bool {
        self.next >= self.script.beats.len()
    }

    /// The step that comes next, if its time has come.
    pub(crate) fn due(&self, now: Moment) -> Option<Step> {
        let beat = self.script.beats.get(self.next)?;
        (self.due <= now).then(|| beat.step.clone())
    }

    /// How long the step that is due has been tried.
    pub(crate) fn tried(&self, now: Moment) -> Duration {
        now.since(self.due)
    }

    /// Whether the step that is due has been tried for longer than makes sense.
    pub(crate) fn is_stuck(&self, now: Moment) -> bool {
        self.tried(now) > PATIENCE
    }

    /// The step is done; `heard` is the visitor's newest line.
    pub(crate) fn advance(&mut self, heard: Option<u64>, now: Moment) {
        self.heard = heard;
        self.next += 1;
        let pause = self.script.beats.get(self.next).map(|beat| beat.after);
        self.due = now + pause.unwrap_or_default();
    }
}

const MAX_RUNS: usize = 1000;
