//! What the tests reach by way of JavaScript, given back when it is dropped.

use js_sys::{Array, Function, Object};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlButtonElement, HtmlElement};

#[wasm_bindgen(module = "/tests/support/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = makeHost)]
    pub fn make_host() -> HtmlElement;
    #[wasm_bindgen(js_name = pressKey)]
    pub fn press_key(target: &Element, init: &Object) -> bool;
    #[wasm_bindgen(js_name = typeInto)]
    pub fn type_into(field: &Element, text: &str);
    fn shadowed(owner: &JsValue, name: &str, value: &JsValue) -> Function;
    /// The details, as JSON, of every event of this name from now on.
    pub fn heard(name: &str) -> Array;

    type StandIn;
    #[wasm_bindgen(constructor)]
    fn new() -> StandIn;
    #[wasm_bindgen(method)]
    fn answer(this: &StandIn, request: &JsValue) -> js_sys::Promise;
    #[wasm_bindgen(method)]
    fn give(this: &StandIn, path: &str, status: u16, headers: &str, json: &str);
    #[wasm_bindgen(method)]
    fn fail(this: &StandIn, path: &str, error: &JsValue);
    #[wasm_bindgen(method)]
    fn stream(this: &StandIn);
    #[wasm_bindgen(method)]
    fn open(this: &StandIn) -> Stream;

    /// A stream of server-sent events.
    pub type Stream;
    /// Sends text in parts of so many bytes.
    #[wasm_bindgen(method)]
    pub fn send(this: &Stream, text: &str, size: u32);
    #[wasm_bindgen(method)]
    pub fn end(this: &Stream);
    #[wasm_bindgen(method, js_name = isGivenUp)]
    pub fn is_given_up(this: &Stream) -> bool;

    /// What goes up by XMLHttpRequest.
    pub type Uploads;
    #[wasm_bindgen(static_method_of = Uploads)]
    pub fn forget();
    #[wasm_bindgen(static_method_of = Uploads)]
    pub fn asked() -> Vec<String>;
    #[wasm_bindgen(static_method_of = Uploads)]
    pub fn progress(loaded: u32, total: u32);
    #[wasm_bindgen(static_method_of = Uploads)]
    pub fn answer(status: u16, json: &str);
    #[wasm_bindgen(static_method_of = Uploads)]
    pub fn fail();
    #[wasm_bindgen(static_method_of = Uploads, js_name = isAborted)]
    pub fn is_aborted() -> bool;
    #[wasm_bindgen(js_name = uploadRequest)]
    fn upload_request() -> JsValue;
    #[wasm_bindgen(js_name = fileOf)]
    pub fn file_of(name: &str, size: u32) -> web_sys::File;
    pub fn drop(target: &Element, file: &web_sys::File);
    #[wasm_bindgen(method, js_name = isGivenUp)]
    fn is_given_up(this: &StandIn, path: &str) -> bool;
    #[wasm_bindgen(js_name = Saved)]
    type SavedFiles;
    #[wasm_bindgen(constructor, js_class = "Saved")]
    fn new() -> SavedFiles;
    #[wasm_bindgen(method, js_class = "Saved")]
    fn all(this: &SavedFiles) -> Vec<String>;
    #[wasm_bindgen(method, js_class = "Saved")]
    fn kept(this: &SavedFiles) -> u32;
    #[wasm_bindgen(method, js_class = "Saved")]
    fn stop(this: &SavedFiles);
    #[wasm_bindgen(method)]
    fn lines(this: &StandIn) -> Vec<String>;
    #[wasm_bindgen(method)]
    fn bodies(this: &StandIn, path: &str) -> Vec<String>;
    #[wasm_bindgen(method)]
    fn headers(this: &StandIn, path: &str, name: &str) -> Vec<String>;
}

#[wasm_bindgen(module = "/tests/support/page.js")]
extern "C" {
    /// Another tab of the same site.
    pub type OtherTab;
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str) -> OtherTab;
    #[wasm_bindgen(method)]
    pub fn say(this: &OtherTab, json: &str);
    #[wasm_bindgen(method)]
    pub fn heard(this: &OtherTab) -> Vec<String>;
    #[wasm_bindgen(method)]
    pub fn speaker(this: &OtherTab) -> Option<u32>;
    #[wasm_bindgen(method)]
    pub fn visit(this: &OtherTab) -> Option<String>;
    #[wasm_bindgen(method)]
    pub fn lead(this: &OtherTab, steal: bool) -> js_sys::Promise;
    #[wasm_bindgen(method)]
    pub fn lost(this: &OtherTab) -> bool;
    #[wasm_bindgen(method)]
    pub fn close(this: &OtherTab);
    #[wasm_bindgen(js_name = isHeld)]
    pub fn is_held(name: &str) -> js_sys::Promise;
}

/// The loader's own: the widget keeps up to date what that one drew.
#[wasm_bindgen(module = "/www/loader/launcher.js")]
extern "C" {
    #[wasm_bindgen(js_name = drawLauncher)]
    pub fn draw_launcher(label: &str) -> HtmlButtonElement;
}

/// Has an event happen to the window.
pub fn happens(name: &str) {
    let event = web_sys::Event::new(name).unwrap();
    let window = web_sys::window().unwrap();
    window.dispatch_event(&event).unwrap();
}

