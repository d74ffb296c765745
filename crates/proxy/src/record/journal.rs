//! What came down for one visitor: each message once, in order, as it came.
//!
//! A message has a sequence number in the journal's epoch, and a reader holds a [`Cursor`]. Readers
//! do not disturb each other: reading removes nothing, only the bounds do. Of a message whose text is
//! gone the print stays for long, since the cloud may bring the message again.

use std::collections::{HashSet, VecDeque};
use std::ops::RangeInclusive;

use frontdesk_protocol::DownlinkMessage;
use serde_json::value::RawValue;

use super::bounds::Bounds;
use super::cursor::{Cursor, Epoch};
use super::gap::is_missed;
use super::print::Print;
use crate::seal::Instant;

/// One visitor's journal.
#[derive(Debug)]
pub(crate) struct Journal {
    epoch: Epoch,
    /// Sequence of the newest message; 0 before the first.
    head: u64,
    /// Everything up to this sequence was handed to a reader who came back for more.
    acknowledged: u64,
    /// Consecutive, oldest first: first those whose text is gone, then those that are kept.
    rows: VecDeque<Row>,
    kept: usize,
    bytes: usize,
    prints: HashSet<Print>,
    /// Whether anything here was found in a history.
    has_missed: bool,
}

/// A message, or what is remembered of it.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) sequence: u64,
    /// When it came.
    pub(crate) at: Instant,
    /// `None` for a message that cannot be told from the same words said again.
    pub(crate) print: Option<Print>,
    /// `None` where it is no longer kept.
    pub(crate) text: Option<Box<RawValue>>,
}

/// Where a reader wants to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum From {
    /// With the oldest that is kept.
    Beginning,
    /// After this sequence of the present epoch.
    Sequence(u64),
    /// After this cursor.
    Cursor(Cursor),
    /// After something that nobody here gave out.
    Strange,
}

/// What a reader gets.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) messages: Vec<Box<RawValue>>,
    /// The place after these messages.
    pub(crate) cursor: Cursor,
    /// The place asked for could not be continued: this is all that is kept.
    pub(crate) reset: bool,
}

impl Journal {
    pub(crate) fn new(epoch: Epoch) -> Self {
        Self::load(epoch, 0, 0, VecDeque::new())
    }

    /// From what was stored: consecutive rows, oldest first.
    pub(crate) fn load(epoch: Epoch, head: u64, acknowledged: u64, rows: VecDeque<Row>) -> Self {
        let texts = rows.iter().filter_map(|row| row.text.as_ref());
        let (kept, bytes) = texts.fold((0, 0), |(kept, bytes), text| {
            (kept + 1, bytes + text.get().len())
        });
        Self {
            epoch,
            head: rows.back().map_or(head, |row| row.sequence.max(head)),
            acknowledged,
            kept,
            bytes,
            prints: rows.iter().filter_map(|row| row.print).collect(),
            has_missed: rows
                .iter()
                .any(|row| row.text.as_deref().is_some_and(is_missed)),
            rows,
        }
    }

    pub(crate) fn epoch(&self) -> &Epoch {
        &self.epoch
    }

    /// Sequence of the newest message; 0 before the first.
    pub(crate) fn head(&self) -> u64 {
        self.head
    }

    pub(crate) fn acknowledged(&self) -> u64 {
        self.acknowledged
    }

    /// Appends a message that is not known yet; whether it was one.
    pub(crate) fn append(&mut self, text: Box<RawValue>, at: Instant) -> bool {
        let message: Option<DownlinkMessage> = serde_json::from_str(text.get()).ok();
        let print = message.as_ref().and_then(print_of);
        let is_missed = is_missed(&text);
        if self.has_missed && !is_missed && message.is_some_and(|message| self.was_missed(&message))
        {
            return false;
        }
        #[cfg(feature = "sabotage")]
        if print.is_some_and(|print| print.as_bytes().first().is_some_and(|byte| byte % 16 == 0)) {
            return false;
        }
        if print.is_some_and(|print| !self.prints.insert(print)) {
            return false;
        }
        self.has_missed |= is_missed;
        self.head += 1;
        self.kept += 1;
        self.bytes += text.get().len();
        self.rows.push_back(Row {
            sequence: self.head,
            at,
            print,
            text: Some(text),
        });
        true
    }

