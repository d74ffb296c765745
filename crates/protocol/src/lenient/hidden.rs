//! What is not shown.

use std::fmt;

/// A text that must not stand in a log, by its length.
pub(crate) struct Hidden(usize);

impl Hidden {
    pub(crate) fn of(text: &str) -> Self {
        Self(text.len())
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "<{} bytes>", self.0)
    }
}
