//! The configuration file.

use std::path::Path;

use serde::Deserialize;

use super::faults::Faults;
use super::options::Options;
use super::secrets::refuse_world_readable;

/// Keys whose values are secret: a file that holds one must not be readable by everyone.
const SECRET_KEYS: [&str; 4] = ["app-secret", "seal-key", "identity-key", "push-key"];

/// Reads the file. Each wrong key is a fault of its own, and no fault shows a value: it may be a
/// secret under a misspelt name.
pub(super) fn read(path: &Path, faults: &mut Faults) -> Options {
    let shown = path.display();
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            faults.add(format!("`--config` {shown} cannot be read: {error}."));
            return Options::default();
        }
    };
    let table: toml::Table = match toml::from_str(&text) {
        Ok(table) => table,
        Err(error) => {
            let start = error.span().map_or(0, |span| span.start);
            let line = text.get(..start).unwrap_or_default().lines().count().max(1);
            faults.add(format!(
                "`--config` {shown} is not TOML near line {line}: {}.",
                error.message().lines().next().unwrap_or_default()
            ));
            return Options::default();
        }
    };
    if SECRET_KEYS.iter().any(|key| table.contains_key(*key)) {
        faults.keep(refuse_world_readable("config", path));
    }

    let names = Options::names();
    let mut options = Options::default();
    for (key, value) in table {
        if !names.contains(&key) {
            faults.add(format!(
                "`{key}` in {shown} is not a key of the configuration; keys are the flags of \
                 `--help` without the dashes in front."
            ));
            continue;
        }
        let one = toml::Table::from_iter([(key.clone(), value)]);
        match Options::deserialize(one).map(Options::without_blanks) {
            Ok(one) => options = options.over(one),
            Err(_) => faults.add(format!(
                "`{key}` in {shown} has a value of the wrong type; write a text, a number, `true` \
                 or `false`, and a list only where the flag is repeatable."
            )),
        }
    }
    options
}
