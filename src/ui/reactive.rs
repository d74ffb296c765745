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

/// A value of an attribute, a property or a class that follows the signals it reads. All attributes
/// that do are of one type as well: a text that may be missing.
pub(crate) fn follow<T>(value: impl FnMut() -> T + Send + 'static) -> Reactive<T> {
    Box::new(value)
}

/// A view that is there while there is one.
pub(crate) fn when(
    view: impl FnMut() -> Option<AnyView> + Send + 'static,
) -> Reactive<Option<AnyView>> {
    Box::new(view)
}

/// A view that is always there. To the browser it is of the same kind as one that comes and goes.
pub(crate) fn shown(
    mut view: impl FnMut() -> AnyView + Send + 'static,
) -> Reactive<Option<AnyView>> {
    when(move || Some(view()))
}

/// A text that is always there, of that kind too.
pub(crate) fn text<T: Into<String>>(
    mut text: impl FnMut() -> T + Send + 'static,
) -> Reactive<Option<AnyView>> {
    when(move || Some(text().into().into_any()))
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
