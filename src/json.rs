//! JSON that stands inside a message's strings, by the browser's own parser.

use frontdesk_protocol::Json;
use js_sys::JSON;

/// The value, or `None` when the text is not JSON.
pub(crate) fn parse(text: &str) -> Option<Json> {
    serde_wasm_bindgen::from_value(JSON::parse(text).ok()?).ok()
}
