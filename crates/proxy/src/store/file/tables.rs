//! How records lie in the database: five tables, keyed by visitor.

use redb::{Database, TableDefinition};

use crate::record::{Command, PRINT_BYTES, Print, Row, State};
use crate::seal::Instant;
use crate::store::Who;

pub(super) type Bytes = TableDefinition<'static, &'static [u8], &'static [u8]>;

/// Visitor → the small things.
pub(super) const HEADS: Bytes = TableDefinition::new("heads");
/// Visitor and sequence → message.
pub(super) const ROWS: Bytes = TableDefinition::new("rows");
/// Visitor and id → command.
pub(super) const COMMANDS: Bytes = TableDefinition::new("commands");
/// Visitor and id → file that may be asked for.
pub(super) const FILES: Bytes = TableDefinition::new("files");
/// Visitor → the cloud's token, encrypted.
pub(super) const TOKENS: Bytes = TableDefinition::new("tokens");

/// All of them.
pub(super) const TABLES: [Bytes; 5] = [HEADS, ROWS, COMMANDS, FILES, TOKENS];

/// Makes the tables, so that reading finds them.
pub(super) fn create(database: &Database) -> Result<(), redb::Error> {
    let write = database.begin_write()?;
    for table in TABLES {
        write.open_table(table)?;
    }
    write.commit()?;
    Ok(())
}

/// A visitor's key. Neither part holds the bytes that separate.
pub(super) fn key_of(who: &Who) -> Vec<u8> {
    let mut key = who.channel.as_bytes().to_vec();
    key.push(WITHIN);
    key.extend(who.user_id.as_str().as_bytes());
    key.push(AFTER);
    key
}

/// The key of something of a visitor's.
pub(super) fn key_in(visitor: &[u8], part: &[u8]) -> Vec<u8> {
    [visitor, part].concat()
}

/// The first key that is no longer of this visitor.
pub(super) fn end_of(visitor: &[u8]) -> Vec<u8> {
    let mut end = visitor.to_vec();
    if let Some(last) = end.last_mut() {
        *last += 1;
    }
    end
}

/// A message as it is stored: time, print or none, text or none.
pub(super) fn write_row(row: &Row) -> Vec<u8> {
    let text = row.text.as_ref().map(|text| text.get());
    let mut bytes = Vec::with_capacity(text.map_or(0, str::len) + 32);
    bytes.extend(row.at.as_millis().to_be_bytes());
    bytes.push(u8::from(row.print.is_some()));
    bytes.extend(row.print.iter().flat_map(|print| *print.as_bytes()));
    if let Some(text) = text {
        bytes.push(1);
        bytes.extend(text.as_bytes());
    }
    bytes
}

/// Reads it back; `None` where it is damaged.
pub(super) fn read_row(sequence: u64, bytes: &[u8]) -> Option<Row> {
    let (at, rest) = bytes.split_first_chunk::<8>()?;
    let (has_print, rest) = rest.split_first()?;
    let (print, rest) = match has_print {
        0 => (None, rest),
        _ => {
            let (print, rest) = rest.split_first_chunk::<PRINT_BYTES>()?;
            (Some(Print::from_bytes(*print)), rest)
        }
    };
    let text = match rest.split_first() {
        None => None,
        Some((_, text)) => Some(serde_json::from_slice(text).ok()?),
    };
    Some(Row {
        sequence,
        at: Instant::from_millis(u64::from_be_bytes(*at)),
        print,
        text,
    })
}

/// A command as it is stored: print, time, state and, of one that was accepted, the answer.
pub(super) fn write_command(command: &Command) -> Vec<u8> {
    let mut bytes = command.print.as_bytes().to_vec();
    bytes.extend(command.at.as_millis().to_be_bytes());
    match &command.state {
        State::UnderWay => bytes.push(0),
        State::Unknown => bytes.push(1),
        State::Accepted(answer) => {
            bytes.push(2);
            bytes.extend(answer.as_bytes());
        }
    }
    bytes
}

/// Reads it back; `None` where it is damaged.
pub(super) fn read_command(bytes: &[u8]) -> Option<Command> {
    let (print, rest) = bytes.split_first_chunk::<PRINT_BYTES>()?;
    let (at, rest) = rest.split_first_chunk::<8>()?;
    let (state, answer) = rest.split_first()?;
    Some(Command {
        print: Print::from_bytes(*print),
        at: Instant::from_millis(u64::from_be_bytes(*at)),
        state: match state {
            0 => State::UnderWay,
            1 => State::Unknown,
            _ => State::Accepted(str::from_utf8(answer).ok()?.into()),
        },
    })
}

const WITHIN: u8 = 0x1f;
const AFTER: u8 = 0;
