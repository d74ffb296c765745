//! When the proxy was killed: what was on its way to it then, nobody can account for.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

/// Kills so far, in milliseconds since 1970.
#[derive(Debug, Default)]
pub struct Kills(Mutex<Vec<Kill>>);

#[derive(Debug, Clone, Copy)]
struct Kill {
    at: i64,
    forgot: bool,
}

impl Kills {
    /// Writes one down that is about to happen.
    pub fn add(&self, forgot: bool) {
        let at = time_of_day();
        self.lock().push(Kill { at, forgot });
    }

    /// Whether an answer of this time may have died with the proxy, or with its store.
    pub fn explain(&self, at: i64) -> bool {
        let kills = self.lock();
        kills.iter().any(|kill| {
            let under_way = (kill.at - BEFORE..=kill.at + AFTER).contains(&at);
            under_way || (kill.forgot && at < kill.at)
        })
    }

    /// Whether the store was lost after this time.
    pub fn forgot_after(&self, at: i64) -> bool {
        self.lock().iter().any(|kill| kill.forgot && at < kill.at)
    }

    /// How many there were, and at how many of them the store was lost.
    pub fn count(&self) -> (usize, usize) {
        let kills = self.lock();
        let forgot = kills.iter().filter(|kill| kill.forgot).count();
        (kills.len(), forgot)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Kill>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Milliseconds since 1970.
pub fn time_of_day() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}

/// How long an answer may take from the cloud into the journal.
const BEFORE: i64 = 2_000;

/// How long the cloud may take to see that a connection is gone. The next proxy starts later.
const AFTER: i64 = 500;
