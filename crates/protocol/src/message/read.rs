//! Which messages a read receipt names (seed 002 table 3).

use crate::lenient::{ParseJson, Value};

/// The ids: a JSON array in a string, or a comma list with white space around. What is no id in the
/// array is passed over, and an object has none.
pub(crate) fn read_ids(content: &str, json: &impl ParseJson) -> Vec<String> {
    let content = content.trim();
    if !content.starts_with(['[', '{']) {
        return trimmed(content.split(','));
    }
    match json.parse_json(content) {
        Some(Value::List(list)) => {
            let texts: Vec<String> = list.into_iter().filter_map(Value::into_text).collect();
            trimmed(texts.iter().map(String::as_str))
        }
        Some(_) => Vec::new(),
        None => trimmed(content.split(',')),
    }
}

/// The ids without reading JSON, to tell receipts from each other: what an array in a string has
/// around its ids is no part of them.
pub(crate) fn plain_ids(content: &str) -> Vec<Option<&str>> {
    let around = |character: char| matches!(character, ',' | '[' | ']' | '"');
    let ids = content.split(around).map(str::trim);
    ids.filter(|id| !id.is_empty()).map(Some).collect()
}

fn trimmed<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    ids.map(str::trim)
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
        .collect()
}
