//! The proxy forgot where this visit was.

use super::Conversation;
use crate::transcript::Event;

/// Clocks differ, and what came just before may have been lost as well: in milliseconds.
const BEFORE: i64 = 5_000;

impl Conversation {
    /// What is kept is all that comes; what came before may be missing.
    pub(super) fn was_reset(&mut self) {
        if self.kept.cursor.is_empty() {
            return;
        }
        self.open_gap();
        self.note(Event::Interrupted, None);
        self.repair_gap();
    }

    /// From the newest message on, some may be missing.
    pub(super) fn open_gap(&mut self) {
        let lines = self.kept.transcript.lines();
        let said = lines.iter().filter(|line| line.is_said());
        let newest = said.filter_map(|line| line.at).max();
        let oldest = || lines.iter().filter_map(|line| line.at).min();
        if self.kept.gap.is_none()
            && let Some(at) = newest.or_else(oldest)
        {
            self.kept.gap = Some(at.saturating_sub(BEFORE).max(0));
            self.dirty = true;
        }
    }
}
