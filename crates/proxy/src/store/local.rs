//! A store within this process, with something behind it.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use serde_json::value::RawValue;
use tokio::sync::watch;

use super::backing::{Backing, Change, Head};
use super::notes::{new_files, note_command, note_files, note_trimmed};
use super::shelf::{Attempt, Place, Shelf, Slot};
use super::{Store, StoreDown, Who};
use crate::record::{Begin, Bounds, End, Epoch, From, Gap, Print, Reading, Record, Visit, Way};
use crate::seal::Instant;
use crate::sync::{lock, to_the_end};

/// Records at hand, and a backing that outlives them.
pub(super) struct Local<B> {
    backing: Arc<B>,
    shelf: Shelf,
    bounds: Bounds,
}

impl<B: Backing + 'static> Local<B> {
    pub(super) fn new(backing: B, bounds: Bounds, most: usize, idle: Duration) -> Self {
        Self {
            backing: Arc::new(backing),
            shelf: Shelf::new(most, idle),
            bounds,
        }
    }

    fn place(&self, who: &Who) -> Arc<Place> {
        self.shelf.place(who, Instant::now())
    }

    async fn slot<'p>(&self, place: &'p Place, who: &Who) -> Result<&'p Slot, StoreDown> {
        place
            .slot(async || match self.backing.load(who).await? {
                Some(record) => Ok(record),
                None => {
                    let epoch = Epoch::random().map_err(|_| StoreDown)?;
                    Ok(Record::new(epoch, Instant::now()))
                }
            })
            .await
    }

    /// Changes a record and writes down what changed. Writers of one visitor go one after the other,
    /// so that what is written last is what was changed last. What is begun is written also when the
    /// caller goes away meanwhile: whoever waits for a turn has nothing to do with that.
    async fn change<T>(
        &self,
        who: &Who,
        now: Instant,
        work: impl FnOnce(&mut Record, &mut Vec<Change>) -> T,
    ) -> Result<T, StoreDown> {
        let place = self.place(who);
        let slot = self.slot(&place, who).await?;
        let turn = slot.turn.clone().lock_owned().await;
        if place.is_spoilt() {
            return Err(StoreDown);
        }
        let attempt = Attempt::of(&place);
        let mut changes = Vec::new();
        let (result, head) = {
            let mut record = lock(&slot.record);
            record.visit.seen = now;
            let result = work(&mut record, &mut changes);
            if !changes.is_empty() {
                changes.push(Change::Head(Head::of(&record)));
            }
            (result, record.journal.head())
        };
        if changes.is_empty() {
            attempt.succeeded();
            slot.is_stored(head);
            return Ok(result);
        }
        let (backing, who, place) = (self.backing.clone(), who.clone(), place.clone());
        let write = async move {
            // The turn ends last.
            let _turn = turn;
            let attempt = attempt;
            backing.write(&who, changes).await?;
            attempt.succeeded();
            place.is_stored(head);
            Ok(())
        };
        to_the_end(write).await.unwrap_or(Err(StoreDown))?;
        Ok(result)
    }

    async fn look<T>(
        &self,
        who: &Who,
        look: impl FnOnce(&Record, u64) -> T,
    ) -> Result<T, StoreDown> {
        let place = self.place(who);
        let slot = self.slot(&place, who).await?;
        let stored = *slot.stored.borrow();
        let record = lock(&slot.record);
        Ok(look(&record, stored))
    }

    async fn wake(&self, who: &Who) -> Result<(), StoreDown> {
        let place = self.place(who);
        self.slot(&place, who).await?.wake();
        Ok(())
    }
}

