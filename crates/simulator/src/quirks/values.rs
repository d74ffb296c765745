//! Values in another type.

use serde_json::{Map, Value};

/// A string of digits as a number, where the number reads as the same digits.
pub(super) fn number(value: &mut Value) {
    let parsed = value.as_str().and_then(|text| {
        let number: i64 = text.parse().ok()?;
        (number.to_string() == text).then_some(number)
    });
    if let Some(number) = parsed {
        *value = number.into();
    }
}

/// A number as a string of digits.
pub(super) fn text(value: &mut Value) {
    if let Value::Number(number) = value {
        *value = number.to_string().into();
    }
}

/// Every true and false inside as a string.
pub(super) fn flags_as_text(value: &mut Value) {
    match value {
        Value::Bool(flag) => *value = flag.to_string().into(),
        Value::Array(list) => list.iter_mut().for_each(flags_as_text),
        Value::Object(object) => object.values_mut().for_each(flags_as_text),
        _ => {}
    }
}

/// Applies a change to the fields of these names.
pub(super) fn each(object: &mut Map<String, Value>, names: &[&str], change: fn(&mut Value)) {
    for name in names {
        if let Some(value) = object.get_mut(*name) {
            change(value);
        }
    }
}

/// Gives a field another name.
pub(super) fn rename(object: &mut Map<String, Value>, old: &str, new: &str) {
    if let Some(value) = object.remove(old) {
        object.insert(new.to_owned(), value);
    }
}

/// Whether a field is there and holds something.
pub(super) fn has(object: &Map<String, Value>, name: &str) -> bool {
    match object.get(name) {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(list)) => !list.is_empty(),
        Some(_) => true,
    }
}
