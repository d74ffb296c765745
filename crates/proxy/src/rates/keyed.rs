//! One limit, counted for each of many callers, in so much memory and no more.

use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::Mutex;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use tokio::time::Instant;

use crate::config::Rate;
use crate::sync::lock;

/// A limit for each key; without a rate there is none.
pub(super) struct Keyed<K: Clone + Eq + Hash>(Option<Counted<K>>);

struct Counted<K: Clone + Eq + Hash> {
    limiter: RateLimiter<Key<K>, HashMapStateStore<Key<K>>, DefaultClock>,
    /// When room was last made, beside the sweeps.
    cleared: Mutex<Option<Instant>>,
    hasher: RandomState,
    most: usize,
}

/// Who is counted.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Key<K> {
    /// One caller.
    Own(K),
    /// Callers who share what is left, while there are too many to be counted one by one.
    Shared(u64),
}

impl<K: Clone + Eq + Hash> Keyed<K> {
    pub(super) fn new(rate: Option<Rate>) -> Self {
        Self::with_most(rate, MOST)
    }

    fn with_most(rate: Option<Rate>, most: usize) -> Self {
        let quota = rate.and_then(|rate| {
            let quota = Quota::with_period(rate.per / rate.number.get())?;
            Some(quota.allow_burst(rate.burst))
        });
        Self(quota.map(|quota| Counted {
            limiter: RateLimiter::hashmap(quota),
            cleared: Mutex::default(),
            hasher: RandomState::new(),
            most,
        }))
    }

    /// Takes one.
    ///
    /// # Errors
    /// When there is one again.
    pub(super) fn take(&self, key: K) -> Result<(), Duration> {
        let Some(counted) = &self.0 else {
            return Ok(());
        };
        let key = if counted.has_room() {
            Key::Own(key)
        } else {
            Key::Shared(counted.hasher.hash_one(&key) % SHARED)
        };
        let taken = counted.limiter.check_key(&key);
        taken.map_err(|not_until| not_until.wait_time_from(counted.limiter.clock().now()))
    }

    pub(super) fn sweep(&self) {
        if let Some(counted) = &self.0 {
            counted.limiter.retain_recent();
            counted.limiter.shrink_to_fit();
        }
    }
}

impl<K: Clone + Eq + Hash> Counted<K> {
    fn has_room(&self) -> bool {
        if self.limiter.len() < self.most {
            return true;
        }
        let now = Instant::now();
        let mut cleared = lock(&self.cleared);
        if cleared.is_none_or(|at| now >= at + PAUSE) {
            *cleared = Some(now);
            self.limiter.retain_recent();
        }
        self.limiter.len() < self.most
    }
}

/// Callers who are counted one by one.
const MOST: usize = 100_000;

/// Counts for those beyond.
const SHARED: u64 = 1024;

/// To make room takes a while, so it is not tried more often.
const PAUSE: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;

    fn rate(number: u32, per: u64, burst: u32) -> Option<Rate> {
        Some(Rate {
            number: NonZeroU32::new(number)?,
            per: Duration::from_secs(per),
            burst: NonZeroU32::new(burst)?,
        })
    }

    #[test]
    fn each_caller_has_a_burst_and_then_the_rate() {
        let keyed = Keyed::new(rate(30, 3600, 3));
        for key in ["a", "b"] {
            for _ in 0..3 {
                assert_eq!(keyed.take(key), Ok(()));
            }
            let wait = keyed.take(key).unwrap_err();
            assert!(wait > Duration::from_secs(110) && wait <= Duration::from_secs(120));
        }
        let none = Keyed::new(None);
        assert!((0..1000).all(|_| none.take("a").is_ok()));
    }

    #[test]
    fn callers_without_number_take_no_memory_without_bound() {
        let keyed = Keyed::with_most(rate(1, 3600, 1), 100);
        let taken = (0..100_000).filter(|key| keyed.take(*key).is_ok()).count();
        let counted = keyed.0.as_ref().unwrap().limiter.len();
        assert!(counted <= 100 + SHARED as usize, "{counted}");
        // Beyond those who are counted one by one there is still something for the others.
        assert!(taken > 100 && taken <= counted, "{taken}");
    }

    #[test]
    fn a_sweep_forgets_who_has_used_nothing_of_late() {
        let keyed = Keyed::new(rate(1000, 1, 1));
        for key in 0..50 {
            assert_eq!(keyed.take(key), Ok(()));
        }
        std::thread::sleep(Duration::from_millis(20));
        keyed.sweep();
        assert_eq!(keyed.0.as_ref().unwrap().limiter.len(), 0);
    }
}
