//! Files that are on their way up at a time: each lies in memory whole, and may come slowly.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Reached;

/// So many at a time.
#[derive(Debug, Clone)]
pub(crate) struct Places(Arc<Semaphore>);

/// One of one's own and one of all, until both are dropped.
#[derive(Debug, Clone)]
#[must_use]
pub(crate) struct Place(#[allow(dead_code, reason = "given back when dropped")] Arc<Pair>);

type Pair = [OwnedSemaphorePermit; 2];

impl Places {
    pub(super) fn of_all() -> Self {
        Self(Arc::new(Semaphore::new(AT_A_TIME)))
    }

    /// Those of one visitor.
    pub(crate) fn of_one() -> Self {
        Self(Arc::new(Semaphore::new(OF_ONE)))
    }

    pub(super) fn take(&self, own: &Self) -> Result<Place, Reached> {
        let one = |places: &Self, what| {
            let place = places.0.clone().try_acquire_owned();
            place.map_err(|_| Reached { what, after: AFTER })
        };
        Ok(Place(Arc::new([
            one(own, "This visitor sends too many files at a time.")?,
            one(self, "Too many files are on their way at this time.")?,
        ])))
    }
}

/// More than one address can have of new visitors in an hour. With everything that is made of a file
/// on its way, some 1 GB in the worst case.
const AT_A_TIME: usize = 128;

/// A widget sends one after the other.
const OF_ONE: usize = 3;

const AFTER: Duration = Duration::from_secs(5);
