//! What a seal says.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::identity::{Language, UserId};

/// Milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(u64);

impl Instant {
    /// By this machine's clock.
    pub fn now() -> Self {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self(millis(since))
    }

    /// So many milliseconds since 1970.
    pub fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970.
    pub fn as_millis(self) -> u64 {
        self.0
    }

    /// Later by a duration.
    pub fn after(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(millis(duration)))
    }

    /// How long before `later` this was; nothing where it was not.
    pub fn until(self, later: Self) -> Duration {
        Duration::from_millis(later.0.saturating_sub(self.0))
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// The identity that a seal carries; nothing else, and never a token of the cloud.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// The visitor.
    #[serde(rename = "u")]
    pub user_id: UserId,
    /// The channel for which it was made, and for which alone it holds.
    #[serde(rename = "c")]
    pub channel: String,
    /// Name to the agent.
    #[serde(rename = "n")]
    pub name: String,
    /// Language of the cloud's own texts.
    #[serde(rename = "l")]
    pub language: Language,
    /// When this visitor got the first seal.
    #[serde(rename = "f")]
    pub first: Instant,
    /// When this seal was made.
    #[serde(rename = "i")]
    pub issued: Instant,
    /// When it ends.
    #[serde(rename = "e")]
    pub expires: Instant,
}

impl Claims {
    /// Whether it has ended.
    pub fn is_expired(&self, now: Instant) -> bool {
        now >= self.expires
    }

    /// Whether more than half its life is over.
    pub fn is_past_half(&self, now: Instant) -> bool {
        self.issued.until(now) > self.issued.until(self.expires) / 2
    }
}
