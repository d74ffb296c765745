//! The widget as a visitor meets it, in a browser: what is shown, and what touching it does.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that meets what it does not expect has failed"
)]

mod composer;
mod ending;
mod files;
mod focus;
mod header;
mod language;
mod launcher;
mod leave_message;
mod leaving;
mod notice;
mod page;
mod queue;
mod storage;
mod stream;
#[path = "../support/mod.rs"]
mod support;
mod survey;
mod tabs;
mod transcript;
mod uploads;
mod visit;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
