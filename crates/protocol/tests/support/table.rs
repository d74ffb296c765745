//! An object that has every field of a table.

use std::collections::BTreeSet;

use frontdesk_protocol::Endpoint;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::rows::{Row, rows_of};

/// Reads an object that has every field of a table, and writes it again: it must have the names and
/// the types of the table, no more and no fewer, and be the same afterwards.
pub(crate) fn round_trip<T>(document: &str, table: &str, object: &Value) -> T
where
    T: Serialize + DeserializeOwned,
{
    round_trip_beyond(document, table, &[], object)
}

/// [`round_trip`] of an object that has these fields beyond the table's.
pub(crate) fn round_trip_beyond<T>(
    document: &str,
    table: &str,
    beyond: &[&str],
    object: &Value,
) -> T
where
    T: Serialize + DeserializeOwned,
{
    let rows = rows_of(document, table);
    let top: Vec<&Row> = rows.iter().filter(|row| !has_parent(row, &rows)).collect();
    let mut fields = object.as_object().unwrap().clone();
    fields.retain(|name, _| !beyond.contains(&name.as_str()));
    compare(&top, &rows, &fields);
    let read: T = serde_json::from_value(object.clone()).unwrap();
    assert_eq!(&serde_json::to_value(&read).unwrap(), object, "{table}");
    read
}

/// [`round_trip`] of what an endpoint is asked.
pub(crate) fn request<E: Endpoint>(document: &str, table: &str, object: &Value) -> E::Request {
    round_trip(document, table, object)
}

/// [`round_trip`] of what an endpoint answers.
pub(crate) fn answer<E: Endpoint>(document: &str, table: &str, object: &Value) -> E::Response {
    round_trip(document, table, object)
}

fn compare(rows: &[&Row], all: &[Row], fields: &Map<String, Value>) {
    let expected: BTreeSet<&str> = rows.iter().map(|row| row.field.as_str()).collect();
    let given: BTreeSet<&str> = fields.keys().map(String::as_str).collect();
    assert_eq!(given, expected, "the fields of {:?}", rows.first());
    for row in rows {
        let value = &fields[&row.field];
        assert!(has_type(row, value), "{row:?} is not {value}");
        let below: Vec<&Row> = all.iter().filter(|below| is_below(below, row)).collect();
        if !below.is_empty() {
            compare(&below, all, value.as_object().unwrap());
        }
    }
}

fn has_parent(row: &Row, all: &[Row]) -> bool {
    all.iter().any(|parent| is_below(row, parent))
}

/// Whether a row is a field of another row's object: 1.3.1 of 1.3.
fn is_below(row: &Row, parent: &Row) -> bool {
    row.number
        .strip_prefix(&parent.number)
        .is_some_and(|rest| rest.starts_with('.'))
}

fn has_type(row: &Row, value: &Value) -> bool {
    let otherwise = WRITTEN_OTHERWISE
        .iter()
        .find(|(document, table, field, _)| {
            row.document == *document && row.table.contains(table) && row.field == *field
        });
    let kind = match otherwise {
        Some((.., kind)) => (*kind).to_owned(),
        None => row.kind.to_ascii_lowercase(),
    };
    let kind = kind.split(['(', '[', ';']).next().unwrap_or_default();
    match kind {
        "string" => value.is_string(),
        "integer" | "long" => value.is_i64(),
        "boolean" => value.is_boolean(),
        "array" | "list" => value.is_array(),
        "object" => value.is_object(),
        reference => {
            assert!(reference.starts_with(|first: char| first.is_ascii_digit()));
            value.is_object() || value.is_array()
        }
    }
}

/// Where a document's own examples have another type than its table, and what is written follows
/// the examples.
const WRITTEN_OTHERWISE: [(&str, &str, &str, &str); 3] = [
    ("001", "table 2:", "data", "string"),
    ("003", "table 5-1:", "timestamp", "long"),
    ("003", "table 10-2:", "phrases", "array"),
];
