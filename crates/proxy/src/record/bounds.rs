//! How much of a visitor is kept.

use std::time::Duration;

/// What a reader can ask for again, and what else is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    /// Messages kept.
    pub(crate) messages: usize,
    /// Bytes of messages kept.
    pub(crate) bytes: usize,
    /// How long a message is kept.
    pub(crate) age: Duration,
    /// How long a message is kept at least that a reader has acknowledged.
    pub(crate) acknowledged: Duration,
    /// Prints of messages that are remembered, those of kept messages among them.
    pub(crate) prints: usize,
    /// How long a command's outcome is remembered.
    pub(crate) command_age: Duration,
    /// Commands remembered at a time.
    pub(crate) commands: usize,
    /// Files that can be asked for.
    pub(crate) files: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            messages: 500,
            bytes: 512 * 1024,
            age: Duration::from_secs(24 * 60 * 60),
            acknowledged: Duration::from_secs(10 * 60),
            prints: 4096,
            command_age: Duration::from_secs(10 * 60),
            commands: 512,
            files: 1000,
        }
    }
}
