//! What is set about faults before the start.

use std::time::Duration;

use crate::FaultSpec;

/// Faults, and the dice of faults and quirks.
#[derive(Debug, Clone)]
pub struct WeatherConfig {
    /// How often what goes wrong.
    pub faults: FaultSpec,
    /// The seed of the dice; `None`: one at random, which the console shows.
    pub seed: Option<u64>,
    /// How long a delay lasts at most.
    pub longest_delay: Duration,
}

impl WeatherConfig {
    /// The seed of the dice; without one, of what is given.
    pub(crate) fn seed_or(&self, seed: u64) -> u64 {
        self.seed.unwrap_or(seed % DRAWN_SEEDS)
    }
}

impl Default for WeatherConfig {
    fn default() -> Self {
        Self {
            faults: FaultSpec::none(),
            seed: None,
            longest_delay: Duration::from_secs(3),
        }
    }
}

/// Short enough to be typed again.
const DRAWN_SEEDS: u64 = 1_000_000;
