//! Where the files come from.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use bytes::Bytes;
use rust_embed::RustEmbed;

use super::encoding::Encoding;
use super::file::File;

#[derive(RustEmbed)]
#[folder = "../../dist/web"]
#[allow_missing = true]
struct Embedded;

/// The files in this program. In debug builds they are read from `dist/web` at the start.
pub(super) fn embedded() -> HashMap<String, File> {
    assemble(Embedded::iter().filter_map(|path| {
        let file = Embedded::get(&path)?;
        let bytes = match file.data {
            std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            std::borrow::Cow::Owned(bytes) => Bytes::from(bytes),
        };
        Some((path.into_owned(), bytes))
    }))
}

/// The files of a folder and of the folders in it.
pub(super) fn folder(root: &Path) -> io::Result<HashMap<String, File>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Some(name) = path.strip_prefix(root).ok().and_then(Path::to_str) {
                let name = name.replace(std::path::MAIN_SEPARATOR, "/");
                found.push((name, Bytes::from(std::fs::read(&path)?)));
            }
        }
    }
    Ok(assemble(found.into_iter()))
}

/// Puts compressed siblings (`a.js.br`) with their files.
fn assemble(found: impl Iterator<Item = (String, Bytes)>) -> HashMap<String, File> {
    let all: HashMap<String, Bytes> = found.collect();
    all.iter()
        .filter(|(path, _)| !is_sibling(path, &all))
        .map(|(path, bytes)| {
            let sibling = |encoding: Encoding| {
                let bytes = all.get(&format!("{path}.{}", encoding.extension()))?;
                Some((encoding, bytes.clone()))
            };
            let encoded = Encoding::ALL.into_iter().filter_map(sibling).collect();
            (path.clone(), File::new(path, bytes.clone(), encoded))
        })
        .collect()
}

fn is_sibling(path: &str, all: &HashMap<String, Bytes>) -> bool {
    Encoding::ALL.into_iter().any(|encoding| {
        path.strip_suffix(encoding.extension())
            .and_then(|path| path.strip_suffix('.'))
            .is_some_and(|plain| all.contains_key(plain))
    })
}
