//! What the browser tests share: a widget mounted as the loader mounts it, and a visitor's hands.
//!
//! Nothing unwinds in the browser: a test that fails leaves its widget on the page, and what it put
//! in the place of the page's own. Of several failures the first one counts.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and no test binary uses all of this"
)]

pub mod lines;
pub mod page;

use std::any::Any;

use frontdesk::client::{Client, LineView, Refuge, Shown};
use frontdesk::embed::Options;
use frontdesk::ui;
use frontdesk_conversation::Phase;
use gloo_timers::future::TimeoutFuture;
use js_sys::{JSON, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlButtonElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement};
use web_sys::{NodeList, ShadowRoot};

/// Refuses at once, whatever the machine's network.
pub const NOWHERE: &str = "http://127.0.0.1:9";

/// A widget on the page. Dropping it takes it off again.
pub struct Stage {
    pub host: HtmlElement,
    pub launcher: HtmlButtonElement,
    pub client: Client,
    pub shown: Shown,
    pub container: HtmlElement,
    root: ShadowRoot,
    view: Option<Box<dyn Any>>,
}

impl Stage {
    /// A floating widget in English that keeps nothing.
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// The same with further attributes.
    pub async fn with(said: &[(&str, &str)]) -> Self {
        Self::of(&options(said)).await
    }

    /// In another language, whose texts came as JSON.
    pub async fn speaking(language: &str, texts: &str) -> Self {
        let options = options(&[("locale", language)]);
        set(&options, "texts", &JSON::parse(texts).unwrap());
        Self::of(&options).await
    }

    pub async fn of(options: &Object) -> Self {
        let refuge = Refuge::read(options);
        let options = Options::read(options).unwrap();
        let host = page::make_host();
        let root = host.shadow_root().unwrap();
        let launcher = page::draw_launcher("Open chat");
        root.append_child(&launcher).unwrap();
        let container: HtmlElement = first(&root, ".frontdesk").unwrap();
        let client = Client::start(&options, &refuge, |_| {});
        let view = leptos::mount::mount_to(container.clone(), {
            let client = client.clone();
            let launcher = launcher.clone();
            move || ui::widget(client, options, Some(launcher))
        });
        settled().await;
        Self {
            shown: client.shown(),
            view: Some(Box::new(view)),
            host,
            launcher,
            client,
            container,
            root,
        }
    }

    /// Shows the panel in this phase, without a conversation behind it.
    pub async fn show(&self, phase: Phase) {
        self.shown.open.set(true);
        let writes = phase.is_talking() || phase == Phase::Connecting;
        self.shown.can_write.set(writes);
        self.shown.phase.set(phase);
        settled().await;
    }

    pub async fn show_lines(&self, lines: Vec<LineView>) {
        self.shown.open.set(true);
        self.shown.lines.set(lines);
        // What the tests print may stand above it.
        self.host.scroll_into_view();
        settled().await;
    }

    pub async fn open(&self) {
        self.client.set_open(true);
        settled().await;
    }

    pub fn find(&self, selector: &str) -> Option<HtmlElement> {
        first(&self.root, selector)
    }

    pub fn the(&self, selector: &str) -> HtmlElement {
        self.find(selector)
            .unwrap_or_else(|| panic!("there is no {selector}"))
    }

    pub fn all(&self, selector: &str) -> Vec<HtmlElement> {
        elements(&self.root.query_selector_all(selector).unwrap())
    }

    pub fn text(&self, selector: &str) -> String {
        self.the(selector).text_content().unwrap()
    }

    pub fn texts(&self, selector: &str) -> Vec<String> {
        let all = self.all(selector).into_iter();
        all.map(|element| element.text_content().unwrap()).collect()
    }

    /// A button of the panel, by what it says.
    pub fn button(&self, name: &str) -> Option<HtmlButtonElement> {
        self.all(".panel button").into_iter().find_map(|button| {
            let text = button.text_content().unwrap();
            let named = button.get_attribute("aria-label").unwrap_or(text);
            (named.trim() == name).then(|| button.unchecked_into())
        })
    }

    pub async fn press(&self, name: &str) {
        let button = self.button(name);
        button
            .unwrap_or_else(|| panic!("there is no button {name}"))
            .click();
        settled().await;
    }

    pub fn composer(&self) -> HtmlTextAreaElement {
        self.the(".composer textarea").unchecked_into()
    }

    pub async fn write(&self, text: &str) {
        page::type_into(&self.composer(), text);
        settled().await;
    }

    pub fn stars(&self) -> Vec<HtmlInputElement> {
        let all = self.all(".survey input[type=radio]").into_iter();
        all.map(JsCast::unchecked_into).collect()
    }

    /// Presses a key where it says; `init` is a KeyboardEventInit. Whether the key still does what
    /// it does by itself.
    pub async fn key(&self, selector: &str, init: &[(&str, JsValue)]) -> bool {
        let object = Object::new();
        for (name, value) in init {
            set(&object, name, value);
        }
        let goes_on = page::press_key(&self.the(selector), &object);
        settled().await;
        goes_on
    }

    pub fn focused(&self) -> Option<Element> {
        let focused = Reflect::get(&self.root, &"activeElement".into()).unwrap();
        focused.dyn_into().ok()
    }

    pub fn take_down(&mut self) {
        self.client.stop();
        self.view = None;
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.take_down();
        self.host.remove();
    }
}

/// What the loader would collect from an element with these attributes.
pub fn options(said: &[(&str, &str)]) -> Object {
    let options = Object::new();
    let usual = [
        ("channel", "1"),
        ("proxy", NOWHERE),
        ("locale", "en"),
        ("persist", "none"),
    ];
    set(&options, "floating", &JsValue::TRUE);
    for (name, value) in usual.iter().chain(said) {
        match *value {
            "false" => set(&options, name, &JsValue::FALSE),
            text => set(&options, name, &text.into()),
        }
    }
    options
}

pub fn set(object: &Object, name: &str, value: &JsValue) {
    Reflect::set(object, &name.into(), value).unwrap();
}

/// After everything that was due: effects run in microtasks.
pub async fn settled() {
    TimeoutFuture::new(0).await;
}

/// After the next frame, where the focus moves.
pub async fn next_frame() {
    TimeoutFuture::new(60).await;
}

/// As soon as it is so; a test that waits for 5 s has failed.
pub async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..500 {
        if is_so() {
            return settled().await;
        }
        TimeoutFuture::new(10).await;
    }
    panic!("never {what}");
}

pub fn elements(list: &NodeList) -> Vec<HtmlElement> {
    let all = (0..list.length()).filter_map(|index| list.item(index));
    all.map(JsCast::unchecked_into).collect()
}

fn first(root: &ShadowRoot, selector: &str) -> Option<HtmlElement> {
    let found = root.query_selector(selector).unwrap();
    found.map(JsCast::unchecked_into)
}
