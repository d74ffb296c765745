//! Bodies: JSON as it is, or made of lines, since few changes of JSON's bytes leave it JSON.

use serde_json::{Map, Value};

/// The body that an input stands for. What begins like JSON is the body itself. Else each line is a
/// member, `name=value`, the value JSON or else a text; the first paragraph is the answer's, and
/// each further one a message's of this list.
pub fn body(input: &[u8], list: &str) -> Vec<u8> {
    let text = match std::str::from_utf8(input) {
        Ok(text) if !text.trim_start().starts_with(['{', '[']) => text,
        _ => return input.to_vec(),
    };
    let mut paragraphs = text.split("\n\n").map(members);
    let mut answer = paragraphs.next().unwrap_or_default();
    let messages: Vec<Value> = paragraphs.map(Value::Object).collect();
    if !messages.is_empty() {
        answer.insert(list.to_owned(), Value::Array(messages));
    }
    Value::Object(answer).to_string().into_bytes()
}

/// Whether a message of the body is the same read alone: what is nested too deep is cut off, which is
/// counted from where the reading begins, and of two lists of messages one may be passed over.
pub fn is_plain(body: &str, list: &str) -> bool {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for byte in body.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest < 14 && body.matches(list).count() < 2
}

fn members(paragraph: &str) -> Map<String, Value> {
    let lines = paragraph
        .split('\n')
        .filter_map(|line| line.split_once('='));
    lines
        .map(|(name, value)| {
            let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
            (name.to_owned(), value)
        })
        .collect()
}
