//! A reader's place in the journal.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// One life of a journal. A cursor of another life cannot be continued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Epoch(String);

/// The machine gives no randomness for an epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoEpoch;

impl Epoch {
    pub(crate) fn random() -> Result<Self, NoEpoch> {
        let mut bytes = [0; EPOCH_BYTES];
        getrandom::fill(&mut bytes).map_err(|_| NoEpoch)?;
        // The dash separates epoch and sequence.
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes).replace('-', ".")))
    }

    /// One that was stored or sent; `None` for what is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let fits = !text.is_empty()
            && text.len() <= CURSOR_CHARS
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"._".contains(&byte));
        fits.then(|| Self(text.to_owned()))
    }

    /// As it is stored and sent.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// `<epoch>-<sequence>`: everything up to this sequence was handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub(crate) epoch: Epoch,
    pub(crate) sequence: u64,
}

impl Cursor {
    /// `None` for what is no cursor.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (epoch, sequence) = text.rsplit_once('-')?;
        let digits = sequence.bytes().all(|byte| byte.is_ascii_digit());
        Some(Self {
            epoch: Epoch::parse(epoch)?,
            sequence: sequence.parse().ok().filter(|_| digits)?,
        })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", self.epoch.0, self.sequence)
    }
}

const EPOCH_BYTES: usize = 12;
const CURSOR_CHARS: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_is_written() {
        let cursor = Cursor {
            epoch: Epoch::random().unwrap(),
            sequence: 42,
        };
        assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
    }

    #[test]
    fn what_is_no_cursor_is_not_read() {
        for text in [
            "", "-", "abc", "-1", "abc-", "abc-x", "abc--1", "a b-1", "abc-+1",
        ] {
            assert_eq!(Cursor::parse(text), None, "{text}");
        }
        assert_eq!(Cursor::parse(&format!("{}-1", "a".repeat(80))), None);
    }
}
