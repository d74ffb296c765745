//! How much of a visitor is kept.

use std::time::Duration;

use crate::config::JournalKeep;

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

impl Bounds {
    /// With as many messages as is configured.
    pub(crate) fn keeping(keep: JournalKeep) -> Self {
        let JournalKeep {
            messages,
            bytes,
            age,
        } = keep;
        Self {
            messages,
            bytes,
            age,
            acknowledged: Duration::from_secs(10 * 60),
            prints: 4096,
            command_age: Duration::from_secs(10 * 60),
            commands: 512,
            files: 1000,
        }
    }
}

impl Default for Bounds {
    fn default() -> Self {
        Self::keeping(JournalKeep::default())
    }
}
