//! Prints of what must be told apart without being kept.

use sha2::{Digest, Sha256};

/// 128 bits of SHA-256: enough to tell one message or one command from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Print([u8; PRINT_BYTES]);

impl Print {
    /// Of some bytes.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let digest = Sha256::digest(bytes);
        let mut print = [0; PRINT_BYTES];
        for (byte, digested) in print.iter_mut().zip(digest) {
            *byte = digested;
        }
        Self(print)
    }

    /// As it is stored.
    pub(crate) fn as_bytes(&self) -> &[u8; PRINT_BYTES] {
        &self.0
    }

    /// From what was stored.
    pub(crate) fn from_bytes(bytes: [u8; PRINT_BYTES]) -> Self {
        Self(bytes)
    }
}

pub(crate) const PRINT_BYTES: usize = 16;
