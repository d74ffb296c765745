//! The database on its disk: closed when the disk failed it, and opened again.
//!
//! redb does nothing more after a failure to read or to write, a full disk among them. Opening it
//! anew shows what is on the disk, and that alone is true then.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock};
use std::time::{Duration, Instant};

use redb::Database;

use super::tables;

/// A database that can fail and come back.
pub(super) struct Medium {
    path: PathBuf,
    /// `None` between a failure and the next opening.
    database: RwLock<Option<Database>>,
    broken: AtomicBool,
}

impl Medium {
    pub(super) fn new(path: PathBuf, database: Database) -> Self {
        Self {
            path,
            database: RwLock::new(Some(database)),
            broken: AtomicBool::new(false),
        }
    }

    /// Whether it has failed and not worked since.
    pub(super) fn is_broken(&self) -> bool {
        self.broken.load(Ordering::Acquire)
    }

    /// Whether it works is known to whoever has written.
    pub(super) fn set_broken(&self, broken: bool) {
        self.broken.store(broken, Ordering::Release);
    }

    /// Does something with the database.
    ///
    /// # Errors
    /// What went wrong, or that it is closed since it did.
    pub(super) fn with<T>(
        &self,
        work: impl FnOnce(&Database) -> Result<T, redb::Error>,
    ) -> Result<T, redb::Error> {
        let database = self.database.read().unwrap_or_else(PoisonError::into_inner);
        let database = database.as_ref().ok_or(redb::Error::DatabaseClosed)?;
        let result = work(database);
        if matches!(result, Err(redb::Error::Io(_) | redb::Error::PreviousIo)) {
            self.set_broken(true);
        }
        result
    }

    /// Closes it, where it is open, and opens it from the disk.
    fn reopen(&self) -> Result<(), redb::Error> {
        let mut place = self
            .database
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        // First, since the file is locked as long as it is open.
        *place = None;
        let database = Database::create(&self.path)?;
        tables::create(&database)?;
        *place = Some(database);
        Ok(())
    }
}

/// When a database that failed was opened last.
#[derive(Default)]
pub(super) struct Reopening(Option<Instant>);

impl Reopening {
    /// Opens the database where it has failed.
    ///
    /// # Errors
    /// It cannot be opened, or that was tried a moment ago: opening reads the whole file.
    pub(super) fn mend(&mut self, medium: &Medium) -> Result<(), redb::Error> {
        if !medium.is_broken() {
            return Ok(());
        }
        if self.0.is_some_and(|at| at.elapsed() < PAUSE) {
            return Err(redb::Error::PreviousIo);
        }
        let result = medium.reopen();
        self.0 = Some(Instant::now());
        result
    }
}

/// Between two openings.
const PAUSE: Duration = Duration::from_secs(1);
