//! Small things that several tasks share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::telemetry::carried;

/// Locks, also after a panic in another task: every value that is guarded so is whole between any
/// two statements.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A value that is replaced while others use it: whoever has got it keeps it as it was.
#[derive(Debug)]
pub(crate) struct Swap<T>(Mutex<Arc<T>>);

impl<T> Swap<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Mutex::new(Arc::new(value)))
    }

    pub(crate) fn get(&self) -> Arc<T> {
        lock(&self.0).clone()
    }

    pub(crate) fn set(&self, value: T) {
        *lock(&self.0) = Arc::new(value);
    }
}

/// Does work to its end, also when the caller goes away meanwhile; `None` where it broke off.
pub(crate) async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> Option<T> {
    tokio::spawn(carried(work)).await.ok()
}

/// Work of which at most one is under way, and whose result all who wait for it share.
///
/// It runs in a task of its own: whoever waits may go away, and the work goes on.
pub(crate) struct Flight<T> {
    current: Mutex<Option<watch::Receiver<Option<T>>>>,
}

impl<T: Clone + Send + Sync + 'static> Flight<T> {
    /// Joins the work under way, or starts it.
    ///
    /// Work that ended just before the start is not known here: where that matters, the work itself
    /// looks first whether it is still needed.
    pub(crate) fn join<F>(&self, start: impl FnOnce() -> F) -> Landing<T>
    where
        F: Future<Output = T> + Send + 'static,
    {
        let mut current = lock(&self.current);
        if let Some(flying) = current.as_ref().filter(|flight| is_flying(flight)) {
            return Landing(flying.clone());
        }
        let (report, result) = watch::channel(None);
        let work = carried(start());
        tokio::spawn(async move {
            let _ = report.send(Some(work.await));
        });
        *current = Some(result.clone());
        Landing(result)
    }
}

impl<T: Clone> Flight<T> {
    /// The work under way.
    pub(crate) fn under_way(&self) -> Option<Landing<T>> {
        let current = lock(&self.current);
        let flying = current.as_ref().filter(|flight| is_flying(flight));
        flying.cloned().map(Landing)
    }
}

impl<T> Default for Flight<T> {
    fn default() -> Self {
        Self {
            current: Mutex::new(None),
        }
    }
}

/// The result of a [`Flight`], to come.
#[must_use]
pub(crate) struct Landing<T>(watch::Receiver<Option<T>>);

impl<T: Clone> Landing<T> {
    /// Waits for the result; `None` where the work broke off.
    pub(crate) async fn result(mut self) -> Option<T> {
        let landed = self.0.wait_for(Option::is_some).await.ok()?;
        landed.clone()
    }
}

fn is_flying<T>(flight: &watch::Receiver<Option<T>>) -> bool {
    flight.borrow().is_none() && flight.has_changed().is_ok()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn many_callers_share_one_flight_and_the_next_starts_another() {
        let flight = Flight::default();
        let starts = Arc::new(AtomicUsize::new(0));
        let work = || {
            let starts = starts.clone();
            async move {
                tokio::time::sleep(Duration::from_millis(20)).await;
                starts.fetch_add(1, Ordering::Relaxed) + 1
            }
        };
        let landings: Vec<_> = (0..100).map(|_| flight.join(work)).collect();
        for landing in landings {
            assert_eq!(landing.result().await, Some(1));
        }
        assert_eq!(flight.join(work).result().await, Some(2));
    }

    #[tokio::test]
    async fn work_goes_on_when_nobody_waits() {
        let flight = Flight::default();
        let (done, mut seen) = watch::channel(false);
        drop(flight.join(|| async move {
            tokio::task::yield_now().await;
            let _ = done.send(true);
        }));
        assert!(seen.wait_for(|done| *done).await.is_ok());
    }

    #[tokio::test]
    async fn work_that_broke_off_is_started_again() {
        let flight = Flight::default();
        let broken = flight.join(|| async {
            tokio::task::yield_now().await;
            panic!("the work breaks off");
        });
        assert_eq!(broken.result().await, None::<u8>);
        assert_eq!(flight.join(|| async { 7 }).result().await, Some(7));
    }
}
