//! Listens to an event until it is dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, EventTarget};

#[must_use]
pub(crate) struct Listener {
    target: EventTarget,
    name: &'static str,
    heard: Closure<dyn FnMut(Event)>,
}

impl Listener {
    pub(crate) fn new(
        target: &EventTarget,
        name: &'static str,
        heard: impl FnMut(Event) + 'static,
    ) -> Self {
        Self::boxed(target, name, Box::new(heard))
    }

    /// Of one type, so that the browser loads this once.
    fn boxed(target: &EventTarget, name: &'static str, heard: Box<dyn FnMut(Event)>) -> Self {
        let heard = Closure::wrap(heard);
        // Fails for no target that exists.
        let _ = target.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
        Self {
            target: target.clone(),
            name,
            heard,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let heard = self.heard.as_ref().unchecked_ref();
        let _ = self
            .target
            .remove_event_listener_with_callback(self.name, heard);
    }
}
