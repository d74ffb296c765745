//! Limits that the documents state, each with its unit, and the checks of what is composed.

use std::fmt;
use std::ops::RangeInclusive;

/// A visitor's user id, in characters (seed 000 §1.4).
pub const USER_ID_CHARS: usize = 24;

/// A message id that the client makes, in characters; it must not contain a comma (seed 000 §1.12).
pub const MESSAGE_ID_CHARS: usize = 32;

/// A text message, in bytes of UTF-8, where nothing else is configured.
pub const TEXT_BYTES: u32 = 1000;

/// The comment of a rating must be shorter than this, in characters (seed 003 §6.1.2).
pub const COMMENT_CHARS: usize = 512;

/// A visitor's user id (seed 000 §1.4).
pub const USER_ID: Limit = Limit::characters("from", USER_ID_CHARS);

/// A message id that the client makes (seed 000 §1.12).
pub const MESSAGE_ID: Limit = Limit::characters("messageId", MESSAGE_ID_CHARS);

/// The address of a visitor's picture (seed 000 §1.11).
pub const AVATAR: Limit = Limit::characters("senderAvatar", 1024);

/// The code of an agent's message (seed 002 table 3).
pub const MESSAGE_CODE: Limit = Limit::characters("messageCode", 64);

/// The comment of a rating (seed 003 §6.1.2).
pub const COMMENT: Limit = Limit::characters("comment", COMMENT_CHARS - 1);

/// Why an answer of the robot's did not help (seed 003 §17).
pub const FEEDBACK: Limit = Limit::bytes("feedbackContent", 64);

/// The number that an operator calls (seed 003 §16).
pub const CALLED: Limit = Limit::characters("called", 32);

/// Data that goes with an operator's call (seed 003 §16).
pub const CALL_DATA: Limit = Limit::characters("callData", 1024);

/// The number that an operator shows (seed 003 §16).
pub const CALLER_PRESENT: Limit = Limit::characters("callerPresent", 32);

/// The serial number of an operator's call (seed 003 §16).
pub const CALL_SERIAL: Limit = Limit::characters("callSerialNo", 50);

/// An agent's message where the platform encrypts: 1.9 KB (seed 001 table 2).
pub const AGENT_DATA_PLATFORM: Limit = Limit::bytes("data", 1945);

/// An agent's message where the business side encrypts: 3.8 KB (seed 001 table 2).
pub const AGENT_DATA_BUSINESS: Limit = Limit::bytes("data", 3891);

/// The ids that an agent may have (seed 001, URI).
pub const AGENT_IDS: RangeInclusive<u32> = 101..=59_999;

/// A text message, in as many bytes of UTF-8 as are configured.
pub const fn text(bytes: usize) -> Limit {
    Limit::bytes("content", bytes)
}

/// How long a field may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The field's name on the wire.
    pub field: &'static str,
    /// How much it may hold.
    pub most: usize,
    /// Of what.
    pub unit: Unit,
}

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Characters (Unicode scalar values).
    Characters,
    /// Bytes of UTF-8.
    Bytes,
}

impl Limit {
    /// So many characters.
    pub const fn characters(field: &'static str, most: usize) -> Self {
        Self {
            field,
            most,
            unit: Unit::Characters,
        }
    }

    /// So many bytes of UTF-8.
    pub const fn bytes(field: &'static str, most: usize) -> Self {
        Self {
            field,
            most,
            unit: Unit::Bytes,
        }
    }

    /// How much of it a text takes.
    pub fn taken(&self, text: &str) -> usize {
        match self.unit {
            Unit::Characters => text.chars().count(),
            Unit::Bytes => text.len(),
        }
    }

    /// Passes a text on that keeps to it.
    ///
    /// # Errors
    ///
    /// [`ComposeError::TooLong`].
    pub fn check<'a>(&self, text: &'a str) -> Result<&'a str, ComposeError> {
        let taken = self.taken(text);
        if taken > self.most {
            return Err(ComposeError::TooLong {
                limit: *self,
                taken,
            });
        }
        Ok(text)
    }
}

/// Why something cannot be composed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComposeError {
    /// More than the field may hold.
    TooLong {
        /// The limit.
        limit: Limit,
        /// How much there was, in the limit's unit.
        taken: usize,
    },
    /// A character that the field must not hold.
    Forbidden {
        /// The field's name on the wire.
        field: &'static str,
        /// The character.
        character: char,
    },
    /// Nothing where something must be.
    Empty {
        /// The field's name on the wire.
        field: &'static str,
    },
    /// A number out of its range.
    OutOfRange {
        /// The field's name on the wire.
        field: &'static str,
        /// The range, as people read it.
        range: &'static str,
    },
}

impl fmt::Display for ComposeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong {
                limit: Limit { field, most, unit },
                taken,
            } => {
                let unit = match unit {
                    Unit::Characters => "characters",
                    Unit::Bytes => "bytes",
                };
                write!(formatter, "{field} may have {most} {unit} and has {taken}")
            }
            Self::Forbidden { field, character } => {
                write!(formatter, "{field} must not contain {character:?}")
            }
            Self::Empty { field } => write!(formatter, "{field} must not be empty"),
            Self::OutOfRange { field, range } => write!(formatter, "{field} must be {range}"),
        }
    }
}

impl std::error::Error for ComposeError {}
