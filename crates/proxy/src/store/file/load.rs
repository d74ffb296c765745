//! Reading a record.

use std::collections::VecDeque;

use redb::{Database, ReadableDatabase};

use super::tables::{COMMANDS, FILES, HEADS, ROWS, TOKENS, end_of, read_command, read_row};
use crate::record::{Commands, Epoch, File, Files, Journal, Record};
use crate::store::backing::Head;

/// What lies there of a visitor.
pub(super) enum Loaded {
    /// The record as it was written last.
    Record(Box<Record>),
    /// Nothing was ever written.
    Nothing,
    /// Something that cannot be read.
    Damaged,
}

/// Reads all of it.
pub(super) fn load(database: &Database, visitor: &[u8]) -> Result<Loaded, redb::Error> {
    let read = database.begin_read()?;
    let Some(head) = read.open_table(HEADS)?.get(visitor)? else {
        return Ok(Loaded::Nothing);
    };
    let Some(head) = head_of(head.value()) else {
        return Ok(Loaded::Damaged);
    };
    let Some(epoch) = Epoch::parse(&head.epoch) else {
        return Ok(Loaded::Damaged);
    };
    let end = end_of(visitor);
    let range = visitor..end.as_slice();

    let mut rows = VecDeque::new();
    for entry in read.open_table(ROWS)?.range(range.clone())? {
        let (key, value) = entry?;
        let sequence = key
            .value()
            .get(visitor.len()..)
            .and_then(|part| part.try_into().ok());
        let row = sequence
            .map(u64::from_be_bytes)
            .and_then(|sequence| read_row(sequence, value.value()));
        let Some(row) = row else {
            return Ok(Loaded::Damaged);
        };
        rows.push_back(row);
    }
    let mut commands = Vec::new();
    for entry in read.open_table(COMMANDS)?.range(range.clone())? {
        let (key, value) = entry?;
        let id = key
            .value()
            .get(visitor.len()..)
            .and_then(|part| str::from_utf8(part).ok());
        commands.extend(id.map(str::to_owned).zip(read_command(value.value())));
    }
    commands.sort_by_key(|(_, command)| command.at);
    let mut files: Vec<(String, File)> = Vec::new();
    for entry in read.open_table(FILES)?.range(range)? {
        let (key, value) = entry?;
        let id = key
            .value()
            .get(visitor.len()..)
            .and_then(|part| str::from_utf8(part).ok());
        files.extend(
            id.map(str::to_owned)
                .zip(postcard::from_bytes(value.value()).ok()),
        );
    }
    files.sort_by_key(|(_, file)| file.at);
    let token = read
        .open_table(TOKENS)?
        .get(visitor)?
        .map(|bytes| bytes.value().into());
    Ok(Loaded::Record(Box::new(Record {
        journal: Journal::load(epoch, head.head, head.acknowledged, rows),
        commands: Commands::load(commands),
        files: Files::load(files),
        token,
        visit: head.visit,
    })))
}

pub(super) fn head_of(bytes: &[u8]) -> Option<Head> {
    let head = postcard::from_bytes(bytes).ok();
    // As it was before it was known when a conversation began and what is missing of it.
    head.or_else(|| postcard::from_bytes(&[bytes, &[0, 0]].concat()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::Instant;

    #[test]
    fn what_was_written_before_gaps_were_known_is_read() {
        let record = Record::new(Epoch::random().unwrap(), Instant::from_millis(0));
        let head = Head::of(&record);
        let bytes = postcard::to_allocvec(&head).unwrap();
        let (before, new) = bytes.split_at(bytes.len() - 2);
        assert_eq!(new, [0, 0]);
        assert_eq!(head_of(before).unwrap().visit, head.visit);
    }
}
