//! Files: what visitors have sent, what agents have on their own disks, and the library.

use std::collections::VecDeque;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use frontdesk_protocol::{FileType, ResultCode};

use super::{Outcome, World, library};
use crate::FilesConfig;

/// Where a file lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shelf<'a> {
    /// Among what this visitor has sent; nobody else gets it.
    Visitor(&'a str),
    /// On the agents' own disks.
    Agents,
    /// In the tenant's library.
    Library,
}

/// A file that was found.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) kind: FileType,
    pub(crate) bytes: Arc<[u8]>,
}

/// What was stored, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Files {
    kept: VecDeque<Stored>,
    bytes: usize,
}

#[derive(Debug)]
struct Stored {
    id: String,
    /// The visitor who sent it; `None`: an agent's.
    owner: Option<String>,
    file: Found,
}

impl World {
    /// Keeps a visitor's file; its key.
    pub(crate) fn store_upload(&mut self, user: &str, kind: FileType, bytes: Vec<u8>) -> String {
        let id = self.random.uuid();
        self.store(id, Some(user.to_owned()), kind, bytes)
    }

    /// Keeps a file on the agents' disk; its id there.
    pub(crate) fn store_local(&mut self, kind: FileType, bytes: Vec<u8>) -> String {
        let id = format!("{}.{}", self.random.hex(), kind.as_str());
        self.store(id, None, kind, bytes)
    }

    /// The file of an id.
    pub(crate) fn file(&self, shelf: Shelf<'_>, id: &str) -> Option<Found> {
        let owner = match shelf {
            Shelf::Library => {
                let item = library::item(id)?;
                return Some(Found {
                    kind: item.kind.clone(),
                    bytes: item.bytes.into(),
                });
            }
            Shelf::Agents => None,
            Shelf::Visitor(user) => Some(user),
        };
        let mut kept = self.services.files.kept.iter();
        let stored = kept.find(|stored| stored.id == id && stored.owner.as_deref() == owner)?;
        Some(stored.file.clone())
    }

    /// A file for the console, wherever it lies.
    pub(crate) fn any_file(&self, id: &str) -> Option<Found> {
        let mut kept = self.services.files.kept.iter();
        let stored = kept.find(|stored| stored.id == id);
        stored
            .map(|stored| stored.file.clone())
            .or_else(|| self.file(Shelf::Library, id))
    }

    fn store(
        &mut self,
        id: String,
        owner: Option<String>,
        kind: FileType,
        bytes: Vec<u8>,
    ) -> String {
        let limit = self.config.services.files.max_store_bytes;
        let file = Found {
            kind,
            bytes: bytes.into(),
        };
        let stored = Stored {
            id: id.clone(),
            owner,
            file,
        };
        self.services.files.add(stored, limit);
        id
    }
}

impl Files {
    /// Makes room by dropping the oldest.
    fn add(&mut self, stored: Stored, limit: usize) {
        let size = stored.file.bytes.len();
        while self.bytes.saturating_add(size) > limit || self.kept.len() >= MAX_FILES {
            let Some(oldest) = self.kept.pop_front() else {
                break;
            };
            self.bytes = self.bytes.saturating_sub(oldest.file.bytes.len());
        }
        self.bytes = self.bytes.saturating_add(size);
        self.kept.push_back(stored);
    }
}

/// Reads base64, with or without white space, into a file that is not too large.
pub(crate) fn decode(base64: &str, config: FilesConfig) -> Result<Vec<u8>, Outcome> {
    let refused = |why| Outcome::refused(ResultCode::Failure, why);
    let bare: Vec<u8> = base64
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let bytes = STANDARD
        .decode(bare)
        .map_err(|_| refused("fileStream is not base64."))?;
    if bytes.is_empty() {
        return Err(refused("the file is empty."));
    }
    if bytes.len() > config.max_file_bytes.min(config.max_store_bytes) {
        return Err(refused("the file is too large."));
    }
    Ok(bytes)
}

/// Whether two types are the same: JPEG has two names.
pub(crate) fn same_kind(one: &FileType, other: &FileType) -> bool {
    let name = |kind: &FileType| match kind {
        FileType::Jpeg => FileType::Jpg,
        other => other.clone(),
    };
    name(one) == name(other)
}

/// Small files take more than their bytes.
const MAX_FILES: usize = 4096;

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(id: &str, size: usize) -> Stored {
        let file = Found {
            kind: FileType::Txt,
            bytes: vec![0; size].into(),
        };
        Stored {
            id: id.to_owned(),
            owner: None,
            file,
        }
    }

    #[test]
    fn the_oldest_files_make_room_for_a_newer_one() {
        let mut files = Files::default();
        for (id, size) in [("a", 40), ("b", 40), ("c", 50)] {
            files.add(stored(id, size), 100);
        }
        let ids: Vec<&str> = files.kept.iter().map(|file| file.id.as_str()).collect();
        assert_eq!(ids, ["b", "c"]);
        assert_eq!(files.bytes, 90);
    }

    #[test]
    fn base64_is_read_with_white_space_and_refused_when_it_is_broken_or_too_much() {
        let config = FilesConfig {
            max_file_bytes: 5,
            ..FilesConfig::default()
        };
        let said = |base64| decode(base64, config).map_err(|outcome| outcome.description);
        assert_eq!(said("aGVs\r\n bG8="), Ok(b"hello".to_vec()));
        assert_eq!(said("aGVsbG8"), Err("fileStream is not base64."));
        assert_eq!(said(""), Err("the file is empty."));
        assert_eq!(said("aGVsbG8h"), Err("the file is too large."));
    }
}
