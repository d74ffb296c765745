//! What the proxy remembers of a visitor while it lives.

mod poll;

use std::sync::Arc;
use std::time::Duration;

use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use tokio::sync::watch;

pub(crate) use poll::{Held, PollReport};

use crate::identity::UserId;
use crate::journal::{Journal, NoEpoch, Position};
use crate::seal::Claims;
use crate::sync::Flight;
use crate::upstream::{NotAnswered, TokenSlot};

/// One visitor's record.
pub(crate) struct Session {
    /// The cloud's token of this visitor; only [`crate::upstream`] can look into it.
    pub(crate) token: Arc<TokenSlot>,
    /// What came down.
    pub(crate) journal: Journal,
    /// Where the reader stands that sends no cursor.
    pub(crate) reader: Position,
    connected: watch::Sender<bool>,
    poll: Flight<Result<PollReport, NotAnswered>>,
}

impl Session {
    fn new() -> Result<Self, NoEpoch> {
        Ok(Self {
            token: Arc::default(),
            journal: Journal::new()?,
            reader: Position::default(),
            connected: watch::Sender::new(false),
            poll: Flight::default(),
        })
    }

    /// A CONNECT was carried, or may have been: from now on there is something to poll for.
    pub(crate) fn connect(&self) {
        self.connected
            .send_if_modified(|connected| !std::mem::replace(connected, true));
    }
}

/// All visitors' records, so many of them and no more.
#[derive(Clone)]
pub(crate) struct Sessions(Cache<Key, Arc<Session>>);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    channel: String,
    user_id: UserId,
}

impl Sessions {
    pub(crate) fn new() -> Self {
        // Least recently used, not least frequently: a new visitor is worth as much as an old one.
        Self(
            Cache::builder()
                .max_capacity(SESSIONS)
                .time_to_idle(IDLE)
                .eviction_policy(EvictionPolicy::lru())
                .build(),
        )
    }

    /// The record of a visitor, new where there is none.
    pub(crate) fn of(&self, claims: &Claims) -> Result<Arc<Session>, NoEpoch> {
        let key = Key {
            channel: claims.channel.clone(),
            user_id: claims.user_id.clone(),
        };
        self.0
            .try_get_with(key, || Session::new().map(Arc::new))
            .map_err(|_| NoEpoch)
    }

    /// About how many there are.
    pub(crate) fn count(&self) -> u64 {
        self.0.entry_count()
    }
}

const SESSIONS: u64 = 50_000;

/// How long a visitor is remembered who sends nothing.
const IDLE: Duration = Duration::from_secs(24 * 60 * 60);