/// Runs something at every event of a name, until it is dropped.
#[must_use]
pub struct EventListener {
    name: String,
    run: Closure<dyn Fn()>,
}

impl EventListener {
    pub fn new(name: &str, run: impl Fn() + 'static) -> Self {
        let run = Closure::<dyn Fn()>::new(run);
        let document = web_sys::window().unwrap().document().unwrap();
        document
            .add_event_listener_with_callback(name, run.as_ref().unchecked_ref())
            .unwrap();
        Self {
            name: name.to_owned(),
            run,
        }
    }
}

impl Drop for EventListener {
    fn drop(&mut self) {
        let document = web_sys::window().unwrap().document().unwrap();
        document
            .remove_event_listener_with_callback(&self.name, self.run.as_ref().unchecked_ref())
            .unwrap();
    }
}

/// Something of the page that is another thing for a while.
#[must_use]
pub struct Shadowed(Function);

impl Shadowed {
    pub fn new(owner: &JsValue, name: &str, value: &JsValue) -> Self {
        Self(shadowed(owner, name, value))
    }

    /// A browser whose elements cannot sanitize.
    pub fn no_sanitizer() -> Self {
        Self::new(&element_prototype(), "setHTML", &JsValue::UNDEFINED)
    }

    /// A page whose uploads wait for a test.
    pub fn uploads() -> Self {
        Uploads::forget();
        let window = web_sys::window().unwrap();
        Self::new(&window, "XMLHttpRequest", &upload_request())
    }

    /// A page whose requests for locks this answers.
    pub fn locks(request: &JsValue) -> Self {
        let navigator = web_sys::window().unwrap().navigator();
        let locks = js_sys::Reflect::get(&navigator, &"locks".into()).unwrap();
        Self::new(&locks, "request", request)
    }

    pub fn on_line(on_line: bool) -> Self {
        let navigator = web_sys::window().unwrap().navigator();
        Self::new(&navigator, "onLine", &JsValue::from_bool(on_line))
    }
}

impl Drop for Shadowed {
    fn drop(&mut self) {
        self.0.call0(&JsValue::NULL).unwrap();
    }
}

fn element_prototype() -> JsValue {
    let element = js_sys::Reflect::get(&js_sys::global(), &"Element".into()).unwrap();
    js_sys::Reflect::get(&element, &"prototype".into()).unwrap()
}

/// A proxy inside the page, in the place of `fetch`. What it was not told to answer waits.
pub struct Proxy {
    stand_in: StandIn,
    _fetch: Shadowed,
    _answer: Closure<dyn Fn(JsValue) -> js_sys::Promise>,
}

impl Proxy {
    pub fn new() -> Self {
        let stand_in = StandIn::new();
        let handle: StandIn = JsValue::from(&stand_in).unchecked_into();
        let answer = Closure::<dyn Fn(JsValue) -> js_sys::Promise>::new(move |request| {
            handle.answer(&request)
        });
        let window = web_sys::window().unwrap();
        Self {
            stand_in,
            _fetch: Shadowed::new(&window, "fetch", answer.as_ref()),
            _answer: answer,
        }
    }

    /// One that lets a visitor in, up to the robot.
    pub fn welcoming() -> Self {
        let proxy = Self::new();
        proxy.give("applyToken", r#"{"resultCode": "0", "token": "seal-1"}"#);
        proxy.give("send", TAKEN);
        proxy
    }

    /// One that lets a visitor in, and has a stream.
    pub fn streaming() -> Self {
        let proxy = Self::welcoming();
        proxy.stand_in.stream();
        proxy
    }

    /// Opens the stream that is asked for.
    pub fn open(&self) -> Stream {
        self.stand_in.open()
    }

    pub fn give(&self, path: &str, json: &str) {
        self.stand_in.give(path, 200, "{}", json);
    }

    pub fn give_with(&self, path: &str, status: u16, headers: &str, json: &str) {
        self.stand_in.give(path, status, headers, json);
    }

    pub fn fail(&self, path: &str, error: &JsValue) {
        self.stand_in.fail(path, error);
    }

    /// Method and path of everything that was asked.
    pub fn asked(&self) -> Vec<String> {
        self.stand_in.lines()
    }

    /// What was sent there.
    pub fn bodies(&self, path: &str) -> Vec<String> {
        self.stand_in.bodies(path)
    }

    /// Whether what was asked there, and has no answer yet, was given up.
    pub fn is_given_up(&self, path: &str) -> bool {
        self.stand_in.is_given_up(path)
    }

    /// What went along there under this name.
    pub fn headers(&self, path: &str, name: &str) -> Vec<String> {
        self.stand_in.headers(path, name)
    }
}

/// What the page saves, in place of the browser's downloads.
pub struct Saved(SavedFiles);

impl Saved {
    pub fn new() -> Self {
        Self(SavedFiles::new())
    }

    /// Name, type and text of each.
    pub fn all(&self) -> Vec<String> {
        self.0.all()
    }

    /// How many files the page has an address of.
    pub fn kept(&self) -> u32 {
        self.0.kept()
    }
}

impl Drop for Saved {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// The answer that says yes.
pub const TAKEN: &str = r#"{"resultCode": "0"}"#;
