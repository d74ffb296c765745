//! `file:PATH`: an embedded database on the disk. One process at a time.
//!
//! What is written is on the disk before the call returns; writers that come together share one
//! commit.

#[cfg(test)]
mod damage;
mod load;
mod medium;
mod tables;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use redb::{Database, DatabaseError};

#[cfg(test)]
pub(super) use self::damage::Damage;
use self::load::Loaded;
use self::medium::Medium;
use self::writer::Writer;
use super::backing::{Backing, Change};
use super::local::Local;
use super::{Store, StoreDown, Who};
use crate::record::{Bounds, Record, UNHEARD};
use crate::seal::Instant;

/// The file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FileFault {
    /// Another process has it.
    #[error(
        "{0} is in use by another process: only one proxy can use a file; for several take redis"
    )]
    InUse(PathBuf),
    /// It cannot be opened.
    #[error("{path} cannot be opened as a store: {source}")]
    Open {
        /// Which file.
        path: PathBuf,
        /// Why not.
        source: Box<redb::Error>,
    },
    /// No thread for it.
    #[error("no thread for the store: {0}")]
    Thread(std::io::Error),
}

/// A store in a file, made where there is none.
pub(crate) fn file(path: &Path, bounds: Bounds) -> Result<impl Store + use<>, FileFault> {
    let open = |source: redb::Error| FileFault::Open {
        path: path.to_owned(),
        source: Box::new(source),
    };
    make(path).map_err(|error| open(redb::Error::Io(error)))?;
    let was_cut = Arc::new(AtomicBool::new(false));
    let notice = was_cut.clone();
    let mut builder = Database::builder();
    builder.set_repair_callback(move |_| notice.store(true, Ordering::Relaxed));
    let mut database = builder.create(path).map_err(|error| match error {
        DatabaseError::DatabaseAlreadyOpen => FileFault::InUse(path.to_owned()),
        other => open(other.into()),
    })?;
    // Before anybody uses it, since nobody may meanwhile.
    database.compact().map_err(|error| open(error.into()))?;
    tables::create(&database).map_err(open)?;
    let medium = Arc::new(Medium::new(path.to_owned(), database));
    let writer = Writer::start(medium.clone(), bounds.age).map_err(FileFault::Thread)?;
    let cut = was_cut.load(Ordering::Relaxed).then(Instant::now);
    if cut.is_some() {
        tracing::info!("the store was not closed: what was on its way then is asked for again");
    }
    let backing = Disk {
        medium,
        writer,
        cut,
    };
    Ok(Local::new(backing, bounds, AT_HAND, IDLE))
}

/// Makes the file where there is none, for nobody else on this machine to read.
fn make(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

struct Disk {
    medium: Arc<Medium>,
    writer: Writer,
    /// When it was opened, if whoever had it before had no time to close it: what was on its way to
    /// them then may be lost.
    cut: Option<Instant>,
}

impl Disk {
    fn doubt(&self, record: &mut Record) {
        let visit = record.visit;
        if let Some(opened) = self.cut.filter(|opened| visit.seen < *opened)
            && visit.connected
            && !visit.over
        {
            record.lose(opened.after(UNHEARD));
        }
    }
}

#[async_trait]
impl Backing for Disk {
    async fn load(&self, who: &Who) -> Result<Option<Record>, StoreDown> {
        // After a failure only the disk says what was written, once it has been opened again.
        self.writer.check().await?;
        let medium = self.medium.clone();
        let key = tables::key_of(who);
        let visitor = key.clone();
        let load = move || medium.with(|database| load::load(database, &visitor));
        let loaded = tokio::task::spawn_blocking(load).await;
        match loaded {
            Ok(Ok(Loaded::Record(mut record))) => {
                self.doubt(&mut record);
                Ok(Some(*record))
            }
            Ok(Ok(Loaded::Nothing)) => Ok(None),
            Ok(Ok(Loaded::Damaged)) => {
                tracing::error!("a record of the store is damaged; it begins anew");
                // Or what is left of it would come back among what is written from now on.
                self.writer.write(key, vec![Change::Gone]).await?;
                Ok(None)
            }
            Ok(Err(error)) => {
                tracing::error!(%error, "the store cannot be read");
                Err(StoreDown)
            }
            Err(_) => Err(StoreDown),
        }
    }

    async fn write(&self, who: &Who, changes: Vec<Change>) -> Result<(), StoreDown> {
        self.writer.write(tables::key_of(who), changes).await
    }

    async fn check(&self) -> Result<(), StoreDown> {
        self.writer.check().await
    }
}

/// Records in memory at a time; the others are on the disk.
const AT_HAND: usize = 20_000;
const IDLE: Duration = Duration::from_secs(10 * 60);
