//! Where the visitors' records are kept.
//!
//! Whatever a call answers is as safe as the store can make it before the answer: with `memory` until
//! the process ends, with `file` once it is on the disk.

mod backing;
mod file;
mod local;
mod memory;
mod notes;
mod shelf;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use async_trait::async_trait;
use serde_json::value::RawValue;
use tokio::sync::watch;

pub use file::FileFault as StoreFault;

use crate::config::StoreConfig;
use crate::identity::UserId;
use crate::record::{Begin, Bounds, End, Epoch, From, Gap, Print, Reading, Visit, Way};
use crate::seal::{Claims, Instant};

/// Opens the store that is configured.
pub(crate) fn open(config: &StoreConfig, bounds: Bounds) -> Result<Arc<dyn Store>, StoreFault> {
    Ok(match config {
        StoreConfig::Memory => Arc::new(memory::memory(bounds)),
        StoreConfig::File(path) => Arc::new(file::file(path, bounds)?),
    })
}

/// Keeps records.
#[async_trait]
pub(crate) trait Store: Send + Sync {
    /// Appends what is not known yet; how many messages were.
    async fn append(
        &self,
        who: &Who,
        messages: Vec<Box<RawValue>>,
        now: Instant,
    ) -> Result<usize, StoreDown>;

    /// What follows a place. Only what is safe is handed out.
    async fn read(&self, who: &Who, from: &From) -> Result<Reading, StoreDown>;

    /// A reader has come back with the place after what it was given.
    async fn acknowledge(&self, who: &Who, sequence: u64) -> Result<(), StoreDown>;

    /// Changes whenever there is more to read or a command has ended.
    async fn changes(&self, who: &Who) -> Result<watch::Receiver<u64>, StoreDown>;

    /// One life of this record: what was known under another one is forgotten.
    async fn epoch(&self, who: &Who) -> Result<Epoch, StoreDown>;

    /// How the visit stands.
    async fn visit(&self, who: &Who) -> Result<Visit, StoreDown>;

    /// Changes how the visit stands.
    async fn update(
        &self,
        who: &Who,
        change: &(dyn for<'v> Fn(&'v mut Visit) + Sync),
        now: Instant,
    ) -> Result<(), StoreDown>;

    /// Something that the cloud handed out may be missing, or will be until then. It wakes nobody.
    async fn lose(&self, who: &Who, until: Instant, now: Instant) -> Result<(), StoreDown>;

    /// Appends what of a history is missing; how many messages were.
    async fn recover(
        &self,
        who: &Who,
        history: Vec<Box<RawValue>>,
        now: Instant,
    ) -> Result<usize, StoreDown>;

    /// Forgets a gap, unless there is more of it by now. It wakes nobody.
    async fn close(&self, who: &Who, gap: Gap, now: Instant) -> Result<(), StoreDown>;

    /// Begins a command, or says what became of it.
    async fn begin(
        &self,
        who: &Who,
        id: &str,
        print: Print,
        now: Instant,
    ) -> Result<Begin, StoreDown>;

    /// Ends a command that was begun.
    async fn end(&self, who: &Who, id: &str, end: End, now: Instant) -> Result<(), StoreDown>;

    /// Lets the visitor ask for these files.
    async fn allow_files(
        &self,
        who: &Who,
        ids: &[String],
        way: Way,
        now: Instant,
    ) -> Result<(), StoreDown>;

    /// How a file came to be the visitor's; `None`: it is not.
    async fn has_file(&self, who: &Who, id: &str) -> Result<Option<Way>, StoreDown>;

    /// The cloud's token of the visitor, as it was given to be kept.
    async fn token(&self, who: &Who) -> Result<Option<Box<[u8]>>, StoreDown>;

    /// Keeps the cloud's token, which the caller has encrypted.
    async fn keep_token(&self, who: &Who, token: Box<[u8]>, now: Instant) -> Result<(), StoreDown>;

    /// Whether it works now.
    async fn check(&self) -> Result<(), StoreDown>;

    /// Puts away what nobody uses, now and then.
    fn sweep(&self, now: Instant);
}

/// Whose record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Who {
    pub(crate) channel: String,
    pub(crate) user_id: UserId,
}

impl Who {
    /// The visitor of a seal.
    pub(crate) fn of(claims: &Claims) -> Self {
        Self {
            channel: claims.channel.clone(),
            user_id: claims.user_id.clone(),
        }
    }
}

/// The store cannot do it now. What it was is in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the store does not work")]
pub(crate) struct StoreDown;
