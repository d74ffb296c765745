//! A file of the visitor's: its name, its size, and how far it has come.

use frontdesk_conversation::{Delivery, Input};
use leptos::prelude::*;

use crate::client::LineView;
use crate::locale::fill;
use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::reactive::{text, when};

pub(super) fn file(desk: Desk, view: &LineView, name: &str, size: u64) -> AnyView {
    let line = view.key();
    let delivery = view.delivery.clone();
    let percent = {
        let delivery = delivery.clone();
        move || match delivery.get() {
            Some(Delivery::Uploading(percent)) => Some(percent),
            _ => None,
        }
    };
    let is_going_up = {
        let percent = percent.clone();
        move || percent().is_some()
    };
    let size = desk.locale().size(size);
    let state = text(move || match percent() {
        Some(percent) => fill(desk.texts().uploading, &desk.locale().percent(percent)),
        None => size.clone(),
    });
    let cancel = when(move || {
        is_going_up().then(|| {
            dom::action("link", desk.texts().cancel_upload, move || {
                desk.say(|_| Input::UploadCancelled { line });
            })
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
