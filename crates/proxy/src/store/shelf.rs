//! Records at hand in this process.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::{OnceCell, watch};

use super::{StoreDown, Who};
use crate::record::Record;
use crate::seal::Instant;
use crate::sync::lock;

/// Records by visitor. One that somebody holds is never put away, so that no two are made of one
/// visitor.
pub(super) struct Shelf {
    slots: Mutex<HashMap<Who, Arc<Place>>>,
    most: usize,
    idle: Duration,
}

/// A visitor's place on the shelf, with or without the record.
pub(super) struct Place {
    slot: OnceCell<Slot>,
    used: AtomicU64,
    spoilt: AtomicBool,
}

/// A record with what wakes those who wait for it.
pub(super) struct Slot {
    pub(super) record: Mutex<Record>,
    /// Whose turn it is to change and to write.
    pub(super) turn: Arc<tokio::sync::Mutex<()>>,
    /// Up to where the journal is safe.
    pub(super) stored: watch::Sender<u64>,
    /// Counts whatever somebody may wait for.
    pub(super) changed: watch::Sender<u64>,
}

impl Shelf {
    /// For so many records; one that nobody has used for so long is put away.
    pub(super) fn new(most: usize, idle: Duration) -> Self {
        Self {
            slots: Mutex::default(),
            most,
            idle,
        }
    }

    /// The visitor's place. Whoever holds it keeps the record at hand.
    pub(super) fn place(&self, who: &Who, now: Instant) -> Arc<Place> {
        let mut slots = lock(&self.slots);
        if slots.len() >= self.most && !slots.contains_key(who) {
            make_room(&mut slots, self.most);
        }
        let place = slots.entry(who.clone()).or_default();
        if place.spoilt.load(Ordering::Acquire) {
            *place = Arc::default();
        }
        place.used.store(now.as_millis(), Ordering::Relaxed);
        place.clone()
    }

    /// Puts away what nobody uses.
    pub(super) fn sweep(&self, now: Instant) {
        lock(&self.slots).retain(|_, place| {
            let used = Instant::from_millis(place.used.load(Ordering::Relaxed));
            Arc::strong_count(place) > 1 || used.until(now) < self.idle
        });
    }
}

impl Default for Place {
    fn default() -> Self {
        Self {
            slot: OnceCell::new(),
            used: AtomicU64::new(0),
            spoilt: AtomicBool::new(false),
        }
    }
}

impl Place {
    /// Whether the record here is no longer the one that was written.
    pub(super) fn is_spoilt(&self) -> bool {
        self.spoilt.load(Ordering::Acquire)
    }

    /// The journal here is safe up to this sequence.
    pub(super) fn is_stored(&self, sequence: u64) {
        if let Some(slot) = self.slot.get() {
            slot.is_stored(sequence);
        }
    }

    /// The record, made or loaded where it is not there yet: once, for any number of callers.
    pub(super) async fn slot<F>(&self, load: impl FnOnce() -> F) -> Result<&Slot, StoreDown>
    where
        F: Future<Output = Result<Record, StoreDown>>,
    {
        self.slot
            .get_or_try_init(async || {
                let record = load().await?;
                Ok(Slot {
                    stored: watch::Sender::new(record.journal.head()),
                    changed: watch::Sender::new(0),
                    record: Mutex::new(record),
                    turn: Arc::default(),
                })
            })
            .await
    }
}

/// A change of the record. One that is dropped before it succeeded is not whole, and nobody gets
/// this record again: the next one is loaded as it was written.
#[must_use]
pub(super) struct Attempt(Option<Arc<Place>>);

impl Attempt {
    pub(super) fn of(place: &Arc<Place>) -> Self {
        Self(Some(place.clone()))
    }

    /// It is whole.
    pub(super) fn succeeded(mut self) {
        self.0 = None;
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        if let Some(place) = &self.0 {
            place.spoilt.store(true, Ordering::Release);
            if let Some(slot) = place.slot.get() {
                slot.wake();
            }
        }
    }
}

impl Slot {
    /// The journal is safe up to here.
    pub(super) fn is_stored(&self, sequence: u64) {
        let news = self.stored.send_if_modified(|stored| {
            let news = sequence > *stored;
            *stored = sequence.max(*stored);
            news
        });
        if news {
            self.wake();
        }
    }

    /// Wakes whoever waits.
    pub(super) fn wake(&self) {
        self.changed
            .send_modify(|count| *count = count.wrapping_add(1));
    }
}

/// Drops the tenth of the places that was not used for longest, but for those that are held.
fn make_room(slots: &mut HashMap<Who, Arc<Place>>, most: usize) {
    let mut idle: Vec<(u64, Who)> = slots
        .iter()
        .filter(|(_, place)| Arc::strong_count(place) == 1)
        .map(|(who, place)| (place.used.load(Ordering::Relaxed), who.clone()))
        .collect();
    idle.sort_by_key(|(used, _)| *used);
    for (_, who) in idle.into_iter().take(most / 10 + 1) {
        slots.remove(&who);
    }
}
