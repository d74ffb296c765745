//! Effects, without a copy of their machinery for each.

use leptos::prelude::*;

/// Runs now, and again whenever a signal changes that it read.
pub(crate) fn watch(run: impl FnMut() + 'static) {
    watch_boxed(Box::new(run));
}

/// One type, so that the browser loads the code of an effect once.
fn watch_boxed(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}
