//! The queue card: the place, the probable wait.

use frontdesk_conversation::Phase;
use leptos::prelude::*;

use crate::locale::fill;
use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::reactive::{shown, when};

pub(crate) fn queue(desk: Desk) -> AnyView {
    when(move || (desk.shown.phase.get() == Phase::Queued).then(|| card(desk))).into_any()
}

/// A status: each new place is read out once.
fn card(desk: Desk) -> AnyView {
    let texts = desk.texts();
    dom::section()
        .class("queue")
        .attr("part", "queue")
        .attr("role", "status")
        .attr("aria-atomic", "true")
        .child(shown(move || match desk.shown.place.get().position {
            None => asking(desk),
            Some(position) => place(desk, position),
        }))
        .child(when(move || {
            desk.shown.place.get().estimated_wait.map(|seconds| {
                let wait = fill(texts.queue_wait, &desk.locale().minutes(seconds));
                dom::p().class("wait").child(wait).into_any()
            })
        }))
        .child(dom::p().class("hint").child(texts.queue_hint))
        .into_any()
}

fn asking(desk: Desk) -> AnyView {
    dom::p()
        .class("headline")
        .child(dom::span().class("dots").attr("aria-hidden", "true"))
        .child(desk.texts().queue_asking)
        .into_any()
}

fn place(desk: Desk, position: u32) -> AnyView {
    let texts = desk.texts();
    let number = dom::span()
        .class("position")
        .child(desk.locale().number(position));
    let text = if position <= 1 {
        texts.queue_next
    } else {
        texts.queue_place
    };
    dom::p()
        .class("headline")
        .child(text)
        .child(" ")
        .child(number)
        .into_any()
}
