//! Whether answers have the fields and the types of their table.

use serde_json::Value;

use super::rows::{Row, rows_of};

/// Several answers of one table, the first of them a success: it has every mandatory field, together
/// they have every field, each field has its type, and there is no other but those `beyond` the
/// table.
pub(crate) fn has_form(document: &str, table: &str, beyond: &[&str], answers: &[&Value]) {
    let rows = rows_of(document, table);
    for row in &rows {
        let values: Vec<&Value> = answers
            .iter()
            .filter_map(|answer| value_of(row, &rows, answer))
            .collect();
        assert!(!values.is_empty(), "no answer has {row:?}: {answers:?}");
        for value in values {
            assert!(has_type(row, value), "{row:?} is not {value}");
        }
        if matches!(row.mandatory.as_str(), "True" | "Yes" | "—") {
            let first = value_of(row, &rows, answers[0]);
            assert!(first.is_some(), "{row:?} is not in {}", answers[0]);
        }
    }
    for answer in answers {
        let top = rows.iter().filter(|row| parent(row, &rows).is_none());
        let known: Vec<&str> = top.map(|row| row.field.as_str()).collect();
        for name in answer.as_object().unwrap().keys() {
            let name = name.as_str();
            assert!(known.contains(&name) || beyond.contains(&name), "{name}");
        }
    }
}

/// The value of a row in an answer, inside its parent's object; `None` where it is not there or null.
fn value_of<'a>(row: &Row, rows: &[Row], answer: &'a Value) -> Option<&'a Value> {
    let object = match parent(row, rows) {
        Some(parent) => value_of(parent, rows, answer)?,
        None => answer,
    };
    object.get(&row.field).filter(|value| !value.is_null())
}

/// The row in whose object a row stands: 1.3 for 1.3.1.
fn parent<'a>(row: &Row, rows: &'a [Row]) -> Option<&'a Row> {
    let (number, _) = row.number.rsplit_once('.')?;
    rows.iter().find(|row| row.number == number)
}

fn has_type(row: &Row, value: &Value) -> bool {
    let mut otherwise = WRITTEN_OTHERWISE.iter();
    let otherwise = otherwise.find(|(document, table, field, _)| {
        row.document == *document && row.table.contains(table) && row.field == *field
    });
    let kind = match otherwise {
        Some((.., kind)) => (*kind).to_owned(),
        None => row.kind.to_ascii_lowercase(),
    };
    match kind.split(['(', '[', ';']).next().unwrap_or_default() {
        "string" => value.is_string(),
        "integer" | "long" => value.is_i64(),
        "boolean" => value.is_boolean(),
        // A reference to a table of messages.
        "array" | "list" | "3.1.1" => value.is_array(),
        "object" => value.is_object(),
        unknown => panic!("{row:?} has the type {unknown}"),
    }
}

/// Where COVERAGE.md says that something else is written than the table's type.
const WRITTEN_OTHERWISE: [(&str, &str, &str, &str); 4] = [
    ("002", "table 3:", "simQuestions", "array"),
    ("003", "table 5-1:", "simQuestions", "array"),
    ("003", "table 5-1:", "timestamp", "long"),
    ("003", "table 10-2:", "phrases", "array"),
];
