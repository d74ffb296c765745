//! How often a visitor's messages are asked for while the cloud pushes them.

use std::sync::Mutex;
use std::time::Duration;

use tokio::time::Instant;

use crate::sync::lock;

/// When the cloud may be asked again.
#[derive(Debug)]
pub(super) struct Pace {
    /// `None`: nothing is pushed, so it may be asked at any time.
    interval: Option<Duration>,
    /// `None`: now.
    due: Mutex<Option<Instant>>,
}

impl Pace {
    pub(super) fn new(interval: Option<Duration>) -> Self {
        Self {
            interval,
            due: Mutex::default(),
        }
    }

    /// Takes a turn.
    ///
    /// # Errors
    /// When the next one is due, if that is not now.
    pub(super) fn turn(&self, now: Instant) -> Result<(), Instant> {
        let Some(interval) = self.interval else {
            return Ok(());
        };
        let mut due = lock(&self.due);
        match *due {
            Some(due) if due > now => Err(due),
            _ => {
                *due = Some(now + interval);
                Ok(())
            }
        }
    }

    /// The next turn is due at once.
    pub(super) fn hurry(&self) {
        *lock(&self.due) = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_turn_is_taken_per_interval_unless_there_is_a_hurry() {
        let interval = Duration::from_secs(30);
        let pace = Pace::new(Some(interval));
        let start = Instant::now();
        let next = start + interval;
        assert_eq!(pace.turn(start), Ok(()));
        assert_eq!(pace.turn(next - Duration::from_millis(1)), Err(next));
        assert_eq!(pace.turn(next), Ok(()));
        assert_eq!(pace.turn(next), Err(next + interval));
        pace.hurry();
        assert_eq!(pace.turn(next), Ok(()));
        assert_eq!(pace.turn(next), Err(next + interval));
    }

    #[test]
    fn without_pushes_every_turn_is_due() {
        let pace = Pace::new(None);
        let now = Instant::now();
        assert_eq!([pace.turn(now), pace.turn(now)], [Ok(()), Ok(())]);
    }
}
