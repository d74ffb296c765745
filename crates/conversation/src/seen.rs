//! Which messages were shown already.

use frontdesk_protocol::{DownlinkMessage, MessageKey};
use serde::{Deserialize, Serialize};

/// How many are remembered: more than the proxy ever keeps for asking again.
const KEPT: usize = 1000;

/// Remembers messages by a 64-bit print of their keys, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Seen(Vec<u64>);

impl Seen {
    /// Whether this is the first time. What cannot be told from another message is always shown.
    pub(crate) fn first(&mut self, message: &DownlinkMessage) -> bool {
        let Some(key) = message.key() else {
            return true;
        };
        let print = print(&key);
        // What comes again came lately.
        if self.0.iter().rev().any(|seen| *seen == print) {
            return false;
        }
        self.0.push(print);
        if self.0.len() > KEPT {
            self.0.remove(0);
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
