//! JSON inside a string.

use crate::lenient::Value;

/// Reads JSON that stands inside a string: `serde_json` natively, the browser's own parser in the
/// widget. [`Json`](crate::Json) deserialises from both.
pub trait ParseJson {
    /// The value, or `None` when the text is not JSON.
    fn parse_json(&self, text: &str) -> Option<Value>;
}

impl<F: Fn(&str) -> Option<Value>> ParseJson for F {
    fn parse_json(&self, text: &str) -> Option<Value> {
        self(text)
    }
}
