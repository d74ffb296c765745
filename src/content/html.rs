//! HTML that an agent or a robot wrote.
//!
//! `Element.setHTML` with an explicit configuration does the sanitizing, also under Trusted Types.
//! Where a browser lacks it, [`markup`] builds the same elements.

use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use super::markup;
use crate::ui::dom;
use crate::ui::reactive::watch;

/// What may be shown.
pub(super) const ELEMENTS: &str = "a b blockquote br code div em h1 h2 h3 h4 h5 h6 hr i li ol p pre s small span strong sub \
    sup table tbody td th thead tr u ul";

/// What is left away around its content. Anything else goes with its content.
pub(super) const UNWRAPPED: &str = "article big center del dd dl dt figcaption figure font footer header ins label main mark \
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
        place.set_text_content(None);
        markup::build(place, html);
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
