//! Stands in for the library of that name (`[patch.crates-io]` in the workspace's manifest).
//!
//! Leptos depends on it for streams between a page and functions on its server, which the widget
//! does not have. The library exports classes with all their methods from every module that it is
//! linked into, whether they are used or not, and an export cannot be taken away again: 2.5 KB for
//! every visitor. Here is what has to be there for Leptos to compile, and nothing is exported.

use futures_util::stream::{self, Iter, Stream};
use wasm_bindgen::{JsCast, JsValue};

/// What a stream yields.
type Chunk = Result<JsValue, JsValue>;

/// A stream of the page: always an empty one.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Passes over what the stream holds: the body of a request stays empty.
    pub fn from_stream(_: impl Stream<Item = Chunk> + 'static) -> Self {
        Self(JsValue::NULL.unchecked_into())
    }

    /// Takes a stream of the page.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// The stream of the page.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// One error, which says that nothing is read here.
    pub fn into_stream(self) -> Iter<std::array::IntoIter<Chunk, 1>> {
        stream::iter([Err(JsValue::from_str(
            "streams are not part of this widget",
        ))])
    }
}
