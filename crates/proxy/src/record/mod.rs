//! What the proxy keeps about one visitor, as a value: no clock, no IO.
//!
//! A store holds records and writes their changes down. What is decided about a message, a reader or
//! a command is decided here, so that it is the same for every store.

mod bounds;
mod commands;
mod cursor;
mod files;
mod gap;
mod journal;
mod print;
mod signs;

pub(crate) use bounds::Bounds;
pub(crate) use commands::{Begin, Command, Commands, End, State};
pub(crate) use cursor::{Cursor, Epoch};
pub(crate) use files::{File, Files, Way, files_of, json};
pub(crate) use gap::{Gap, UNHEARD};
pub(crate) use journal::{From, Journal, Reading, Row, Trimmed};
pub(crate) use print::{PRINT_BYTES, Print};

use serde::{Deserialize, Serialize};

use crate::seal::Instant;

/// One visitor's record.
#[derive(Debug)]
pub(crate) struct Record {
    /// What came down.
    pub(crate) journal: Journal,
    /// What went up.
    pub(crate) commands: Commands,
    /// What files the visitor may ask for.
    pub(crate) files: Files,
    /// The cloud's token of this visitor, encrypted.
    pub(crate) token: Option<Box<[u8]>>,
    /// How the visit stands.
    pub(crate) visit: Visit,
}

/// How a visit stands, as far as the proxy needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Visit {
    /// A CONNECT was carried, or may have been: there is something to poll for.
    pub(crate) connected: bool,
    /// A person was asked for: the visitor waits in the queue or talks to an agent.
    pub(crate) with_agent: bool,
    /// The conversation was ended, by either side: nothing is to be expected any more.
    pub(crate) over: bool,
    /// Where the reader stands that sends no cursor.
    pub(crate) reader: u64,
    /// When anything of this visitor was last written down.
    pub(crate) seen: Instant,
    /// When the conversation began.
    pub(crate) begun: Instant,
    /// What may be missing.
    pub(crate) gap: Option<Gap>,
}

impl Record {
    /// Of a visitor who comes for the first time.
    pub(crate) fn new(epoch: Epoch, now: Instant) -> Self {
        Self {
            journal: Journal::new(epoch),
            commands: Commands::default(),
            files: Files::default(),
            token: None,
            visit: Visit {
                connected: false,
                with_agent: false,
                over: false,
                reader: 0,
                seen: now,
                begun: now,
                gap: None,
            },
        }
    }
}
