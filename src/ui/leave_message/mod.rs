//! The form for a message, where nobody is there to talk to.

use frontdesk_conversation::Input;
use leptos::prelude::*;

use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::reactive::{follow, when};

pub(crate) fn leave_message(desk: Desk) -> AnyView {
    let texts = desk.texts();
    // What could not be left before is not typed again.
    let (phone, text) = desk.shown.message_draft.get_untracked();
    let (phone, text) = (RwSignal::new(phone), RwSignal::new(text));
    let is_whole = move || {
        let said = |field: RwSignal<String>| field.with(|said| !said.trim().is_empty());
        said(phone) && said(text)
    };
    let can_send = move || is_whole() && !desk.shown.leaving_message.get();
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        if can_send() {
            let trimmed = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
            let (phone, text) = (trimmed(phone), trimmed(text));
            desk.say(|at| Input::MessageLeft { phone, text, at });
        }
    };
    dom::form()
        .class("leave-message")
        .attr("part", "leave-message")
        .attr("aria-label", texts.leave_message)
        .on(dom::event("submit"), submit)
        .child(dom::h3().child(texts.leave_message))
        .child(
            dom::label().child(texts.leave_message_phone).child(
                dom::input()
                    .attr("type", "tel")
                    .attr("autocomplete", "tel")
                    .attr("required", "")
                    .attr("dir", "ltr")
                    .prop("value", phone.get_untracked())
                    .on(dom::event("input"), move |event| {
                        phone.set(event_target_value(&event));
                    }),
            ),
        )
        .child(
            dom::label().child(texts.leave_message_text).child(
                dom::textarea()
                    .attr("rows", "3")
                    .prop("value", text.get_untracked())
                    .attr("required", "")
                    .attr("dir", "auto")
                    .on(dom::event("input"), move |event| {
                        text.set(event_target_value(&event));
                    }),
            ),
        )
        .child(when(move || {
            let refused = desk.shown.refusal.get().is_some();
            refused.then(|| {
                dom::p()
                    .class("failed")
                    .attr("role", "alert")
                    .child(texts.leave_message_failed)
                    .into_any()
            })
        }))
        .child(
            dom::div()
                .class("actions")
                .child(dom::action(
                    "secondary",
                    texts.leave_message_cancel,
                    move || desk.say(|_| Input::LeaveMessageDropped),
                ))
                .child(
                    dom::button()
                        .attr("type", "submit")
                        .class("primary")
                        .prop("disabled", follow(move || !can_send()))
                        .child(texts.leave_message_send),
                ),
        )
        .into_any()
}