#[async_trait]
impl<B: Backing + 'static> Store for Local<B> {
    async fn append(
        &self,
        who: &Who,
        messages: Vec<Box<RawValue>>,
        now: Instant,
    ) -> Result<usize, StoreDown> {
        let bounds = self.bounds;
        let work = |record: &mut Record, changes: &mut Vec<Change>| {
            take(record, messages, now, &bounds, changes)
        };
        self.change(who, now, work).await
    }

    async fn read(&self, who: &Who, from: &From) -> Result<Reading, StoreDown> {
        self.look(who, |record, stored| record.journal.read(from, stored))
            .await
    }

    async fn acknowledge(&self, who: &Who, sequence: u64) -> Result<(), StoreDown> {
        // Worth no write of its own: where it is forgotten, messages are kept longer.
        let place = self.place(who);
        let slot = self.slot(&place, who).await?;
        lock(&slot.record).journal.acknowledge(sequence);
        Ok(())
    }

    async fn changes(&self, who: &Who) -> Result<watch::Receiver<u64>, StoreDown> {
        let place = self.place(who);
        Ok(self.slot(&place, who).await?.changed.subscribe())
    }

    async fn epoch(&self, who: &Who) -> Result<Epoch, StoreDown> {
        self.look(who, |record, _| record.journal.epoch().clone())
            .await
    }

    async fn visit(&self, who: &Who) -> Result<Visit, StoreDown> {
        self.look(who, |record, _| record.visit).await
    }

    async fn update(
        &self,
        who: &Who,
        change: &(dyn for<'v> Fn(&'v mut Visit) + Sync),
        now: Instant,
    ) -> Result<(), StoreDown> {
        let work = |record: &mut Record, changes: &mut Vec<Change>| {
            let before = record.visit;
            change(&mut record.visit);
            if record.visit != before {
                changes.push(Change::Head(Head::of(record)));
            }
        };
        self.change(who, now, work).await?;
        self.wake(who).await
    }

    async fn lose(&self, who: &Who, until: Instant, now: Instant) -> Result<(), StoreDown> {
        let work = |record: &mut Record, changes: &mut Vec<Change>| {
            record.lose(until);
            changes.push(Change::Head(Head::of(record)));
        };
        self.change(who, now, work).await
    }

    async fn recover(
        &self,
        who: &Who,
        history: Vec<Box<RawValue>>,
        now: Instant,
    ) -> Result<usize, StoreDown> {
        let bounds = self.bounds;
        let work = |record: &mut Record, changes: &mut Vec<Change>| {
            let Some(gap) = record.visit.gap else {
                return 0;
            };
            let user_id = who.user_id.as_str();
            let missing = record.journal.missing(gap.since, user_id, history);
            take(record, missing, now, &bounds, changes)
        };
        self.change(who, now, work).await
    }

    async fn close(&self, who: &Who, gap: Gap, now: Instant) -> Result<(), StoreDown> {
        let work = |record: &mut Record, changes: &mut Vec<Change>| {
            if record.visit.gap == Some(gap) {
                record.visit.gap = None;
                changes.push(Change::Head(Head::of(record)));
            }
        };
        self.change(who, now, work).await
    }

    async fn begin(
        &self,
        who: &Who,
        id: &str,
        print: Print,
        now: Instant,
    ) -> Result<Begin, StoreDown> {
        let bounds = self.bounds;
        let work = |record: &mut Record, changes: &mut Vec<Change>| {
            let gone = record.commands.trim(&bounds, now);
            changes.extend(gone.into_iter().map(Change::CommandGone));
            let begin = record.commands.begin(id, print, now);
            if begin == Begin::Carry {
                note_command(record, id, changes);
            }
            begin
        };
        self.change(who, now, work).await
    }

    async fn end(&self, who: &Who, id: &str, end: End, now: Instant) -> Result<(), StoreDown> {
        let work = |record: &mut Record, changes: &mut Vec<Change>| {
            record.commands.end(id, end);
            note_command(record, id, changes);
        };
        self.change(who, now, work).await?;
        self.wake(who).await
    }

    async fn allow_files(
        &self,
        who: &Who,
        ids: &[String],
        way: Way,
        now: Instant,
    ) -> Result<(), StoreDown> {
        let bounds = self.bounds;
        self.change(who, now, |record, changes| {
            note_files(record, ids, way, now, &bounds, changes);
        })
        .await
    }

    async fn has_file(&self, who: &Who, id: &str) -> Result<Option<Way>, StoreDown> {
        self.look(who, |record, _| record.files.get(id).map(|file| file.way))
            .await
    }

    async fn token(&self, who: &Who) -> Result<Option<Box<[u8]>>, StoreDown> {
        self.look(who, |record, _| record.token.clone()).await
    }

    async fn keep_token(&self, who: &Who, token: Box<[u8]>, now: Instant) -> Result<(), StoreDown> {
        let work = |record: &mut Record, changes: &mut Vec<Change>| {
            record.token = Some(token.clone());
            changes.push(Change::Token(token));
        };
        self.change(who, now, work).await
    }

    async fn check(&self) -> Result<(), StoreDown> {
        self.backing.check().await
    }

    fn sweep(&self, now: Instant) {
        self.shelf.sweep(now);
    }
}

/// Appends what is not known yet, with all that follows from it; how many messages were.
fn take(
    record: &mut Record,
    messages: Vec<Box<RawValue>>,
    now: Instant,
    bounds: &Bounds,
    changes: &mut Vec<Change>,
) -> usize {
    let before = record.journal.head();
    let texts_before = record.journal.trimmed();
    for message in messages
        .into_iter()
        .filter(|message| message.get() != "null")
    {
        record.journal.append(message, now);
    }
    let head = record.journal.head();
    if head > before {
        record.heed(before);
        let trimmed = record.journal.trim(bounds, now);
        note_trimmed(record, texts_before, trimmed, changes);
        let ids = new_files(record, before);
        note_files(record, &ids, Way::Came, now, bounds, changes);
        let rows = record.journal.rows(before + 1..=head).cloned();
        changes.extend(rows.map(Change::Row));
    }
    usize::try_from(head - before).unwrap_or(usize::MAX)
}
