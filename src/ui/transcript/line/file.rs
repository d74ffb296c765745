//! A file of the visitor's: its name, its size, and how far it has come.

use frontdesk_conversation::{Delivery, Input};
use leptos::prelude::*;

use crate::client::LineView;
use crate::locale::fill;
use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::reactive::{follow, press, when};

pub(super) fn file(desk: Desk, view: &LineView, name: &str, size: u64) -> AnyView {
    let line = view.key();
    let delivery = view.delivery.clone();
    let percent = Memo::new(move |_| match delivery.get() {
        Some(Delivery::Uploading(percent)) => Some(percent),
        _ => None,
    });
    let is_going_up = Memo::new(move |_| percent.get().is_some());
    let size = desk.locale().size(size);
    let state = follow(move || match percent.get() {
        Some(percent) => fill(desk.texts().uploading, &desk.locale().percent(percent)),
        None => size.clone(),
    });
    let cancel = when(move || {
        is_going_up.get().then(|| {
            dom::button()
                .attr("type", "button")
                .class("link")
                .on(
                    dom::event("click"),
                    press(move || desk.say(|_| Input::UploadCancelled { line })),
                )
                .child(desk.texts().cancel_upload)
        })
    });
    dom::div()
        .class("file")
        .child(
            dom::p()
                .class("text name")
                .attr("dir", "auto")
                .child(name.to_owned()),
        )
        .child(
            dom::p()
                .class("state")
                .child(state)
                .child(" ")
                .child(cancel),
        )
        .into_any()
}
