//! A file of the conversation: fetched when it is looked at or asked for, and then shown or saved.

mod card;
mod fetch;
mod figure;
mod in_view;
mod object_url;

use leptos::prelude::*;

use crate::content::{File, Kind};
use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::reactive::shown;
use fetch::Fetch;

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
        in_view::once(place, move || fetch.start());
    }
    let inside = shown(move || {
        if fetch.shows.get() {
            figure::figure(fetch, place)
        } else {
            card::card(fetch)
        }
    });
    dom::div()
        .class(class)
        .node_ref(place)
        .child(inside)
        .into_any()
}
