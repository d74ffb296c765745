//! The one thread that writes. What comes together is committed together: a commit waits for the disk.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use redb::{ReadableTable, WriteTransaction};
use tokio::sync::oneshot;

use super::load::head_of;
use super::medium::{Medium, Reopening};
use super::tables::{
    COMMANDS, FILES, HEADS, ROWS, TABLES, TOKENS, end_of, key_in, write_command, write_row,
};
use crate::seal::Instant;
use crate::store::StoreDown;
use crate::store::backing::Change;

/// A hand to the thread. Dropping it ends the thread, after what was given to it is written, and
/// waits for that: or a process that ends would leave the file as one that is killed does.
pub(super) struct Writer {
    work: Option<Sender<Work>>,
    thread: Option<JoinHandle<()>>,
    medium: Arc<Medium>,
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.work = None;
        if let Some(thread) = self.thread.take() {
            // It has said so already, if it broke off.
            let _ = thread.join();
        }
    }
}

struct Work {
    visitor: Vec<u8>,
    changes: Vec<Change>,
    done: oneshot::Sender<Result<(), StoreDown>>,
}

impl Writer {
    /// Starts the thread. A visitor of whom nothing was written for `age` is forgotten.
    pub(super) fn start(medium: Arc<Medium>, age: Duration) -> io::Result<Self> {
        let (work, orders) = channel();
        let mut thread = Thread {
            medium: medium.clone(),
            reopening: Reopening::default(),
            age,
        };
        let thread = std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || thread.run(&orders))?;
        Ok(Self {
            work: Some(work),
            thread: Some(thread),
            medium,
        })
    }

    /// Writes, and returns when it is on the disk.
    pub(super) async fn write(
        &self,
        visitor: Vec<u8>,
        changes: Vec<Change>,
    ) -> Result<(), StoreDown> {
        let (done, written) = oneshot::channel();
        let work = Work {
            visitor,
            changes,
            done,
        };
        let orders = self.work.as_ref().ok_or(StoreDown)?;
        orders.send(work).map_err(|_| StoreDown)?;
        written.await.unwrap_or(Err(StoreDown))
    }

    /// Whether it can be written. After a failure that is tried out: with nobody writing, nothing else
    /// would show that the disk has room again.
    pub(super) async fn check(&self) -> Result<(), StoreDown> {
        if !self.medium.is_broken() {
            return Ok(());
        }
        let something = Change::Token(vec![0; PROBE_BYTES].into());
        self.write(PROBE.to_vec(), vec![something]).await
    }
}

struct Thread {
    medium: Arc<Medium>,
    reopening: Reopening,
    age: Duration,
}

