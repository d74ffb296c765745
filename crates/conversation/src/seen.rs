//! Which messages were shown already.

use std::collections::{BTreeSet, VecDeque};

use frontdesk_protocol::{DownlinkMessage, MessageKey};
use serde::{Deserialize, Serialize};

/// How many are remembered: more than the proxy ever keeps for asking again.
const KEPT: usize = 1000;

/// Remembers messages by a 64-bit print of their keys.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Seen {
    order: VecDeque<u64>,
    prints: BTreeSet<u64>,
}

impl Seen {
    /// Whether this is the first time.
    pub(crate) fn first(&mut self, message: &DownlinkMessage) -> bool {
        let print = print(&message.key());
        if !self.prints.insert(print) {
            return false;
        }
        self.order.push_back(print);
        if self.order.len() > KEPT
            && let Some(oldest) = self.order.pop_front()
        {
            self.prints.remove(&oldest);
        }
        true
    }
}

/// FNV-1a: the same on every machine and in every release, which a snapshot needs.
fn print(key: &MessageKey) -> u64 {
    key.as_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |print, byte| {
            (print ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        })
}

/// As text, since the browser's numbers end at 53 bits.
impl Serialize for Seen {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.order.iter().map(|print| format!("{print:x}")))
    }
}

impl<'de> Deserialize<'de> for Seen {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texts = Vec::<String>::deserialize(deserializer)?;
        let order: VecDeque<u64> = texts
            .iter()
            .filter_map(|text| u64::from_str_radix(text, 16).ok())
            .collect();
        let prints = order.iter().copied().collect();
        Ok(Self { order, prints })
    }
}
