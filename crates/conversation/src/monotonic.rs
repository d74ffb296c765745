//! A clock that never goes back.

use std::time::Duration;

/// A moment, in milliseconds since an arbitrary start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Monotonic(u64);

impl Monotonic {
    /// A moment by its milliseconds.
    pub fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Time passed since an earlier moment; zero if that one is later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }
}
