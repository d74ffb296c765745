//! HTML that an agent or a robot wrote.
//!
//! `Element.setHTML` with an explicit configuration does the sanitizing, also under Trusted Types.
//! Where a browser lacks it, the text alone is shown.

use js_sys::{Array, Function, Object, Reflect};
use leptos::html as dom;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use crate::ui::reactive::watch;

const ELEMENTS: [&str; 22] = [
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "div",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "i",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "span",
    "strong",
    "u",
    "ul",
];

/// Whether a text is HTML: it has a tag that closes, or a line break.
pub(super) fn looks_like_html(text: &str) -> bool {
    text.contains("</") || text.contains("/>") || text.contains("<br")
}

/// Shows HTML.
pub(super) fn rich(html: String) -> AnyView {
    let place = NodeRef::<dom::Div>::new();
    watch(move || {
        if let Some(place) = place.get() {
            fill(&place, &html);
        }
    });
    dom::div()
        .class("text rich")
        .dir("auto")
        .node_ref(place)
        .into_any()
}

fn fill(place: &Element, html: &str) {
    if set_html(place, html).is_none() {
        place.set_text_content(Some(&plain(html)));
    }
    secure_links(place);
}

fn set_html(place: &Element, html: &str) -> Option<()> {
    let set = Reflect::get(place, &"setHTML".into())
        .ok()?
        .dyn_into::<Function>()
        .ok()?;
    let elements: Array = ELEMENTS
        .iter()
        .map(|name| JsValue::from_str(name))
        .collect();
    let sanitizer = Object::new();
    Reflect::set(&sanitizer, &"elements".into(), &elements).ok()?;
    Reflect::set(
        &sanitizer,
        &"attributes".into(),
        &Array::of1(&"href".into()),
    )
    .ok()?;
    let options = Object::new();
    Reflect::set(&options, &"sanitizer".into(), &sanitizer).ok()?;
    set.call2(place, &html.into(), &options).ok().map(|_| ())
}

/// Links lead out of the page, to schemes that do no harm, and tell nobody where they came from.
fn secure_links(place: &Element) {
    let Ok(links) = place.query_selector_all("a") else {
        return;
    };
    for index in 0..links.length() {
        let Some(link) = links
            .item(index)
            .and_then(|link| link.dyn_into::<Element>().ok())
        else {
            continue;
        };
        let safe = link
            .get_attribute("href")
            .is_some_and(|address| is_safe(&address));
        // Setting attributes with valid names does not fail.
        if safe {
            let _ = link.set_attribute("rel", "noopener noreferrer nofollow");
            let _ = link.set_attribute("target", "_blank");
        } else {
            let _ = link.remove_attribute("href");
        }
    }
}

fn is_safe(address: &str) -> bool {
    web_sys::Url::new(address).is_ok_and(|url| {
        matches!(
            url.protocol().as_str(),
            "http:" | "https:" | "mailto:" | "tel:"
        )
    })
}

/// The text between the tags.
fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut inside = false;
    for character in html.chars() {
        match character {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => text.push(character),
            _ => {}
        }
    }
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text, |text, (entity, character)| {
        text.replace(entity, character)
    })
}
