//! A scenario with a visitor, and how far it is.

use std::time::Duration;

use super::Scenario;
use super::script::{PATIENCE, Script, Step};
use crate::world::clock::Moment;
use crate::world::desk::settings::Overlay;

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

impl Run {
    /// Before its first step; `heard` is the visitor's newest line.
    pub(super) fn new(
        id: u64,
        scenario: Scenario,
        script: Script,
        user: &str,
        heard: Option<u64>,
        now: Moment,
    ) -> Self {
        let first = script.beats.first().map(|beat| beat.after);
        Self {
            id,
            scenario,
            user: user.to_owned(),
            heard,
            code: None,
            script,
            next: 0,
            due: now + first.unwrap_or_default(),
        }
    }

    /// What it makes different.
    pub(super) fn overlay(&self) -> &Overlay {
        &self.script.overlay
    }

    pub(super) fn overlay_mut(&mut self) -> &mut Overlay {
        &mut self.script.overlay
    }

    /// Whether there is something to do: a step whose time has come, or to end it.
    pub(super) fn is_due(&self, now: Moment) -> bool {
        self.is_over() || self.due <= now
    }

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

    /// Whether the step that is due has been tried for longer than makes sense. What waits for a
    /// cue knows itself how long.
    pub(crate) fn is_stuck(&self, now: Moment) -> bool {
        let beat = self.script.beats.get(self.next);
        let waits = beat.is_some_and(|beat| matches!(beat.step, Step::Until(..)));
        !waits && self.tried(now) > PATIENCE
    }

    /// The step is done; `heard` is the visitor's newest line.
    pub(crate) fn advance(&mut self, heard: Option<u64>, now: Moment) {
        self.heard = heard;
        self.next += 1;
        let pause = self.script.beats.get(self.next).map(|beat| beat.after);
        self.due = now + pause.unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::script::{Cue, after, until};

    const START: Moment = Moment::from_millis(1_000_000);

    #[test]
    fn a_cue_is_waited_for_to_the_end_and_another_step_is_given_up() {
        let late = START + PATIENCE + Duration::from_millis(50);
        for (beat, is_stuck) in [(until(Cue::Queued), false), (after(0, Step::Accept), true)] {
            let run = Run::new(0, Scenario::Busy, Script::of([beat]), "ann", None, START);
            assert_eq!(run.is_stuck(late), is_stuck);
        }
    }
}
