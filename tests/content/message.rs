//! One message on the page, and a trap for what it would run.

use std::any::Any;

use frontdesk::content::{content, text};
use frontdesk::locale::Locale;
use frontdesk_protocol::{DownlinkMessage, MediaType, SourceType};
use gloo_timers::future::TimeoutFuture;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use crate::support::page::{Shadowed, make_host};
use crate::support::{elements, settled};

/// One message on the page.
pub(crate) struct Message {
    host: HtmlElement,
    place: HtmlElement,
    _view: Box<dyn Any>,
}

impl Message {
    pub(crate) async fn of(html: &str) -> Self {
        Self::of_kind(Some("TEXT"), html).await
    }

    pub(crate) async fn of_kind(media: Option<&'static str>, html: &str) -> Self {
        let host = make_host();
        let root = host.shadow_root().unwrap();
        let place: HtmlElement = root.first_element_child().unwrap().unchecked_into();
        let html = html.to_owned();
        let view = leptos::mount::mount_to(place.clone(), move || {
            let message = DownlinkMessage {
                media: media.map(MediaType::from),
                content: Some(html.clone()),
                source: Some(SourceType::Agent),
                ..DownlinkMessage::default()
            };
            let locale = Locale::new("en", &JsValue::UNDEFINED);
            content(&message, None, &locale, &|file| {
                let size = file.size.map(|size| locale.size(size));
                text(format!("{} {}", file.name, size.unwrap_or_default()))
            })
        });
        settled().await;
        Self {
            host,
            place,
            _view: Box::new(view),
        }
    }

    pub(crate) fn text(&self) -> String {
        self.place.text_content().unwrap()
    }

    pub(crate) fn all(&self, selector: &str) -> Vec<HtmlElement> {
        elements(&self.place.query_selector_all(selector).unwrap())
    }

    /// What an agent's HTML was made into, as elements inside the bubble's own.
    pub(crate) fn inside(&self) -> Vec<HtmlElement> {
        self.all(".text *")
    }

    pub(crate) fn link(&self) -> HtmlElement {
        self.all("a").pop().expect("a link")
    }
}

impl Drop for Message {
    fn drop(&mut self) {
        self.host.remove();
    }
}

/// The browser as it is, and as one without a sanitizer of its own.
pub(crate) const BROWSERS: [fn() -> Option<Shadowed>; 2] =
    [|| None, || Some(Shadowed::no_sanitizer())];

/// Counts whatever a hostile message would run.
pub(crate) struct Trap(#[allow(dead_code, reason = "given back when dropped")] [Shadowed; 2]);

impl Trap {
    pub(crate) fn set() -> Self {
        let window = web_sys::window().unwrap();
        Reflect::set(&window, &"ran".into(), &0.into()).unwrap();
        let run = js_sys::Function::new_no_args("window.ran++");
        Self(["alert", "pwn"].map(|name| Shadowed::new(&window, name, &run)))
    }

    /// After images failed to load, and frames and fonts had their time.
    pub(crate) async fn ran(&self) -> f64 {
        TimeoutFuture::new(80).await;
        let window = web_sys::window().unwrap();
        let ran = Reflect::get(&window, &"ran".into()).unwrap();
        ran.as_f64().unwrap()
    }
}

pub(crate) fn attributes(element: &Element) -> Vec<String> {
    let names = element.get_attribute_names();
    names.iter().map(|name| name.as_string().unwrap()).collect()
}
