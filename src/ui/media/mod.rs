//! A file of the conversation: fetched when it is looked at or asked for, and then shown or saved.

mod card;
mod fetch;
mod figure;
mod in_view;
mod object_url;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::content::{File, Kind};
use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::reactive::{next_frame, shown};
use fetch::{Fetch, State};

pub(crate) fn media(desk: Desk, file: File) -> AnyView {
    let class = match file.kind {
        Kind::Picture => "media picture",
        Kind::Sound => "media sound",
        Kind::Video => "media video",
        Kind::Sticker => "media sticker",
        Kind::File => "media",
    };
    let place = NodeRef::<dom::Any>::new();
    let fetch = Fetch::new(desk, file);
    if fetch.comes_by_itself() {
        in_view::start(fetch, place);
    }
    let inside = shown(move || {
        fetch.track();
        keep_focus(place);
        let held = fetch.held();
        match &*held.state.borrow() {
            State::Shown(url) => figure::figure(fetch, &held.file, url.as_str()),
            state => card::card(fetch, &held.file, state),
        }
    });
    dom::div()
        .class(class)
        .node_ref(place)
        .child(inside)
        .into_any()
}

/// What has the focus is drawn anew: then what comes in its place has it.
fn keep_focus(place: NodeRef<dom::Any>) {
    let Some(place) = place.get_untracked() else {
        return;
    };
    if place.matches(":focus-within").unwrap_or_default() {
        next_frame(move || {
            if let Ok(Some(next)) = place.query_selector("a, button, audio, video") {
                let _ = next.unchecked_into::<HtmlElement>().focus();
            }
        });
    }
}
