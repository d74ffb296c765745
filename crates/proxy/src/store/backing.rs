//! What lies behind the records at hand: nothing, or a file.

use async_trait::async_trait;

use super::{StoreDown, Who};
use crate::record::{Command, File, Record, Row, Visit};

/// Keeps what is written, and gives it back.
#[async_trait]
pub(super) trait Backing: Send + Sync {
    /// The record as it was written last; `None` of a visitor of whom nothing was.
    async fn load(&self, who: &Who) -> Result<Option<Record>, StoreDown>;

    /// Writes all of it or nothing. On return it is safe.
    async fn write(&self, who: &Who, changes: Vec<Change>) -> Result<(), StoreDown>;

    /// Whether it works now.
    async fn check(&self) -> Result<(), StoreDown>;
}

/// A change of one visitor's record.
#[derive(Debug)]
pub(super) enum Change {
    /// Nothing is left of the visitor.
    Gone,
    /// The small things, with everything that tells a record from none.
    Head(Head),
    /// A message, or what is left of one.
    Row(Row),
    /// Nothing is left of the messages up to this sequence.
    RowsGone(u64),
    /// A command as it stands.
    Command(String, Command),
    /// A command is forgotten.
    CommandGone(String),
    /// A file that the visitor may ask for.
    File(String, File),
    /// A file that is forgotten.
    FileGone(String),
    /// The token, encrypted.
    Token(Box<[u8]>),
}

/// The small things of a record.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Head {
    pub(super) epoch: String,
    pub(super) head: u64,
    pub(super) acknowledged: u64,
    pub(super) visit: Visit,
}

impl Head {
    pub(super) fn of(record: &Record) -> Self {
        let journal = &record.journal;
        Self {
            epoch: journal.epoch().as_str().to_owned(),
            head: journal.head(),
            acknowledged: journal.acknowledged(),
            visit: record.visit,
        }
    }
}
