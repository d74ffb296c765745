//! What a change of a record leaves to be written down.

use super::backing::Change;
use crate::record::{Bounds, File, Record, Trimmed, Way, files_of};
use crate::seal::Instant;

pub(super) fn note_command(record: &Record, id: &str, changes: &mut Vec<Change>) {
    changes.push(match record.commands.get(id) {
        Some(command) => Change::Command(id.to_owned(), command.clone()),
        None => Change::CommandGone(id.to_owned()),
    });
}

/// Rows whose text has gone are written anew without it; those of which nothing is left go.
pub(super) fn note_trimmed(
    record: &Record,
    texts_before: u64,
    after: Trimmed,
    changes: &mut Vec<Change>,
) {
    let from = texts_before.max(after.rows) + 1;
    let bare = record
        .journal
        .rows(from..=after.texts)
        .cloned()
        .map(Change::Row);
    changes.extend(bare);
    if after.rows > 0 {
        changes.push(Change::RowsGone(after.rows));
    }
}

/// The ids of the files in the messages that were journaled after this sequence.
pub(super) fn new_files(record: &Record, after: u64) -> Vec<String> {
    let rows = record.journal.rows(after + 1..=record.journal.head());
    rows.filter_map(|row| serde_json::from_str(row.text.as_ref()?.get()).ok())
        .flat_map(|message| files_of(&message))
        .collect()
}

/// Allows files, and lets go of the oldest beyond the bound.
pub(super) fn note_files(
    record: &mut Record,
    ids: &[String],
    way: Way,
    at: Instant,
    bounds: &Bounds,
    changes: &mut Vec<Change>,
) {
    for id in ids {
        if record.files.allow(id, File { way, at })
            && let Some(file) = record.files.get(id)
        {
            changes.push(Change::File(id.clone(), file));
        }
    }
    let gone = record.files.trim(bounds);
    changes.extend(gone.into_iter().map(Change::FileGone));
}
