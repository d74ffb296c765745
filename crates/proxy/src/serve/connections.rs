//! How many connections there may be, and how many there are.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The connections of one listener.
#[derive(Debug, Clone)]
pub(crate) struct Connections(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    open: AtomicUsize,
    most: usize,
}

/// One of them, until it is dropped.
#[derive(Debug)]
#[must_use]
pub(super) struct Open(Arc<Inner>);

impl Connections {
    /// So many at a time.
    pub(crate) fn new(most: usize) -> Self {
        let open = AtomicUsize::new(0);
        Self(Arc::new(Inner { open, most }))
    }

    /// A place for one more; `None` where there is none.
    pub(super) fn enter(&self) -> Option<Open> {
        let open = Open(self.0.clone());
        let before = self.0.open.fetch_add(1, Ordering::Relaxed);
        (before < self.0.most).then_some(open)
    }

    /// How many are open.
    pub(crate) fn count(&self) -> usize {
        self.0.open.load(Ordering::Relaxed)
    }

    /// Whether more than nine tenths of the places are taken.
    pub(crate) fn are_nearly_full(&self) -> bool {
        self.count() > self.0.most - self.0.most / 10
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_again_when_its_connection_is_gone() {
        let connections = Connections::new(2);
        let (first, second) = (connections.enter(), connections.enter());
        assert!(first.is_some() && second.is_some());
        assert!(connections.enter().is_none());
        assert_eq!(connections.count(), 2);
        drop(first);
        assert!(connections.enter().is_some());
    }

    #[test]
    fn nearly_full_is_more_than_nine_tenths() {
        let connections = Connections::new(10);
        let mut held: Vec<_> = (0..9).map(|_| connections.enter()).collect();
        assert!(!connections.are_nearly_full());
        held.push(connections.enter());
        assert!(connections.are_nearly_full());
    }
}
