//! Ids that the client makes.

use std::fmt;

use crate::limits::{self, ComposeError};

/// A message's id, unique for its visitor: 1 to 32 characters without a comma (seed 000 §1.12), and
/// without what a comma list of ids loses: white space around, and control characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageId(String);

impl MessageId {
    /// From a text that keeps to the limits.
    ///
    /// # Errors
    ///
    /// Says which limit it does not keep to.
    pub fn new(id: &str) -> Result<Self, ComposeError> {
        let field = limits::MESSAGE_ID.field;
        if id.is_empty() {
            return Err(ComposeError::Empty { field });
        }
        let inside = |character: char| character == ',' || character.is_control();
        let around = |character: Option<char>| character.filter(|end| end.is_whitespace());
        let character = id
            .chars()
            .find(|character| inside(*character))
            .or_else(|| around(id.chars().next()))
            .or_else(|| around(id.chars().next_back()));
        if let Some(character) = character {
            return Err(ComposeError::Forbidden { field, character });
        }
        limits::MESSAGE_ID.check(id).map(|id| Self(id.to_owned()))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A visitor's user id: 1 to 24 characters (seed 000 §1.4). The document's own example has 40, so
/// longer ones are read, never made.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UserId(String);

impl UserId {
    /// From a text that keeps to the limits.
    ///
    /// # Errors
    ///
    /// Says which limit it does not keep to.
    pub fn new(id: &str) -> Result<Self, ComposeError> {
        if id.is_empty() {
            return Err(ComposeError::Empty {
                field: limits::USER_ID.field,
            });
        }
        limits::USER_ID.check(id).map(|id| Self(id.to_owned()))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
