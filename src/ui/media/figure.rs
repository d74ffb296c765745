//! A file that the browser shows: a picture, or a player of the browser's own.

use leptos::prelude::*;
use web_sys::HtmlMediaElement;

use super::fetch::Fetch;
use crate::content::{File, Kind};
use crate::ui::dom;
use crate::ui::reactive::{press, watch};

pub(super) fn figure(fetch: Fetch, file: &File, url: &str) -> AnyView {
    let node = NodeRef::<dom::Any>::new();
    let element = match file.kind {
        Kind::Sound => dom::audio(),
        Kind::Video => dom::video(),
        _ => dom::img(),
    };
    let element = element
        .attr("src", url.to_owned())
        .on(dom::event("error"), press(move || fetch.cannot_be_shown()));
    let name = file.name.clone();
    match file.kind {
        Kind::Sticker => element.attr("alt", name).into_any(),
        Kind::Picture => dom::a()
            .attr("href", url.to_owned())
            .attr("target", "_blank")
            .attr("rel", "noopener")
            .attr("title", fetch.desk.texts().file_open)
            .child(element.attr("alt", name))
            .into_any(),
        _ => {
            quiet_when_closed(fetch, node);
            element
                .attr("controls", "")
                .attr("autoplay", "")
                .attr("playsinline", "")
                .attr("aria-label", name)
                .node_ref(node)
                .into_any()
        }
    }
}

/// Nothing is heard out of a closed panel.
fn quiet_when_closed(fetch: Fetch, node: NodeRef<dom::Any>) {
    let open = fetch.desk.shown.open;
    watch(move || {
        if !open.get()
            && let Some(player) = dom::the::<HtmlMediaElement>(node)
        {
            let _ = player.pause();
        }
    });
}
