//! The newest of something.

use std::collections::VecDeque;

/// A bounded list, newest last.
#[derive(Debug)]
pub(crate) struct Kept<T>(VecDeque<T>);

impl<T> Kept<T> {
    /// The oldest makes room.
    pub(crate) fn add(&mut self, item: T) {
        if self.0.len() >= KEPT {
            self.0.pop_front();
        }
        self.0.push_back(item);
    }

    /// Oldest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.0.iter()
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

const KEPT: usize = 100;
