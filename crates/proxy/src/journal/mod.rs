//! What came down for one visitor: each message once, in order, as it came.
//!
//! A message has a sequence number in the journal's epoch, and a reader holds a [`Cursor`]. Readers
//! do not disturb each other: reading removes nothing. Only the bounds do.

mod cursor;
mod seen;

use std::collections::VecDeque;
use std::sync::Mutex;

use frontdesk_protocol::DownlinkMessage;
use serde_json::value::RawValue;
use tokio::sync::watch;

pub(crate) use cursor::{Cursor, Epoch, NoEpoch, Position};

use crate::sync::lock;
use seen::Seen;

/// One visitor's journal.
pub(crate) struct Journal {
    epoch: Epoch,
    kept: Mutex<Kept>,
    head: watch::Sender<u64>,
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

#[derive(Default)]
struct Kept {
    entries: VecDeque<Entry>,
    bytes: usize,
    /// Sequence of the newest message; 0 before the first.
    head: u64,
    seen: Seen,
}

struct Entry {
    sequence: u64,
    raw: Box<RawValue>,
}

impl Journal {
    pub(crate) fn new() -> Result<Self, NoEpoch> {
        Ok(Self {
            epoch: Epoch::random()?,
            kept: Mutex::default(),
            head: watch::Sender::new(0),
        })
    }

    /// Appends what is not known yet, and answers how many were.
    pub(crate) fn append(&self, messages: Vec<Box<RawValue>>) -> usize {
        let mut kept = lock(&self.kept);
        let new = messages.into_iter().filter(|raw| raw.get() != "null");
        let added = new.map(|raw| usize::from(kept.append(raw))).sum();
        if added > 0 {
            self.head.send_replace(kept.head);
        }
        added
    }

    /// What follows a place.
    pub(crate) fn read(&self, from: &From) -> Reading {
        let kept = lock(&self.kept);
        let after = match from {
            From::Beginning => Some(kept.trimmed()),
            From::Sequence(sequence) => Some(*sequence),
            From::Cursor(cursor) if cursor.epoch == self.epoch => Some(cursor.sequence),
            From::Cursor(_) | From::Strange => None,
        };
        let continued = after.filter(|after| (kept.trimmed()..=kept.head).contains(after));
        let after = continued.unwrap_or(kept.trimmed());
        let messages = kept
            .entries
            .iter()
            .filter(|entry| entry.sequence > after)
            .map(|entry| entry.raw.clone())
            .collect();
        Reading {
            messages,
            cursor: Cursor {
                epoch: self.epoch.clone(),
                sequence: kept.head,
            },
            reset: continued.is_none(),
        }
    }

    /// Changes whenever something was appended.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.head.subscribe()
    }
}

impl Kept {
    fn append(&mut self, raw: Box<RawValue>) -> bool {
        // What is not even a message is kept too: a reader may know what to make of it.
        if let Ok(message) = serde_json::from_str::<DownlinkMessage>(raw.get())
            && !self.seen.is_new(&message)
        {
            return false;
        }
        self.head += 1;
        self.bytes += raw.get().len();
        self.entries.push_back(Entry {
            sequence: self.head,
            raw,
        });
        while self.entries.len() > KEEP_MESSAGES
            || (self.bytes > KEEP_BYTES && self.entries.len() > 1)
        {
            if let Some(oldest) = self.entries.pop_front() {
                self.bytes -= oldest.raw.get().len();
            }
        }
        true
    }

    /// Everything up to this sequence is gone.
    fn trimmed(&self) -> u64 {
        self.entries
            .front()
            .map_or(self.head, |oldest| oldest.sequence - 1)
    }
}

const KEEP_MESSAGES: usize = 500;
const KEEP_BYTES: usize = 512 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    fn message(code: usize) -> Box<RawValue> {
        let text = format!(r#"{{"messageCode":"m{code}","content":"{code}","strange":[1]}}"#);
        RawValue::from_string(text).unwrap()
    }

    fn texts(reading: &Reading) -> Vec<&str> {
        reading.messages.iter().map(|raw| raw.get()).collect()
    }

    #[test]
    fn readers_do_not_disturb_each_other_and_may_read_again() {
        let journal = Journal::new().unwrap();
        assert_eq!(journal.append(vec![message(1), message(2)]), 2);
        let first = journal.read(&From::Beginning);
        assert_eq!(first.messages.len(), 2);
        journal.append(vec![message(3)]);
        let next = From::Cursor(first.cursor.clone());
        assert_eq!(texts(&journal.read(&next)), texts(&journal.read(&next)));
        assert_eq!(journal.read(&next).messages.len(), 1);
        assert_eq!(journal.read(&From::Beginning).messages.len(), 3);
    }

    #[test]
    fn a_message_is_journaled_once_and_handed_on_with_what_is_unknown() {
        let journal = Journal::new().unwrap();
        assert_eq!(journal.append(vec![message(1), message(1)]), 1);
        assert_eq!(journal.append(vec![message(1)]), 0);
        assert!(
            journal.read(&From::Beginning).messages[0]
                .get()
                .contains(r#""strange":[1]"#)
        );
    }

    #[test]
    fn what_cannot_be_told_from_another_message_is_kept_each_time() {
        let journal = Journal::new().unwrap();
        for line in [
            r#"{"content":"a"}"#,
            r#"{"content":"a","messageCode":" ","timestamp":"soon"}"#,
        ] {
            let raw = || RawValue::from_string(line.to_owned()).unwrap();
            assert_eq!(journal.append(vec![raw(), raw()]), 2, "{line}");
        }
        let timed =
            || RawValue::from_string(r#"{"content":"a","timestamp":5}"#.to_owned()).unwrap();
        assert_eq!(journal.append(vec![timed(), timed()]), 1);
    }

    #[test]
    fn bounds_drop_the_oldest_and_a_reader_who_missed_them_is_told() {
        let journal = Journal::new().unwrap();
        let start = From::Cursor(journal.read(&From::Beginning).cursor);
        journal.append((0..KEEP_MESSAGES + 1).map(message).collect());
        let reading = journal.read(&start);
        assert!(reading.reset);
        assert_eq!(reading.messages.len(), KEEP_MESSAGES);
        assert!(!journal.read(&From::Cursor(reading.cursor)).reset);

        let huge = format!(r#"{{"content":"{}"}}"#, "x".repeat(KEEP_BYTES));
        journal.append(vec![RawValue::from_string(huge).unwrap()]);
        assert_eq!(journal.read(&From::Beginning).messages.len(), 1);
    }

    #[test]
    fn a_strange_cursor_resets_to_all_that_is_kept() {
        let journal = Journal::new().unwrap();
        journal.append(vec![message(1)]);
        let other = Journal::new().unwrap().read(&From::Beginning).cursor;
        let ahead = Cursor {
            sequence: 9,
            ..journal.read(&From::Beginning).cursor
        };
        for from in [From::Cursor(other), From::Cursor(ahead), From::Strange] {
            let reading = journal.read(&from);
            assert!(reading.reset);
            assert_eq!(reading.messages.len(), 1);
        }
    }
}
