//! Questions to choose from.

use serde::ser::{Serialize, Serializer};

use crate::lenient::{Field, ParseJson, Value};

/// Questions like the one that was asked. The documents call them a string and never show one, so
/// every form is read: an array of strings or of objects, one object, the same inside a string, or
/// lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Questions {
    /// None.
    #[default]
    None,
    /// One by one, and at least one: as [`Questions::of`] makes it. An empty list is written as one,
    /// and read as none.
    List(Vec<String>),
    /// All in one string.
    Text(String),
}

impl Questions {
    /// Of these; empty ones are left out.
    pub fn of(questions: impl IntoIterator<Item = String>) -> Self {
        let list: Vec<String> = questions
            .into_iter()
            .map(|question| question.trim().to_owned())
            .filter(|question| !question.is_empty())
            .collect();
        if list.is_empty() {
            Self::None
        } else {
            Self::List(list)
        }
    }

    /// The questions one by one.
    pub fn all(&self, json: &impl ParseJson) -> Vec<String> {
        match self {
            Self::None => Vec::new(),
            Self::List(list) => list.clone(),
            Self::Text(text) => match json_list(text, json) {
                Some(list) => list.into_iter().filter_map(question).collect(),
                None => text
                    .split(['\n', ';', '；'])
                    .map(str::trim)
                    .filter(|line| !line.is_empty())
                    .map(str::to_owned)
                    .collect(),
            },
        }
    }
}

fn json_list(text: &str, json: &impl ParseJson) -> Option<Vec<Value>> {
    if !text.trim_start().starts_with(['[', '{']) {
        return None;
    }
    match json.parse_json(text)? {
        Value::List(list) => Some(list),
        object @ Value::Object(_) => Some(vec![object]),
        _ => None,
    }
}

/// One question: a string, or an object that holds one under a known name or else as its longest
/// text.
fn question(value: Value) -> Option<String> {
    let text = match value {
        Value::Object(ref entries) => value.text_named(&NAMES).or_else(|| longest(entries)),
        other => other.into_text(),
    };
    text.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

/// Ids and words are shorter than questions.
fn longest(entries: &[(String, Value)]) -> Option<String> {
    let texts = entries.iter().filter_map(|(_, value)| match value {
        Value::Text(text) => Some(text.trim()),
        _ => None,
    });
    texts.max_by_key(|text| text.len()).map(str::to_owned)
}

impl Field for Questions {
    fn read(value: Value) -> Self {
        match value {
            Value::List(list) => Self::of(list.into_iter().filter_map(question)),
            Value::Text(text) if !text.trim().is_empty() => Self::Text(text),
            object @ Value::Object(_) => Self::of(question(object)),
            _ => Self::None,
        }
    }

    fn is_absent(&self) -> bool {
        *self == Self::None
    }
}

impl Serialize for Questions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_none(),
            Self::List(list) => list.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

/// No document names them; these are what robots of this kind use.
const NAMES: [&str; 8] = [
    "question",
    "simQuestion",
    "similarQuestion",
    "standardQuestion",
    "content",
    "text",
    "title",
    "name",
];
