//! Where the keyboard is: never lost, and never taken from the page.
//!
//! What has the focus may go away: a button that was pressed, the composer when the survey comes.
//! Then the panel itself has it, so that the next Tab goes on from there. Only a visitor who was in
//! the panel is kept there.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, HtmlButtonElement, Node};

use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::reactive::{next_frame, watch};

#[derive(Clone, Copy)]
pub(super) struct Focus {
    panel: NodeRef<dom::Any>,
    inside: StoredValue<bool>,
}

impl Focus {
    pub(super) fn new(panel: NodeRef<dom::Any>) -> Self {
        Self {
            panel,
            inside: StoredValue::new(false),
        }
    }

    /// Closing gives the focus back to the bubble; a change of what is shown keeps it inside.
    pub(super) fn keep(self, desk: Desk, launcher: Option<HtmlButtonElement>) {
        let mut was_open = false;
        watch(move || {
            desk.shown.phase.track();
            let open = desk.shown.open.get();
            let closed = std::mem::replace(&mut was_open, open) && !open;
            if closed
                && self.inside.get_value()
                && let Some(launcher) = &launcher
            {
                // A bubble that is hidden cannot take it: then nobody has it, as before.
                let _ = launcher.focus();
            } else if open {
                self.rescue();
            }
        });
    }

    pub(super) fn came(self) {
        self.inside.set_value(true);
    }

    pub(super) fn went(self, event: &ev::FocusEvent) {
        let node = |end: Option<EventTarget>| end.and_then(|end| end.dyn_into::<Node>().ok());
        let panel = self.panel.get_untracked();
        if panel.is_some_and(|panel| panel.contains(node(event.related_target()).as_ref())) {
            return;
        }
        let left = node(event.target());
        next_frame(move || {
            let removed = left.is_some_and(|left| !left.is_connected());
            if removed {
                self.take();
            } else if !self.holds() {
                let _ = self.inside.try_set_value(false);
            }
        });
    }

    /// Takes the focus with the next frame, when what has changed is on the page.
    fn rescue(self) {
        next_frame(move || self.take());
    }

    /// Takes the focus if the visitor was here and nobody has it now.
    fn take(self) {
        if self.inside.try_get_value() == Some(true)
            && nobody_has_it()
            && let Some(panel) = self.panel.try_get_untracked().flatten()
        {
            let _ = panel.focus();
        }
    }

    fn holds(self) -> bool {
        let panel = self.panel.try_get_untracked().flatten();
        panel.is_some_and(|panel| panel.matches(":focus-within").unwrap_or_default())
    }
}

fn nobody_has_it() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let focused = document.and_then(|document| document.active_element());
    focused.is_none_or(|focused| focused.tag_name().eq_ignore_ascii_case("body"))
}
