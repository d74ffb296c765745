//! Records that cannot be gone on with: a write that failed, damage on the disk.

use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use futures_util::FutureExt;

use super::*;
use crate::record::Record;
use crate::store::StoreDown;
use crate::store::backing::{Backing, Change};
use crate::store::local::Local;

/// Nothing behind, and what does not even take what it is given now and then.
#[derive(Clone, Default)]
struct Failing(Arc<AtomicBool>);

#[async_trait]
impl Backing for Failing {
    async fn load(&self, _: &Who) -> Result<Option<Record>, StoreDown> {
        Ok(None)
    }

    async fn write(&self, _: &Who, _: Vec<Change>) -> Result<(), StoreDown> {
        tokio::task::yield_now().await;
        match self.0.load(Ordering::Relaxed) {
            true => Err(StoreDown),
            false => Ok(()),
        }
    }

    async fn check(&self) -> Result<(), StoreDown> {
        Ok(())
    }
}

async fn texts(store: &dyn Store, from: &From) -> (Vec<u32>, bool) {
    let reading = store.read(&who("ann"), from).await.unwrap();
    let texts = reading.messages.iter().map(|text| number(text)).collect();
    (texts, reading.reset)
}

#[tokio::test]
async fn what_could_not_be_written_is_read_by_nobody_and_may_come_again() {
    let fails = Failing::default();
    let store = Local::new(
        fails.clone(),
        Bounds::default(),
        10,
        Duration::from_secs(60),
    );
    let (ann, now) = (who("ann"), Instant::now());
    store.append(&ann, vec![message(1)], now).await.unwrap();
    let place = store.read(&ann, &From::Beginning).await.unwrap().cursor;
    fails.0.store(true, Ordering::Relaxed);
    let failed = store.append(&ann, vec![message(2)], now).await;
    assert_eq!(failed, Err(StoreDown));
    fails.0.store(false, Ordering::Relaxed);
    // Of what is behind it here, which is nothing: readers are told so.
    let place = From::Cursor(place);
    assert_eq!(texts(&store, &place).await, (vec![], true));
    assert_eq!(store.append(&ann, vec![message(2)], now).await, Ok(1));
    assert_eq!(texts(&store, &place).await, (vec![2], true));
}

#[tokio::test]
async fn a_caller_who_goes_away_keeps_nobody_else_from_writing() {
    let backing = Failing::default();
    let store = Local::new(backing, Bounds::default(), 10, Duration::from_secs(60));
    let (ann, now) = (who("ann"), Instant::now());
    let mut append = store.append(&ann, vec![message(1)], now);
    {
        let mut update = store.update(&ann, &|visit| visit.connected = true, now);
        assert!(update.as_mut().now_or_never().is_none());
        // Waits for its turn.
        assert!(append.as_mut().now_or_never().is_none());
    }
    assert_eq!(append.await, Ok(1));
    assert!(store.visit(&ann).await.unwrap().connected);
}

#[tokio::test]
async fn a_damaged_record_begins_anew_once_and_nothing_of_it_comes_back() {
    for damage in [Damage::Head, Damage::NewestRow] {
        let kept = Kept::new(true, Bounds::default());
        let (ann, now) = (who("ann"), Instant::now());
        let old = (1..=9).map(message).collect();
        kept.store.append(&ann, old, now).await.unwrap();
        let print = Print::of(b"x");
        kept.store.begin(&ann, "old", print, now).await.unwrap();
        let token = kept.store.keep_token(&ann, [7].into(), now);
        token.await.unwrap();

        let kept = kept.restart_with(&ann, damage);
        let place = kept
            .store
            .read(&ann, &From::Beginning)
            .await
            .unwrap()
            .cursor;
        assert_eq!(place.sequence, 0, "{damage:?}");
        assert_eq!(kept.store.append(&ann, vec![message(11)], now).await, Ok(1));
        let kept = kept.restart();
        let place = From::Cursor(place);
        assert_eq!(
            texts(kept.store.as_ref(), &place).await,
            (vec![11], false),
            "{damage:?}"
        );
        assert_eq!(kept.store.token(&ann).await, Ok(None), "{damage:?}");
        let begun = kept.store.begin(&ann, "old", print, now).await;
        assert_eq!(begun, Ok(Begin::Carry), "{damage:?}");
    }
}
