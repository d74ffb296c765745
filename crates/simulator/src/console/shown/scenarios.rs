//! Scenarios: which there are, and which run.

use serde::Serialize;

use crate::Scenario;
use crate::scenario::run::Run;
use crate::world::World;

/// A scenario that can be started.
#[derive(Serialize)]
pub(super) struct Known {
    name: &'static str,
    does: &'static str,
}

/// What is played.
#[derive(Serialize)]
pub(super) struct Played {
    /// With everybody who connects.
    always: Option<&'static str>,
    /// With the next one who connects.
    next: Option<&'static str>,
    running: Vec<WithVisitor>,
}

/// A scenario with a visitor.
#[derive(Serialize)]
struct WithVisitor {
    name: &'static str,
    user: String,
}

/// All there are.
pub(super) fn known() -> Vec<Known> {
    let known = Scenario::ALL.map(|scenario| Known {
        name: scenario.name(),
        does: scenario.does(),
    });
    known.into()
}

impl Played {
    pub(super) fn of(world: &World) -> Self {
        let stage = world.stage();
        Self {
            always: stage.always().map(Scenario::name),
            next: stage.next().map(Scenario::name),
            running: stage.runs().take(RUNS_SHOWN).map(WithVisitor::of).collect(),
        }
    }
}

impl WithVisitor {
    fn of(run: &Run) -> Self {
        Self {
            name: run.scenario.name(),
            user: run.user.clone(),
        }
    }
}

const RUNS_SHOWN: usize = 50;
