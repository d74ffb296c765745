//! A clock that never goes back.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A moment, in milliseconds since an arbitrary start. It must not go back over reloads, tabs and
/// sleep either: whoever drives a visit says the largest of the wall clock, its own last word and
/// [`Snapshot::clock`](crate::Snapshot::clock).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Monotonic(u64);

impl Monotonic {
    /// A moment by its milliseconds.
    pub fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Its milliseconds.
    pub fn as_millis(self) -> u64 {
        self.0
    }

    pub(crate) fn after(self, wait: Duration) -> Self {
        let millis = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        Self(self.0.saturating_add(millis))
    }

    /// Time passed since an earlier moment; zero if that one is later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }
}
