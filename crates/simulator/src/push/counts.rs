//! How it went.

/// How many pushes there were. The first three together are all requests that were made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PushCounts {
    /// Answered with HTTP 200 and code 0.
    pub sent: u64,
    /// Answered with anything else.
    pub refused: u64,
    /// Not answered: no connection, no time, no end.
    pub failed: u64,
    /// How many of the three were repeated on demand.
    pub duplicates: u64,
    /// Messages that were never pushed, since too many waited.
    pub dropped: u64,
}
