//! The transcript: what was said, newest at the bottom, and where the reader stands in it.

mod line;
mod list;

use leptos::prelude::*;
use web_sys::Element;

use crate::client::LineView;
use crate::content;
use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::reactive::{next_frame, watch};

/// So near to the bottom, in CSS pixels, a reader wants to stay at the bottom.
const NEAR: i32 = 80;

pub(crate) fn transcript(desk: Desk) -> AnyView {
    let place = NodeRef::<dom::Any>::new();
    let follows = StoredValue::new(true);
    stay_at_the_bottom(desk, place, follows);
    let note_position = move |_| {
        if let Some(place) = place.get_untracked() {
            let below = place.scroll_height() - place.scroll_top() - place.client_height();
            follows.set_value(below < NEAR);
            saw_the_end(desk, follows);
        }
    };
    let greeting = desk.option(|options| options.greeting.clone());
    list::keep(desk, place);
    dom::div()
        .class("transcript")
        .attr("part", "transcript")
        .attr("role", "log")
        .attr("aria-label", desk.texts().transcript)
        .attr("tabindex", "0")
        .node_ref(place)
        .on(dom::event("scroll"), note_position)
        .child(greeting.map(|greeting| dom::div().class("greeting").child(content::text(greeting))))
        .into_any()
}

/// After whatever changes the height: unless the reader has gone up to read.
fn stay_at_the_bottom(desk: Desk, place: NodeRef<dom::Any>, follows: StoredValue<bool>) {
    watch(move || {
        desk.shown.lines.track();
        desk.shown.phase.track();
        desk.shown.place.track();
        desk.shown.trouble.track();
        let open = desk.shown.open.get();
        if open && follows.get_value() {
            saw_the_end(desk, follows);
            next_frame(move || {
                if let Some(place) = place.try_get_untracked().flatten() {
                    let place: &Element = &place;
                    place.set_scroll_top(place.scroll_height());
                }
            });
        }
    });
}

/// Who is at the bottom of an open panel has seen everything.
fn saw_the_end(desk: Desk, follows: StoredValue<bool>) {
    let last = desk
        .shown
        .lines
        .with_untracked(|lines| lines.last().map(LineView::key));
    if let (true, true, Some(last)) = (desk.shown.open.get_untracked(), follows.get_value(), last) {
        desk.saw(last);
    }
}
