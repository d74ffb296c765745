//! The documents' own examples, by their names.

use std::collections::BTreeMap;

use frontdesk_protocol::Json;
use serde::de::DeserializeOwned;

/// A fixture's text.
pub(crate) fn text(name: &str) -> String {
    let path = format!("{}/tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A fixture in its type.
pub(crate) fn read<T: DeserializeOwned>(name: &str) -> T {
    serde_json::from_str(&text(name)).unwrap()
}

/// A fixture of headers: names in lower case, since HTTP does not tell cases apart, and values.
pub(crate) fn headers(name: &str) -> BTreeMap<String, String> {
    let headers: BTreeMap<String, String> = read(name);
    headers
        .into_iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), value))
        .collect()
}

/// JSON inside a string.
pub(crate) fn parse_json(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}
