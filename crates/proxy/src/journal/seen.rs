//! Which messages were journaled already.

use std::collections::{HashSet, VecDeque};
use std::hash::{BuildHasher, RandomState};

use frontdesk_protocol::{DownlinkMessage, MessageKey};

/// The keys of the newest messages; more of them than the journal keeps messages.
#[derive(Default)]
pub(super) struct Seen {
    hashers: [RandomState; 2],
    known: HashSet<[u64; 2]>,
    order: VecDeque<[u64; 2]>,
}

impl Seen {
    /// Whether this is the first time; from now on it is not.
    ///
    /// A message without a key always counts as new.
    pub(super) fn is_new(&mut self, message: &DownlinkMessage) -> bool {
        let Some(key) = message.key().map(|key| self.hash(&key)) else {
            return true;
        };
        if !self.known.insert(key) {
            return false;
        }
        self.order.push_back(key);
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
        true
    }

    /// 128 bits, keyed at random, instead of the key itself, which holds the message's text.
    fn hash(&self, key: &MessageKey) -> [u64; 2] {
        let [first, second] = &self.hashers;
        [first.hash_one(key), second.hash_one(key)]
    }
}

const REMEMBERED: usize = 4096;
