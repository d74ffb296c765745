//! Time, as the world is told it.

use std::ops::Add;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A point in time, in milliseconds since 1970. It never runs backwards within a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(u64);

impl Moment {
    /// From milliseconds since 1970.
    #[cfg(test)]
    pub(crate) const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// As the wire writes it.
    pub(crate) fn millis(self) -> i64 {
        i64::try_from(self.0).unwrap_or(i64::MAX)
    }

    /// Seconds since 1970.
    pub(crate) fn seconds(self) -> i64 {
        self.millis() / 1000
    }

    /// How much later this is; nothing when it is earlier.
    pub(crate) fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }

    /// That much earlier.
    pub(crate) fn before(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(millis(span)))
    }
}

impl Add<Duration> for Moment {
    type Output = Self;

    fn add(self, span: Duration) -> Self {
        Self(self.0.saturating_add(millis(span)))
    }
}

/// Reads the wall clock and counts on from there, so that a clock that is set back does not put
/// messages out of order. Where the wall clock has run far ahead, the machine was asleep and the
/// count stood still: it is followed.
#[derive(Debug)]
pub(crate) struct Clock {
    started: Instant,
    /// What was read of the wall at the start, and what it has run ahead since, in milliseconds.
    start: AtomicU64,
}

impl Clock {
    /// From now on.
    pub(crate) fn start() -> Self {
        Self {
            started: Instant::now(),
            start: AtomicU64::new(wall()),
        }
    }

    /// Now.
    pub(crate) fn now(&self) -> Moment {
        self.follow(millis(self.started.elapsed()), wall())
    }

    /// The time, so many milliseconds of counting after the start, with the wall clock at `wall`.
    fn follow(&self, counted: u64, wall: u64) -> Moment {
        let start = self.start.load(Ordering::Relaxed);
        let now = start.saturating_add(counted);
        if wall <= now.saturating_add(MOST_AHEAD) {
            return Moment(now);
        }
        let start = wall.saturating_sub(counted);
        // Another reader may have followed further.
        let known = self.start.fetch_max(start, Ordering::Relaxed);
        Moment(known.max(start).saturating_add(counted))
    }
}

/// Milliseconds since 1970.
fn wall() -> u64 {
    let wall = SystemTime::now().duration_since(UNIX_EPOCH);
    millis(wall.unwrap_or_default())
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

/// How far the wall clock may be ahead, in milliseconds: it is corrected a little now and then.
const MOST_AHEAD: u64 = 2000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wall_clock_that_has_run_far_ahead_is_followed_and_none_back() {
        let clock = Clock {
            started: Instant::now(),
            start: AtomicU64::new(100_000),
        };
        assert_eq!(clock.follow(1000, 101_000), Moment(101_000));
        assert_eq!(clock.follow(1000, 103_000), Moment(101_000));
        // Asleep for an hour.
        assert_eq!(clock.follow(2000, 3_702_000), Moment(3_702_000));
        assert_eq!(clock.follow(3000, 3_703_000), Moment(3_703_000));
        // Set back.
        assert_eq!(clock.follow(4000, 50_000), Moment(3_704_000));
    }
}
