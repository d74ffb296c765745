//! The shared cases, as the servers read and write: `serde_json`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod shared;

/// What [`shared`] asks of a format.
mod format {
    use frontdesk_protocol::Json;
    use serde::Serialize;
    use serde::de::DeserializeOwned;

    pub(crate) use core::prelude::v1::test;

    pub(crate) fn try_read<T: DeserializeOwned>(json: &str) -> Result<T, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    pub(crate) fn written(value: &impl Serialize) -> String {
        serde_json::to_string(value).unwrap()
    }

    pub(crate) fn parse_json(text: &str) -> Option<Json> {
        serde_json::from_str(text).ok()
    }
}
