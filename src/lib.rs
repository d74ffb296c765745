//! The widget: everything that touches a browser.
//!
//! - [`embed`]: the host page's side. The loader (`www/`) calls [`embed::mount`] once the visitor
//!   wants to talk.
//! - [`client`]: carries out what the conversation asks for, and keeps what is shown.
//! - [`ui`]: components, which read signals and send inputs, and never call the network.
//! - [`content`]: a message's content as something to show; all of it is hostile.
//! - [`json`]: reads what the browser has parsed.
//! - [`locale`]: texts, numbers and times in the visitor's language.

pub mod client;
pub mod content;
pub mod embed;
pub mod json;
pub mod locale;
pub mod ui;

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
