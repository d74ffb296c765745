//! What is set about faults before the start.

use std::net::SocketAddr;
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
    /// A relay between visitors and a proxy, with the same faults; `None`: none.
    pub down: Option<DownLeg>,
}

/// Where a relay stands.
#[derive(Debug, Clone)]
pub struct DownLeg {
    /// Where it listens; loopback only. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// The proxy: `http://` and an address of this machine.
    pub to: String,
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
            down: None,
        }
    }
}

/// Short enough to be typed again.
const DRAWN_SEEDS: u64 = 1_000_000;
