//! A visitor while somebody of theirs is here: what this process alone needs to know. What must
//! outlive it is in the store.

mod call;
mod linger;
mod pace;
mod poll;
mod repair;
mod streams;
mod unkept;

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use moka::policy::EvictionPolicy;
use moka::sync::Cache;

pub(crate) use call::Asked;
pub(crate) use linger::Reader;
pub(crate) use poll::{Held, NoPoll, PollReport};

use call::Call;
use linger::Readers;
use pace::Pace;
use repair::{Budget, Repair};
use streams::Streams;
use unkept::Unkept;

use crate::config::SealKey;
use crate::rates::Places;
use crate::record::Visit;
use crate::seal::{Claims, Instant};
use crate::store::{Store, StoreDown, Who};
use crate::sync::Flight;
use crate::telemetry::GapEnd;
use crate::upstream::{Keeper, Lost, TokenSlot, Vault};

/// One visitor.
pub(crate) struct Session {
    pub(crate) who: Who,
    /// The cloud's token of this visitor; only [`crate::upstream`] can look into it.
    pub(crate) token: Arc<TokenSlot>,
    store: Arc<dyn Store>,
    poll: Flight<Result<PollReport, NoPoll>>,
    pace: Pace,
    unkept: Unkept,
    repair: Repair,
    budget: Arc<Budget>,
    readers: Readers,
    /// Streams that are open.
    pub(crate) streams: Streams,
    pub(crate) call: Call,
    /// Files that may be on their way up.
    pub(crate) uploads: Places,
}

impl Session {
    fn new(
        who: Who,
        store: Arc<dyn Store>,
        vault: Arc<Vault>,
        safety_poll: Option<Duration>,
        budget: Arc<Budget>,
    ) -> Self {
        let keeper = Keeper::new(who.clone(), store.clone(), vault);
        Self {
            who,
            token: Arc::new(TokenSlot::new(keeper)),
            store,
            poll: Flight::default(),
            pace: Pace::new(safety_poll),
            unkept: Unkept::default(),
            repair: Repair::default(),
            budget,
            readers: Readers::default(),
            streams: Streams::default(),
            call: Call::default(),
            uploads: Places::of_one(),
        }
    }

    /// What is kept of this visitor.
    pub(crate) fn store(&self) -> &dyn Store {
        self.store.as_ref()
    }

    /// A CONNECT was carried, or may have been: from now on there is something to poll for.
    pub(crate) async fn connect(&self) -> Result<(), StoreDown> {
        // Before those who wait are woken by the update.
        self.pace.hurry();
        let now = Instant::now();
        let before = self.store.visit(&self.who).await?;
        if (before.over || !before.connected) && before.gap.is_some() {
            GapEnd::Dropped.count(1);
        }
        self.update(|visit| {
            if visit.over || !visit.connected {
                visit.begun = now;
                visit.gap = None;
            }
            visit.connected = true;
            visit.over = false;
        })
        .await
    }

    /// Notes how the visit stands.
    pub(crate) async fn update(&self, change: impl Fn(&mut Visit) + Sync) -> Result<(), StoreDown> {
        self.store.update(&self.who, &change, Instant::now()).await
    }
}

/// All visitors who are here, so many of them and no more.
#[derive(Clone)]
pub(crate) struct Sessions {
    here: Cache<Who, Arc<Session>>,
    store: Arc<dyn Store>,
    vault: Arc<Vault>,
    safety_poll: Option<Duration>,
    /// For the histories of all of them.
    budget: Arc<Budget>,
}

impl Sessions {
    /// With `safety_poll`, each visitor's messages are asked for once in this time; without, always.
    pub(crate) fn new(store: Arc<dyn Store>, vault: Vault, safety_poll: Option<Duration>) -> Self {
        // Least recently used, not least frequently: a new visitor is worth as much as an old one.
        let here = Cache::builder()
            .max_capacity(SESSIONS)
            .time_to_idle(IDLE)
            .eviction_policy(EvictionPolicy::lru())
            .build();
        let vault = Arc::new(vault);
        Self {
            here,
            store,
            vault,
            safety_poll,
            budget: Arc::default(),
        }
    }

    /// The session of a visitor, new where there is none.
    pub(crate) fn of(&self, claims: &Claims) -> Arc<Session> {
        let who = Who::of(claims);
        self.here.get_with(who.clone(), || {
            let (store, vault) = (self.store.clone(), self.vault.clone());
            let budget = self.budget.clone();
            Arc::new(Session::new(who, store, vault, self.safety_poll, budget))
        })
    }

    /// With other keys for the tokens that are kept.
    pub(crate) fn rekey(&self, keys: &[SealKey]) {
        self.vault.rekey(keys);
    }

    /// At the end of service: what polls that are still under way bring is lost.
    pub(crate) async fn end(&self) {
        let all = self.here.iter().map(|(_, session)| session);
        let all: Vec<_> = all.filter(|it| it.poll.under_way().is_some()).collect();
        // Side by side: what comes together is written to the disk together.
        join_all(all.iter().map(|session| session.lost(Lost::Unheard))).await;
    }

    /// About how many there are.
    pub(crate) fn count(&self) -> u64 {
        self.here.entry_count()
    }
}

const SESSIONS: u64 = 50_000;

/// How long a session is kept of a visitor who sends nothing.
const IDLE: Duration = Duration::from_secs(24 * 60 * 60);
