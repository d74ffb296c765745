//! Faults to order, for tests that must be able to fail. Never in the widget.

use crate::visit::Conversation;

/// A rule to break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sabotage {
    /// What was shown already is shown again.
    Dedupe,
    /// What may have been carried is sent again under a new id and without its epoch.
    Outbox,
    /// A cursor is used before what came before it is stored.
    Cursor,
    /// What was missed is shown where it comes, not where it belongs.
    Missed,
}

impl Conversation {
    /// Breaks a rule, so that a test can see that it would be noticed.
    pub fn sabotage(&mut self, rule: Sabotage) {
        self.sabotage = Some(rule);
    }

    pub(crate) fn breaks(&self, rule: Sabotage) -> bool {
        self.sabotage == Some(rule)
    }

    /// What was heard under [`Sabotage::Cursor`] is shown one input later than its cursor.
    pub(crate) fn hand_out_held_back(&mut self) {
        for message in std::mem::take(&mut self.held_back) {
            self.came_down(message, false);
        }
    }
}
