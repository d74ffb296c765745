//! Faults: what goes wrong between visitor, proxy and upstream, by dice. The forms that answers take
//! are thrown with dice of the same seed.

mod broken;
mod counts;
mod dice;
mod kind;
pub(crate) mod layer;
mod receipt;
pub(crate) mod relay;
mod spec;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub use counts::FaultCounts;
use dice::{Dice, Throw};
pub use kind::{FaultKind, Leg};
pub use relay::{RelayConfig, RelayError, RunningRelay, start_relay};
pub use spec::FaultSpec;

/// The faults of both legs: rates, dice and counts, and the dice of the forms. They can be changed while calls go on.
#[derive(Debug)]
pub(crate) struct Faults {
    longest_delay: Duration,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    spec: FaultSpec,
    seed: u64,
    dice: Dice,
    counts: FaultCounts,
    revision: u64,
}

impl Faults {
    pub(crate) fn new(spec: FaultSpec, seed: u64, longest_delay: Duration) -> Self {
        let state = State {
            spec,
            seed,
            dice: Dice::new(seed),
            counts: FaultCounts::default(),
            revision: 0,
        };
        Self {
            longest_delay,
            state: Mutex::new(state),
        }
    }

    /// Changes the rates. With a seed the dice begin anew, those of the forms too; else they go on.
    pub(crate) fn set(&self, spec: FaultSpec, seed: Option<u64>) {
        let mut state = self.lock();
        state.spec = spec;
        state.revision += 1;
        if let Some(seed) = seed {
            state.seed = seed;
            state.dice = Dice::new(seed);
        }
    }

    /// The rates and the seed of the dice.
    pub(crate) fn set_to(&self) -> (FaultSpec, u64) {
        let state = self.lock();
        (state.spec.clone(), state.seed)
    }

    /// The seed of the dice.
    pub(crate) fn seed(&self) -> u64 {
        self.lock().seed
    }

    /// The seed of the dice, and what they decide about the next answer's form.
    pub(crate) fn form(&self) -> (u64, u64) {
        let mut state = self.lock();
        (state.seed, state.dice.form())
    }

    /// What went wrong so far.
    pub(crate) fn done(&self) -> FaultCounts {
        self.lock().counts.clone()
    }

    /// Changes whenever the rates or the counts do.
    pub(crate) fn revision(&self) -> u64 {
        self.lock().revision
    }

    fn roll(&self, leg: Leg) -> Option<Throw> {
        let mut state = self.lock();
        let State { spec, dice, .. } = &mut *state;
        dice.roll(leg, spec)
    }

    fn count(&self, leg: Leg, name: &'static str) {
        let mut state = self.lock();
        state.counts.add(leg, name);
        state.revision += 1;
        tracing::debug!(leg = leg.as_str(), fault = name, "fault");
    }

    /// How long a delay lasts: from [`SHORTEST_DELAY`] on.
    fn delay(&self, throw: &mut Throw) -> Duration {
        let shortest = SHORTEST_DELAY.min(self.longest_delay);
        shortest + (self.longest_delay - shortest).mul_f64(throw.random.unit())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Below it nobody would notice.
const SHORTEST_DELAY: Duration = Duration::from_millis(50);
