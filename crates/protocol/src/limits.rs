//! Limits that the documents state, each with its unit.

/// A visitor's user id, in characters (seed 000 §1.4).
pub const USER_ID_CHARS: usize = 24;

/// A message id that the client makes, in characters; it must not contain a comma (seed 000 §1.12).
pub const MESSAGE_ID_CHARS: usize = 32;

/// A text message, in bytes of UTF-8, where nothing else is configured.
pub const TEXT_BYTES: u32 = 1000;

/// The comment of a rating must be shorter than this, in characters (seed 003 §6.1.2).
pub const COMMENT_CHARS: usize = 512;
