//! What follows the signals, without a copy of the machinery for each place.
//!
//! Leptos compiles effects and reactive views anew for every closure. Behind a box all closures of
//! one kind are of one type, so the browser loads that code once.

use leptos::prelude::*;
use web_sys::Event;

/// A closure of one type.
pub(crate) type Reactive<T> = Box<dyn FnMut() -> T + Send>;

/// Runs now, and again whenever a signal changes that it read.
pub(crate) fn watch(run: impl FnMut() + 'static) {
    fn boxed(mut run: Box<dyn FnMut()>) {
        Effect::new(move |_| run());
    }
    boxed(Box::new(run));
}

/// A value that follows the signals it reads.
pub(crate) fn follow<T>(value: impl FnMut() -> T + Send + 'static) -> Reactive<T> {
    Box::new(value)
}

/// A view that is there while there is one.
pub(crate) fn when(
    view: impl FnMut() -> Option<AnyView> + Send + 'static,
) -> Reactive<Option<AnyView>> {
    Box::new(view)
}

/// What a button does.
pub(crate) fn press(mut run: impl FnMut() + 'static) -> Box<dyn FnMut(Event)> {
    Box::new(move |_| run())
}

/// Runs with the next frame, when what has changed is on the page.
pub(crate) fn next_frame(run: impl FnOnce() + 'static) {
    fn boxed(run: Box<dyn FnOnce()>) {
        request_animation_frame(run);
    }
    boxed(Box::new(run));
}
