//! A message's content as something to show. All of it is hostile: text is only ever put into text
//! nodes, and HTML only through the browser's own sanitizer.

mod html;

use frontdesk_protocol::{MediaType, looks_like_html};
use leptos::html as dom;
use leptos::prelude::*;

use crate::locale::{Locale, fill};

/// Shows what came down.
pub fn content(media: Option<&str>, content: &str, locale: &Locale) -> AnyView {
    match media.map(MediaType::from) {
        None | Some(MediaType::Text | MediaType::RichText) if looks_like_html(content) => {
            let otherwise = fill(locale.texts().unsupported, "HTML");
            html::rich(content.to_owned(), otherwise)
        }
        None | Some(MediaType::Text | MediaType::RichText) => text(content.to_owned()),
        Some(other) => {
            let sentence = fill(locale.texts().unsupported, other.as_str());
            dom::p()
                .class("text unsupported")
                .child(sentence)
                .into_any()
        }
    }
}

/// Shows plain text, with its line breaks.
pub fn text(text: String) -> AnyView {
    dom::p().class("text").dir("auto").child(text).into_any()
}
