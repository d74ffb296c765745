//! How long to wait before trying again.

use std::time::Duration;

const FIRST: Duration = Duration::from_millis(500);
const LONGEST: Duration = Duration::from_secs(30);
/// Whoever asks for more is not believed.
const LONGEST_ASKED: Duration = Duration::from_secs(5 * 60);
/// Never at once: a fault that answers quickly must not become a storm.
const SHORTEST: Duration = Duration::from_millis(200);

/// Exponential, with full jitter.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Backoff {
    tries: u32,
}

impl Backoff {
    /// The next wait; at least `at_least`, which the service may have asked for.
    /// `chance` is any number.
    pub(crate) fn next(&mut self, chance: u64, at_least: Option<Duration>) -> Duration {
        let ceiling = FIRST
            .saturating_mul(1_u32.checked_shl(self.tries).unwrap_or(u32::MAX))
            .min(LONGEST);
        self.tries = self.tries.saturating_add(1).min(16);
        let millis = u64::try_from(ceiling.as_millis()).unwrap_or(u64::MAX);
        let jittered = Duration::from_millis(chance % millis.max(1)).max(SHORTEST);
        match at_least {
            // A little later than asked, so that not everybody comes at once.
            Some(at_least) => at_least.min(LONGEST_ASKED) + jittered.min(FIRST),
            None => jittered,
        }
    }

    pub(crate) fn tries(self) -> u32 {
        self.tries
    }

    pub(crate) fn reset(&mut self) {
        self.tries = 0;
    }
}