impl Thread {
    fn run(&mut self, orders: &Receiver<Work>) {
        let mut swept = std::time::Instant::now();
        loop {
            // By the clock: somebody may write all the time.
            if swept.elapsed() >= SWEEP {
                self.sweep();
                swept = std::time::Instant::now();
            }
            match orders.recv_timeout(SWEEP) {
                Ok(first) => {
                    let mut batch = vec![first];
                    batch.extend(orders.try_iter().take(TOGETHER));
                    let result = self.commit(&batch);
                    for work in batch {
                        // Nobody waits any more: it is written all the same.
                        let _ = work.done.send(result);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn commit(&mut self, batch: &[Work]) -> Result<(), StoreDown> {
        let was_broken = self.medium.is_broken();
        let result = self.reopening.mend(&self.medium);
        let result = result.and_then(|()| self.try_commit(batch));
        self.medium.set_broken(result.is_err());
        match result {
            Ok(()) if was_broken => tracing::info!("the store can be written again"),
            Ok(()) => {}
            // Said once, when it began.
            Err(redb::Error::PreviousIo) if was_broken => return Err(StoreDown),
            Err(error) => {
                tracing::error!(%error, "the store cannot be written");
                return Err(StoreDown);
            }
        }
        Ok(())
    }

    fn try_commit(&self, batch: &[Work]) -> Result<(), redb::Error> {
        self.medium.with(|database| {
            let write = database.begin_write()?;
            for work in batch {
                for change in &work.changes {
                    apply(&write, &work.visitor, change)?;
                }
            }
            write.commit()?;
            Ok(())
        })
    }

    fn sweep(&self) {
        if let Err(error) = self.try_sweep() {
            tracing::error!(%error, "the store cannot be swept");
        }
    }

    /// Forgets visitors of whom nothing was written for long, so many of them at a time.
    fn try_sweep(&self) -> Result<(), redb::Error> {
        let now = Instant::now();
        self.medium.with(|database| {
            let write = database.begin_write()?;
            let mut old = Vec::new();
            for entry in write.open_table(HEADS)?.iter()? {
                let (visitor, head) = entry?;
                let seen = head_of(head.value()).map(|head| head.visit.seen);
                if seen.is_none_or(|seen| seen.until(now) > self.age) {
                    old.push(visitor.value().to_vec());
                }
                if old.len() >= SWEPT {
                    break;
                }
            }
            for visitor in &old {
                forget(&write, visitor)?;
            }
            write.commit()?;
            Ok(())
        })
    }
}

fn apply(write: &WriteTransaction, visitor: &[u8], change: &Change) -> Result<(), redb::Error> {
    let put = |table, key: &[u8], value: &[u8]| -> Result<(), redb::Error> {
        write.open_table(table)?.insert(key, value)?;
        Ok(())
    };
    let remove = |table, key: &[u8]| -> Result<(), redb::Error> {
        write.open_table(table)?.remove(key)?;
        Ok(())
    };
    match change {
        Change::Gone => forget(write, visitor),
        Change::Head(head) => put(
            HEADS,
            visitor,
            &postcard::to_allocvec(head).unwrap_or_default(),
        ),
        Change::Row(row) => put(
            ROWS,
            &key_in(visitor, &row.sequence.to_be_bytes()),
            &write_row(row),
        ),
        Change::RowsGone(to) => {
            let (first, last) = (key_in(visitor, &[0; 8]), key_in(visitor, &to.to_be_bytes()));
            let range = first.as_slice()..=last.as_slice();
            write.open_table(ROWS)?.retain_in(range, |_, _| false)?;
            Ok(())
        }
        Change::Command(id, command) => put(
            COMMANDS,
            &key_in(visitor, id.as_bytes()),
            &write_command(command),
        ),
        Change::CommandGone(id) => remove(COMMANDS, &key_in(visitor, id.as_bytes())),
        Change::File(id, file) => put(
            FILES,
            &key_in(visitor, id.as_bytes()),
            &postcard::to_allocvec(file).unwrap_or_default(),
        ),
        Change::FileGone(id) => remove(FILES, &key_in(visitor, id.as_bytes())),
        Change::Token(token) => put(TOKENS, visitor, token),
    }
}

/// Leaves nothing of a visitor.
fn forget(write: &WriteTransaction, visitor: &[u8]) -> Result<(), redb::Error> {
    let end = end_of(visitor);
    for table in TABLES {
        let range = visitor..end.as_slice();
        write.open_table(table)?.retain_in(range, |_, _| false)?;
    }
    Ok(())
}

/// As many writers share a commit at most.
const TOGETHER: usize = 1000;
const SWEEP: Duration = Duration::from_secs(10 * 60);
const SWEPT: usize = 1000;

/// No visitor's key: those have a channel before the byte that separates.
const PROBE: &[u8] = b"\0";

/// As much as a poll may well bring: with less room the next message would fail again.
const PROBE_BYTES: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use redb::Database;

    use super::*;
    use crate::store::file::tables;

    #[tokio::test]
    async fn a_store_that_failed_is_opened_and_tried_out_and_works_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store");
        let database = Database::create(&path).unwrap();
        tables::create(&database).unwrap();
        let medium = Arc::new(Medium::new(path, database));
        let writer = Writer::start(medium.clone(), Duration::from_secs(60)).unwrap();
        medium.set_broken(true);
        assert_eq!(writer.check().await, Ok(()));
        assert!(!medium.is_broken());
    }
}
