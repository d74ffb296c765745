//! What outlives a page, in memory, with the delay that a disk has.

use std::collections::VecDeque;

use frontdesk_conversation::Snapshot;
use tokio::time::{Duration, Instant};

/// The browser's storage.
#[derive(Default)]
pub(super) struct Storage {
    stored: Option<Kept>,
    pending: VecDeque<Write>,
}

/// What was written.
#[derive(Clone)]
struct Kept {
    bytes: Vec<u8>,
    mark: usize,
}

struct Write {
    due: Instant,
    number: u64,
    kept: Kept,
}

impl Storage {
    /// Begins to write. `mark` is the writer's own.
    pub(super) fn write(
        &mut self,
        number: u64,
        snapshot: &Snapshot,
        mark: usize,
        rng: &mut fastrand::Rng,
    ) {
        // In the order of the pages' own writes.
        let after = self.pending.back().map(|write| write.due);
        let due = Instant::now() + Duration::from_micros(rng.u64(0..SLOWEST));
        self.pending.push_back(Write {
            due: after.map_or(due, |after| after.max(due)),
            number,
            kept: Kept {
                bytes: postcard::to_allocvec(snapshot).unwrap_or_default(),
                mark,
            },
        });
    }

    /// When the next write ends.
    pub(super) fn due(&self) -> Option<Instant> {
        self.pending.front().map(|write| write.due)
    }

    /// Ends the next write, if it is time; its number.
    pub(super) fn end_write(&mut self) -> Option<u64> {
        let write = self
            .pending
            .pop_front_if(|write| write.due <= Instant::now())?;
        self.stored = Some(write.kept);
        Some(write.number)
    }

    /// The page is gone: what was being written is there or is not.
    pub(super) fn crash(&mut self, rng: &mut fastrand::Rng) {
        let done = rng.usize(0..=self.pending.len());
        if let Some(write) = self.pending.drain(..).take(done).next_back() {
            self.stored = Some(write.kept);
        }
    }

    /// What is there, if it can be read.
    pub(super) fn read(&self) -> Option<Snapshot> {
        postcard::from_bytes(&self.stored.as_ref()?.bytes).ok()
    }

    /// The mark of what is there.
    pub(super) fn mark(&self) -> usize {
        self.stored.as_ref().map_or(0, |stored| stored.mark)
    }
}

/// In microseconds.
const SLOWEST: u64 = 4_000;
