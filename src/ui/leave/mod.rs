//! The question before a conversation is ended.

use frontdesk_conversation::Input;
use leptos::prelude::*;

use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::reactive::{next_frame, press, watch, when};

pub(crate) fn leave(desk: Desk, leaving: RwSignal<bool>) -> AnyView {
    // What ended by itself needs no answer, and the next conversation is not asked about.
    watch(move || {
        if !desk.shown.phase.get().is_talking() {
            leaving.set(false);
        }
    });
    when(move || leaving.get().then(|| question(desk, leaving))).into_any()
}

fn question(desk: Desk, leaving: RwSignal<bool>) -> AnyView {
    let texts = desk.texts();
    let confirm = NodeRef::<dom::Any>::new();
    watch(move || {
        if let Some(button) = confirm.get() {
            next_frame(move || drop(button.focus()));
        }
    });
    dom::div()
        .class("leave")
        .attr("role", "alertdialog")
        .attr("aria-label", texts.leave_question)
        .child(dom::p().child(texts.leave_question))
        .child(
            dom::div()
                .class("actions")
                .child(dom::action("secondary", texts.leave_cancel, move || {
                    leaving.set(false);
                }))
                .child(
                    dom::button()
                        .attr("type", "button")
                        .class("primary")
                        .node_ref(confirm)
                        .on(
                            dom::event("click"),
                            press(move || {
                                leaving.set(false);
                                desk.say(|at| Input::Left { at });
                            }),
                        )
                        .child(texts.leave_confirm),
                ),
        )
        .into_any()
}
