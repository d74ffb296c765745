//! Which scenarios run, with whom, and how far they are.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use super::Scenario;
use super::run::Run;
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
    /// By their numbers, so that the oldest is first.
    runs: BTreeMap<u64, Run>,
    /// The number of the one that runs with a visitor.
    of_visitor: HashMap<String, u64>,
    next_id: u64,
    /// What all of them together make different; `None`: to be put together again.
    overlay: Cell<Option<Overlay>>,
}

/// A scenario that waits for a visitor; what it makes different is different already.
#[derive(Debug, Clone, Copy)]
struct Cast {
    scenario: Scenario,
    overlay: Overlay,
}

impl Stage {
    /// An empty one, where a scenario may be set for everybody.
    pub(crate) fn new(always: Option<Scenario>, speed: u32) -> Self {
        Self {
            speed,
            always: always.map(|scenario| Cast::of(scenario, speed)),
            next: None,
            runs: BTreeMap::new(),
            of_visitor: HashMap::new(),
            next_id: 0,
            overlay: Cell::new(None),
        }
    }

    /// Sets a scenario for the next visitor who connects.
    pub(crate) fn await_next(&mut self, scenario: Scenario) {
        self.next = Some(Cast::of(scenario, self.speed));
        self.overlay.take();
    }

    /// The scenario for a visitor who connects.
    pub(crate) fn take_next(&mut self) -> Option<Scenario> {
        self.overlay.take();
        let cast = self.next.take().or(self.always);
        cast.map(|cast| cast.scenario)
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
        if self.runs.len() >= MAX_RUNS
            && let Some(oldest) = self.runs.values().next().map(|run| run.id)
        {
            tracing::warn!(limit = MAX_RUNS, "too many scenarios run: ended the oldest");
            self.end(oldest);
        }
        let script = scenario.script().faster(self.speed);
        let id = self.next_id;
        let run = Run::new(id, scenario, script, user, heard, now);
        self.next_id += 1;
        self.runs.insert(id, run);
        self.of_visitor.insert(user.to_owned(), id);
        self.overlay.take();
    }

    /// Ends what runs with a visitor; whether anything did.
    pub(crate) fn stop(&mut self, user: &str) -> bool {
        let Some(id) = self.of_visitor.get(user).copied() else {
            return false;
        };
        self.end(id);
        true
    }

    /// Ends everything; whether there was anything.
    pub(crate) fn stop_all(&mut self) -> bool {
        let any = self.always.is_some() || self.next.is_some() || !self.runs.is_empty();
        self.always = None;
        self.next = None;
        self.runs.clear();
        self.of_visitor.clear();
        self.overlay.take();
        any
    }

    /// Ends one.
    pub(crate) fn end(&mut self, id: u64) {
        if let Some(run) = self.runs.remove(&id) {
            self.of_visitor.remove(&run.user);
        }
        self.overlay.take();
    }

    /// One of those that run.
    pub(crate) fn run(&mut self, id: u64) -> Option<&mut Run> {
        self.runs.get_mut(&id)
    }

    /// Takes back what scenarios make different, in part.
    pub(crate) fn forget(&mut self, part: impl Fn(&mut Overlay)) {
        let waiting = self.always.iter_mut().chain(&mut self.next);
        waiting.for_each(|cast| part(&mut cast.overlay));
        let running = self.runs.values_mut();
        running.for_each(|run| part(run.overlay_mut()));
        self.overlay.take();
    }

    /// The settings with what scenarios make different; the newest has the last word.
    pub(crate) fn over(&self, settings: Settings) -> Settings {
        let overlay = self.overlay.get().unwrap_or_else(|| self.together());
        self.overlay.set(Some(overlay));
        settings.under(&overlay)
    }

    /// After how long a visitor who waits is sent away, where that visitor's scenario says so.
    pub(crate) fn queue_timeout(&self, user: &str) -> Option<Duration> {
        self.with(user)?.overlay().queue_timeout
    }

    /// Numbers of those of which a step is due or that are over, oldest first.
    pub(crate) fn due(&self, now: Moment) -> Vec<u64> {
        let due = self.runs.values().filter(|run| run.is_due(now));
        due.map(|run| run.id).collect()
    }

    /// The one that runs with a visitor.
    pub(crate) fn with(&self, user: &str) -> Option<&Run> {
        self.runs.get(self.of_visitor.get(user)?)
    }

    /// Those that run, oldest first.
    pub(crate) fn runs(&self) -> impl Iterator<Item = &Run> {
        self.runs.values()
    }

    /// Whether the next visitor who connects is to find the door closed.
    pub(crate) fn is_closing(&self) -> bool {
        self.next().or(self.always()) == Some(Scenario::Closed)
    }

    /// What is set for everybody who connects.
    pub(crate) fn always(&self) -> Option<Scenario> {
        self.always.map(|cast| cast.scenario)
    }

    /// What is set for the next one who connects.
    pub(crate) fn next(&self) -> Option<Scenario> {
        self.next.map(|cast| cast.scenario)
    }

    fn together(&self) -> Overlay {
        let waiting = self.always.iter().chain(&self.next);
        let running = self.runs.values().map(Run::overlay);
        waiting
            .map(|cast| &cast.overlay)
            .chain(running)
            .fold(Overlay::default(), Overlay::under)
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

const MAX_RUNS: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment::from_millis(1_000_000);

    fn settings() -> Settings {
        Settings::new(&crate::Config::default())
    }

    #[test]
    fn the_newest_scenario_has_the_last_word_and_its_end_takes_it_back() {
        let mut stage = Stage::new(None, 1);
        stage.begin(Scenario::NoAgents, "ann", None, NOW);
        assert_eq!(stage.over(settings()).mode, crate::Mode::NoAgents);
        stage.begin(Scenario::Closed, "bob", None, NOW);
        assert_eq!(stage.over(settings()).mode, crate::Mode::NotWorking);
        stage.forget(|overlay| overlay.mode = None);
        assert_eq!(stage.over(settings()).mode, crate::Mode::Normal);
        stage.begin(Scenario::QueueFull, "ann", None, NOW);
        assert_eq!(stage.over(settings()).queue_limit, Some(0));
        assert!(stage.stop("ann") && !stage.stop("ann"));
        assert_eq!(stage.over(settings()).queue_limit, None);
        assert_eq!(stage.runs().count(), 1);
    }

    #[test]
    fn a_time_out_of_the_queue_is_for_the_scenarios_own_visitor() {
        let mut stage = Stage::new(None, 1);
        stage.begin(Scenario::QueueTimeout, "ann", None, NOW);
        assert_eq!(stage.queue_timeout("ann"), Some(Duration::from_secs(20)));
        assert_eq!(stage.queue_timeout("bob"), None);
        assert_eq!(stage.over(settings()).queue_timeout, None);
    }

    #[test]
    fn of_too_many_the_oldest_ends() {
        let mut stage = Stage::new(None, 1);
        for number in 0..=MAX_RUNS {
            stage.begin(Scenario::Greeting, &format!("u{number}"), None, NOW);
        }
        assert_eq!(stage.runs().count(), MAX_RUNS);
        assert!(stage.with("u0").is_none() && stage.with("u1").is_some());
    }
}
