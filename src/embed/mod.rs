//! The host page's side: the loader mounts the widget into its element and hands on calls.

mod events;
mod options;

use std::any::Any;
use std::cell::RefCell;

use frontdesk_conversation::Input;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlButtonElement, HtmlElement};

use crate::client::{Client, Refuge};
use crate::ui;
pub use options::Options;

/// A mounted widget. Dropping it, or [`Widget::unmount`], takes it off the page.
#[wasm_bindgen]
#[must_use]
#[allow(missing_debug_implementations, reason = "it holds a tree of closures")]
pub struct Widget {
    client: Client,
    /// Unmounts when dropped.
    view: RefCell<Option<Box<dyn Any>>>,
}

/// Mounts the widget into `container`, an element inside the shadow root of `host`.
///
/// # Errors
///
/// When an option is missing or wrong; the message names it.
#[wasm_bindgen]
pub fn mount(
    host: HtmlElement,
    container: HtmlElement,
    launcher: Option<HtmlButtonElement>,
    options: &JsValue,
) -> Result<Widget, JsValue> {
    let refuge = Refuge::read(options);
    let options = Options::read(options).map_err(|fault| JsValue::from_str(&fault))?;
    let announce = events::announcer(host);
    let client = Client::start(&options, &refuge, announce);
    let view = leptos::mount::mount_to(container, {
        let client = client.clone();
        move || ui::widget(client, options, launcher)
    });
    Ok(Widget {
        client,
        view: RefCell::new(Some(Box::new(view))),
    })
}

#[wasm_bindgen]
impl Widget {
    /// Opens the panel.
    pub fn open(&self) {
        self.client.set_open(true);
    }

    /// Closes the panel; the conversation goes on.
    pub fn close(&self) {
        self.client.set_open(false);
    }

    /// Opens or closes the panel.
    pub fn toggle(&self) {
        self.client
            .set_open(!self.client.shown().open.get_untracked());
    }

    /// Sends a text as the visitor's.
    pub fn send(&self, text: String) {
        self.client.say(Input::Submitted {
            text,
            at: self.client.time_of_day(),
        });
    }

    /// Says who the visitor is: a token that the company's site has signed.
    pub fn identify(&self, token: String) {
        self.client.identify(token);
    }

    /// Takes the widget off the page; the conversation is kept where it is persisted. A page may well
    /// ask for this in a handler of what another call here has announced.
    pub fn unmount(&self) {
        self.client.stop();
        let view = self.view.take();
        drop(view);
    }
}

impl Drop for Widget {
    fn drop(&mut self) {
        self.unmount();
    }
}
