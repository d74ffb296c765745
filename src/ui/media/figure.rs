//! A file that the browser shows: a picture, or a player of the browser's own.

use leptos::prelude::*;
use web_sys::HtmlMediaElement;

use super::fetch::Fetch;
use crate::content::Kind;
use crate::ui::dom;
use crate::ui::reactive::{next_frame, press, watch};

/// `place` is what it stands in.
pub(super) fn figure(fetch: Fetch, place: NodeRef<dom::Any>) -> AnyView {
    match fetch.kind() {
        Kind::Sound => player(fetch, place, dom::audio()),
        Kind::Video => player(fetch, place, dom::video()),
        kind => picture(fetch, kind),
    }
}

fn picture(fetch: Fetch, kind: Kind) -> AnyView {
    let url = fetch.url().unwrap_or_default();
    let picture = dom::img()
        .attr("src", url.clone())
        .attr("alt", fetch.name())
        .on(dom::event("error"), press(cannot_be_shown(fetch)))
        .into_any();
    if kind == Kind::Sticker {
        return picture;
    }
    dom::a()
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .attr("title", fetch.desk.texts().file_open)
        .attr("href", url)
        .child(picture)
        .into_any()
}

fn player(
    fetch: Fetch,
    place: NodeRef<dom::Any>,
    element: leptos::html::HtmlElement<dom::Any, (), ()>,
) -> AnyView {
    let node = NodeRef::<dom::Any>::new();
    // The button that asked for it goes: the next key is the player's.
    let place = place.get_untracked();
    if place.is_some_and(|place| place.matches(":focus-within").unwrap_or_default()) {
        next_frame(move || {
            if let Some(player) = dom::the::<HtmlMediaElement>(node) {
                let _ = player.focus();
            }
        });
    }
    let open = fetch.desk.shown.open;
    watch(move || {
        // Nothing is heard out of a closed panel.
        if !open.get()
            && let Some(player) = dom::the::<HtmlMediaElement>(node)
        {
            let _ = player.pause();
        }
    });
    element
        .attr("controls", "")
        .attr("autoplay", "")
        .attr("playsinline", "")
        .attr("aria-label", fetch.name())
        .attr("src", fetch.url().unwrap_or_default())
        .node_ref(node)
        .on(dom::event("error"), press(cannot_be_shown(fetch)))
        .into_any()
}

/// A page's policy may forbid it, or it is not what it says: it can be saved.
fn cannot_be_shown(fetch: Fetch) -> impl FnMut() {
    move || fetch.shows.set(false)
}
