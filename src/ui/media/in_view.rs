//! Notices when an element is seen: in an open panel, and not scrolled away.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IntersectionObserver, IntersectionObserverEntry};

use crate::ui::dom;
use crate::ui::reactive::watch;

/// Watches until it is dropped.
struct Watching {
    observer: IntersectionObserver,
    _noted: Closure<dyn FnMut(JsValue)>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Runs once, as soon as the element is seen.
pub(super) fn once(place: NodeRef<dom::Any>, run: impl FnOnce() + 'static) {
    let mut run = Some(run);
    let is_seen = |entry: JsValue| {
        let entry: IntersectionObserverEntry = entry.unchecked_into();
        entry.is_intersecting()
    };
    let noted = Closure::<dyn FnMut(JsValue)>::new(move |entries: JsValue| {
        if Array::from(&entries).into_iter().any(is_seen)
            && let Some(run) = run.take()
        {
            run();
        }
    });
    // Every browser with WebAssembly has it.
    let Ok(observer) = IntersectionObserver::new(noted.as_ref().unchecked_ref()) else {
        return;
    };
    // As long as the line.
    let watching = StoredValue::new_local(Watching {
        observer,
        _noted: noted,
    });
    watch(move || {
        if let Some(place) = place.get() {
            watching.with_value(|watching| watching.observer.observe(&place));
        }
    });
}
