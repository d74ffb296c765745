//! The shared cases, as the browser reads and writes: `JSON.parse` and `JSON.stringify`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "../crates/protocol/tests/shared/mod.rs"]
mod shared;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// What [`shared`] asks of a format.
mod format {
    use js_sys::JSON;
    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use serde_wasm_bindgen::Serializer;

    pub(crate) use wasm_bindgen_test::wasm_bindgen_test as test;

    pub(crate) fn try_read<T: DeserializeOwned>(json: &str) -> Result<T, String> {
        let value = JSON::parse(json).map_err(|error| format!("{error:?}"))?;
        frontdesk::json::read(value).ok_or_else(|| "a value of another kind".to_owned())
    }

    pub(crate) fn written(value: &impl Serialize) -> String {
        let value = value.serialize(&Serializer::json_compatible()).unwrap();
        JSON::stringify(&value).unwrap().into()
    }

    pub(crate) use frontdesk::json::parse as parse_json;
}
