//! Faults to order, for tests that must be able to fail. Never in the widget.

/// A rule to break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sabotage {
    /// What was shown already is shown again.
    Dedupe,
    /// What may have been carried is sent again under a new id and without its epoch.
    Outbox,
    /// A cursor is used before what came before it is stored.
    Cursor,
}
