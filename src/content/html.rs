//! HTML that an agent or a robot wrote.
//!
//! `Element.setHTML` with an explicit configuration does the sanitizing, also under Trusted Types.
//! Where a browser lacks it, the text alone is shown.

use frontdesk_protocol::tag_name;
use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use crate::ui::dom;
use crate::ui::reactive::watch;

/// What may be shown.
const ELEMENTS: &str = "a b blockquote br code div em h1 h2 h3 h4 h5 h6 hr i li ol p pre s small span strong sub \
    sup table tbody td th thead tr u ul";

/// What is left away around its content. Anything else goes with its content.
const UNWRAPPED: &str = "article big center del dd dl dt figcaption figure font footer header ins label main mark \
    section strike tfoot";

/// Shows HTML; where it leaves nothing to read (a picture alone), `otherwise`.
pub(super) fn rich(html: String, otherwise: String) -> AnyView {
    let place = NodeRef::<dom::Any>::new();
    watch(move || {
        if let Some(place) = place.get() {
            fill(&place, &html, &otherwise);
        }
    });
    dom::div()
        .class("text rich")
        .dir("auto")
        .node_ref(place)
        .into_any()
}

fn fill(place: &Element, html: &str, otherwise: &str) {
    if set_html(place, html).is_none() {
        // The line breaks of plain text count.
        place.set_class_name("text");
        place.set_text_content(Some(&plain(html)));
    }
    let text = place.text_content().unwrap_or_default();
    if text.trim().is_empty() {
        place.set_text_content(Some(otherwise));
    }
    secure_links(place);
}

fn set_html(place: &Element, html: &str) -> Option<()> {
    let set = Reflect::get(place, &"setHTML".into())
        .ok()?
        .dyn_into::<Function>()
        .ok()?;
    let sanitizer = Object::new();
    for (rule, names) in [
        ("elements", ELEMENTS),
        ("replaceWithChildrenElements", UNWRAPPED),
        ("attributes", "href"),
    ] {
        let names: Array = names.split(' ').map(JsValue::from_str).collect();
        Reflect::set(&sanitizer, &rule.into(), &names).ok()?;
    }
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

pub(super) fn is_safe(address: &str) -> bool {
    web_sys::Url::new(address).is_ok_and(|url| {
        matches!(
            url.protocol().as_str(),
            "http:" | "https:" | "mailto:" | "tel:"
        )
    })
}

/// The text between the tags, with a line for each block.
fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        rest = match after.split_once('>') {
            Some((tag, after)) if is_tag(tag) => {
                if breaks_line(tag) {
                    text.push('\n');
                }
                after
            }
            _ => {
                text.push('<');
                after
            }
        };
    }
    text.push_str(rest);
    let text = text.trim().to_owned();
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

fn is_tag(tag: &str) -> bool {
    let named = tag.strip_prefix('/').unwrap_or(tag);
    tag.starts_with('!') || !tag_name(named).is_empty()
}

fn breaks_line(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    match tag.strip_prefix('/') {
        Some(end) => matches!(
            tag_name(end),
            "blockquote" | "div" | "h1" | "h2" | "h3" | "h4" | "li" | "p" | "pre" | "tr"
        ),
        None => matches!(tag_name(&tag), "br" | "hr"),
    }
}
