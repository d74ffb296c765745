//! Numbers that are written as strings of digits.

use serde::ser::Serializer;

/// Writes a number as a string of digits, as the documents do where their tables say string.
pub(crate) fn digits<T: ToString, S: Serializer>(
    number: &Option<T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match number {
        Some(number) => serializer.serialize_str(&number.to_string()),
        None => serializer.serialize_none(),
    }
}
