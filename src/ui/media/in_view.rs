//! Notices when an element is seen: in an open panel, and not scrolled away.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IntersectionObserver, IntersectionObserverEntry};

use super::fetch::Fetch;
use crate::ui::dom;
use crate::ui::reactive::watch;

/// Watches until it is dropped.
pub(super) struct Watching {
    observer: IntersectionObserver,
    _noted: Closure<dyn FnMut(JsValue)>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Fetches, as soon as the element is seen.
pub(super) fn start(fetch: Fetch, place: NodeRef<dom::Any>) {
    let mut is_new = true;
    let is_seen = |entry: JsValue| {
        let entry: IntersectionObserverEntry = entry.unchecked_into();
        entry.is_intersecting()
    };
    let noted = Closure::<dyn FnMut(JsValue)>::new(move |entries: JsValue| {
        if is_new && Array::from(&entries).into_iter().any(is_seen) {
            is_new = false;
            fetch.start();
        }
    });
    // Every browser with WebAssembly has it.
    let Ok(observer) = IntersectionObserver::new(noted.as_ref().unchecked_ref()) else {
        return;
    };
    fetch.held().watching.replace(Some(Watching {
        observer: observer.clone(),
        _noted: noted,
    }));
    watch(move || {
        if let Some(place) = place.get() {
            observer.observe(&place);
        }
    });
}