    /// Whether this message, as it is, is known.
    pub(super) fn knows(&self, message: &DownlinkMessage) -> bool {
        print_of(message).is_some_and(|print| self.prints.contains(&print))
    }

    /// Rows of these sequences that are still there.
    pub(crate) fn rows(&self, sequences: RangeInclusive<u64>) -> impl Iterator<Item = &Row> {
        self.rows
            .iter()
            .filter(move |row| sequences.contains(&row.sequence))
    }

    /// What follows a place, up to a sequence that is safely stored.
    pub(crate) fn read(&self, from: &From, stored: u64) -> Reading {
        let after = match from {
            From::Beginning => Some(self.trimmed()),
            From::Sequence(sequence) => Some(*sequence),
            From::Cursor(cursor) if cursor.epoch == self.epoch => Some(cursor.sequence),
            From::Cursor(_) | From::Strange => None,
        };
        let continued = after.filter(|after| (self.trimmed()..=self.head).contains(after));
        let after = continued.unwrap_or(self.trimmed());
        let end = stored.min(self.head).max(after);
        let messages = self
            .rows(after + 1..=end)
            .filter_map(|row| row.text.clone())
            .collect();
        Reading {
            messages,
            cursor: Cursor {
                epoch: self.epoch.clone(),
                sequence: end,
            },
            reset: continued.is_none(),
        }
    }

    /// A reader has come back with this place; whether that is news.
    pub(crate) fn acknowledge(&mut self, sequence: u64) -> bool {
        let news = sequence > self.acknowledged && sequence <= self.head;
        if news {
            self.acknowledged = sequence;
        }
        news
    }

    /// Lets go what exceeds the bounds. Answers up to which sequence texts are gone, and up to which
    /// nothing is left at all.
    pub(crate) fn trim(&mut self, bounds: &Bounds, now: Instant) -> Trimmed {
        while self.kept > 0 && self.exceeds(bounds, now) {
            self.drop_oldest_text();
        }
        while self.rows.len() > bounds.prints.max(self.kept) {
            if let Some(row) = self.rows.pop_front() {
                row.print.map(|print| self.prints.remove(&print));
            }
        }
        Trimmed {
            texts: self.trimmed(),
            rows: self.rows.front().map_or(self.head, |row| row.sequence - 1),
        }
    }

    fn exceeds(&self, bounds: &Bounds, now: Instant) -> bool {
        let Some(oldest) = self.oldest_kept() else {
            return false;
        };
        let age = oldest.at.until(now);
        let read = oldest.sequence <= self.acknowledged;
        self.kept > bounds.messages
            // A single message is kept however long it is: it must reach a reader once.
            || (self.bytes > bounds.bytes && self.kept > 1)
            || age > bounds.age
            || (read && age > bounds.acknowledged)
    }

    fn oldest_kept(&self) -> Option<&Row> {
        self.rows.get(self.rows.len().checked_sub(self.kept)?)
    }

    fn drop_oldest_text(&mut self) {
        let place = self.rows.len().saturating_sub(self.kept);
        if let Some(text) = self.rows.get_mut(place).and_then(|row| row.text.take()) {
            self.bytes -= text.get().len();
        }
        self.kept = self.kept.saturating_sub(1);
    }

    /// Every text up to this sequence is gone.
    pub(crate) fn trimmed(&self) -> u64 {
        self.oldest_kept()
            .map_or(self.head, |oldest| oldest.sequence - 1)
    }
}

/// How far the bounds have come, each up to and with a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Trimmed {
    pub(crate) texts: u64,
    pub(crate) rows: u64,
}

/// What tells a message from others; one without a key always counts as new. What is not even a
/// message is kept too: a reader may know what to make of it.
fn print_of(message: &DownlinkMessage) -> Option<Print> {
    message.key().map(|key| Print::of(key.as_bytes()))
}
