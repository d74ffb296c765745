//! Stores, reloads, and tabs that take over from each other.

use std::collections::BTreeSet;

use frontdesk_conversation::Snapshot;

use super::World;
use super::visitor::word;
use crate::page::{Flight, Page, State, Write};
use crate::support::*;

impl World {
    /// What is being stored is stored.
    pub(crate) fn confirm(&mut self) {
        for old in [false, true] {
            if old && self.old.is_none() {
                return;
            }
            // What is confirmed may ask for more to be stored.
            while let Some(write) = {
                let page = self.page(old);
                (!page.writes.is_empty()).then(|| page.writes.remove(0))
            } {
                let number = write.number;
                self.written(write, old);
                self.tell(old, Input::Stored(number));
            }
        }
    }

    /// A tab that does not lead any more writes where nobody reads.
    pub(crate) fn written(&mut self, write: Write, by_old: bool) {
        self.cursors.insert(write.cursor.clone());
        if !by_old {
            self.words.extend(write.words.iter().cloned());
            self.stored = Some(write.clone());
            self.told = Some(write);
        }
    }

    /// The page is gone; what it was writing may still have been written.
    pub(crate) fn reload(&mut self, is_written: bool) {
        let writes = std::mem::take(&mut self.leader.writes);
        if is_written {
            for write in writes {
                self.written(write, false);
            }
        }
        self.replace_leader(self.stored.clone());
    }

    /// Another release cannot read what is stored, or there was no room for it.
    pub(crate) fn forget(&mut self) {
        self.old_dies();
        self.was_ever_vague = true;
        let words = self.words.union(&self.leader.words);
        self.cancelled.extend(words.cloned().collect::<Vec<_>>());
        (self.stored, self.told) = (None, None);
        self.replace_leader(None);
    }

    /// Another tab leads, from the newest snapshot that it was told; the one before goes on.
    pub(crate) fn hand_over(&mut self) {
        let newest = self.leader.writes.last().cloned().or(self.told.clone());
        self.old_dies();
        let (visit, cursor, words) = self.from(newest);
        let mut page = Page::new(visit, cursor, words);
        std::mem::swap(&mut page, &mut self.leader);
        page.writes.clear();
        self.old = Some(page);
        self.was_split = true;
        self.was_ever_split = true;
        self.led_until = self.now;
        self.tell(false, Input::Resumed);
    }

    pub(crate) fn old_dies(&mut self) {
        if let Some(old) = self.old.take() {
            self.haunt(old.flights);
        }
    }

    pub(crate) fn haunt(&mut self, flights: Vec<Flight>) {
        let leaving = |flight: &Flight| matches!(flight.state, State::Leaving);
        self.ghosts.extend(flights.into_iter().filter(leaving));
    }

    pub(crate) fn replace_leader(&mut self, write: Option<Write>) {
        let was_there = write.is_some();
        let (visit, cursor, words) = self.from(write);
        let mut page = Page::new(visit, cursor, words);
        std::mem::swap(&mut page, &mut self.leader);
        self.haunt(page.flights);
        if was_there {
            self.tell(false, Input::Resumed);
        } else {
            self.tell(false, Input::Opened);
        }
    }

    pub(crate) fn from(
        &mut self,
        write: Option<Write>,
    ) -> (Conversation, String, BTreeSet<String>) {
        self.seed += 1;
        #[cfg_attr(not(feature = "sabotage"), expect(unused_mut))]
        let (mut visit, cursor, words) = match write {
            Some(write) => {
                let json = serde_json::to_string(&write.snapshot).unwrap();
                let snapshot: Snapshot = serde_json::from_str(&json).unwrap();
                let visit = Conversation::restore(snapshot, self.seed, None).unwrap();
                (visit, write.cursor, write.words)
            }
            None => (
                Conversation::new(self.seed, None),
                String::new(),
                BTreeSet::new(),
            ),
        };
        #[cfg(feature = "sabotage")]
        if let Some(rule) = self.sabotage {
            visit.sabotage(rule);
        }
        (visit, cursor, words)
    }

    /// What the tab before sent, and this one does not know of, a proxy that forgets cannot tell.
    pub(crate) fn forgive(&mut self) {
        if !std::mem::take(&mut self.was_split) {
            return;
        }
        let took = self.upstream.took.iter();
        let taken: BTreeSet<String> = took.map(|(_, content)| self.word_of(content)).collect();
        for line in self.leader.visit.lines() {
            if let Some(word) = word(line)
                && line.delivery == Some(Delivery::Sending)
                && taken.contains(&word)
            {
                self.forgiven.insert(word);
            }
        }
    }
}
