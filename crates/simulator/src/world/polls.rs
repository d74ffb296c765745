//! When a visitor polls.

use std::time::Duration;

use super::clock::Moment;

/// When a visitor last polled, and whether one is polling.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Polls {
    last: Moment,
    /// How many polls are held.
    held: u32,
}

impl Polls {
    /// None yet: silence counts from now on.
    pub(crate) fn new(now: Moment) -> Self {
        Self { last: now, held: 0 }
    }

    /// Lets silence count from now on.
    pub(crate) fn renew(&mut self, now: Moment) {
        self.last = now;
    }

    /// A poll begins, which may be held.
    pub(crate) fn begin(&mut self, now: Moment) {
        self.held += 1;
        self.last = now;
    }

    /// A poll is over, whether it was answered or not.
    pub(crate) fn end(&mut self, now: Moment) {
        self.held = self.held.saturating_sub(1);
        self.last = now;
    }

    /// When a poll last began or ended.
    pub(crate) fn last(&self) -> Moment {
        self.last
    }

    /// How long it is since the last one; nothing while one is held.
    pub(crate) fn silence(&self, now: Moment) -> Duration {
        if self.held > 0 {
            return Duration::ZERO;
        }
        now.since(self.last)
    }
}
