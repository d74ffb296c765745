//! Cases that hold whichever JSON reads and writes: each is written once, and runs natively with
//! `serde_json` and in a browser with `JSON.parse` and `JSON.stringify`.
//!
//! Whoever includes this has a module `format` with `try_read`, `written`, `parse_json` and the
//! attribute `test`.

mod contents;
mod fields;
mod fixtures;
mod hostile;
mod json_text;
mod messages;
mod requests;
mod result_codes;
mod words;

use serde::de::DeserializeOwned;

/// Reads what must be readable.
fn read<T: DeserializeOwned>(json: &str) -> T {
    match crate::format::try_read(json) {
        Ok(value) => value,
        Err(error) => panic!("{error}: {json}"),
    }
}
