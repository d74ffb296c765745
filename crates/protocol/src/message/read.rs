//! Which messages a read receipt names (seed 002 table 3).

use crate::lenient::{ParseJson, Value};

/// The ids: a JSON array in a string, or a comma list with white space around.
pub(crate) fn read_ids(content: &str, json: &impl ParseJson) -> Vec<String> {
    let content = content.trim();
    if content.starts_with('[')
        && let Some(Value::List(list)) = json.parse_json(content)
    {
        let texts: Vec<String> = list.into_iter().filter_map(Value::into_text).collect();
        return trimmed(texts.iter().map(String::as_str));
    }
    trimmed(content.split(','))
}

fn trimmed<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    ids.map(str::trim)
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
        .collect()
}
