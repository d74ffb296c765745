//! Damage to a record on the disk, for tests.

use std::path::Path;

use redb::{Database, ReadableTable};

use super::tables::{HEADS, ROWS, end_of, key_of};
use crate::store::Who;

/// What is damaged.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) enum Damage {
    /// The small things, so that it is not even known which life it was.
    Head,
    /// The newest message.
    NewestRow,
}

impl Damage {
    /// Does it; `None` while the file is in use.
    pub(in crate::store) fn done_to(self, path: &Path, who: &Who) -> Option<()> {
        let database = Database::open(path).ok()?;
        let visitor = key_of(who);
        let write = database.begin_write().unwrap();
        {
            let table = match self {
                Self::Head => HEADS,
                Self::NewestRow => ROWS,
            };
            let mut table = write.open_table(table).unwrap();
            let end = end_of(&visitor);
            let newest = {
                let mut rows = table.range(visitor.as_slice()..end.as_slice()).unwrap();
                rows.next_back().map(|row| row.unwrap().0.value().to_vec())
            };
            if let Some(key) = newest {
                table.insert(key.as_slice(), &b"?"[..]).unwrap();
            }
        }
        write.commit().unwrap();
        Some(())
    }
}
