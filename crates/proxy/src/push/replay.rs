//! Pushes that were taken: the same one again gets the same answer, and does nothing.

use std::sync::Arc;
use std::time::Duration;

use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use tokio::sync::OnceCell;

use crate::record::Print;
use crate::store::StoreDown;

/// Receipts by signature.
pub(super) struct Replays(Cache<Print, Receipt>);

/// Filled once the messages of a push are stored; until then another try is welcome.
#[derive(Clone, Default)]
pub(crate) struct Receipt(Arc<OnceCell<()>>);

/// What became of a push that is acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// Its messages are stored.
    Now,
    /// They were before.
    Before,
}

impl Replays {
    /// For signatures that hold so long before and after their time: one that is ahead of our clock
    /// by all of the window comes again until twice the window is over.
    pub(super) fn new(window: Duration) -> Self {
        let kept = window.saturating_mul(2).min(LONGEST);
        let receipts = Cache::builder()
            .max_capacity(RECEIPTS)
            .time_to_live(kept)
            // Not least frequently: a replay of long ago is worth no more than a push of now.
            .eviction_policy(EvictionPolicy::lru())
            .build();
        Self(receipts)
    }

    /// The receipt of the push with this signature, which must have been verified: a stranger must
    /// not be able to fill the memory.
    pub(super) fn receipt(&self, signature: Print) -> Receipt {
        self.0.get_with(signature, Receipt::default)
    }
}

impl Receipt {
    /// Stores, or waits while somebody else does with the same push; where that fails, it is stored
    /// after all.
    pub(crate) async fn once<F>(&self, store: impl FnOnce() -> F) -> Result<Taken, StoreDown>
    where
        F: Future<Output = Result<(), StoreDown>>,
    {
        let mut taken = Taken::Before;
        let work = || {
            taken = Taken::Now;
            store()
        };
        self.0.get_or_try_init(work).await?;
        Ok(taken)
    }
}

/// More pushes than come within any usual window.
const RECEIPTS: u64 = 100_000;

/// Twice the longest window that can be configured.
const LONGEST: Duration = Duration::from_secs(2 * 24 * 60 * 60);

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn what_could_not_be_stored_is_stored_by_the_replay() {
        let replays = Replays::new(Duration::from_secs(60));
        let signature = Print::of(b"one");
        let stores = AtomicUsize::new(0);
        let store = |result| {
            stores.fetch_add(1, Ordering::Relaxed);
            async move { result }
        };
        let push = async |result| replays.receipt(signature).once(|| store(result)).await;
        assert_eq!(push(Err(StoreDown)).await, Err(StoreDown));
        assert_eq!(push(Ok(())).await, Ok(Taken::Now));
        assert_eq!(push(Err(StoreDown)).await, Ok(Taken::Before));
        assert_eq!(stores.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn a_replay_that_comes_meanwhile_waits_for_the_first() {
        let replays = Replays::new(Duration::from_secs(60));
        let store = || async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            Ok(())
        };
        let [one, other] = [(); 2].map(|()| replays.receipt(Print::of(b"one")));
        let taken = tokio::join!(one.once(store), other.once(store));
        assert_eq!(taken, (Ok(Taken::Now), Ok(Taken::Before)));
    }

    #[tokio::test]
    async fn a_receipt_is_forgotten_after_twice_the_window() {
        let replays = Replays::new(Duration::from_millis(20));
        let store = || async { Ok(()) };
        let first = replays.receipt(Print::of(b"one")).once(store).await;
        tokio::time::sleep(Duration::from_millis(60)).await;
        let later = replays.receipt(Print::of(b"one")).once(store).await;
        assert_eq!((first, later), (Ok(Taken::Now), Ok(Taken::Now)));
    }
}
