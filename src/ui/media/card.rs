//! What stands for a file that is not shown: its name, its size or how it stands, and what to do.

use leptos::prelude::*;

use super::fetch::{Fetch, State};
use crate::content::{File, Kind};
use crate::ui::dom;
use crate::ui::reactive::press;

pub(super) fn card(fetch: Fetch, file: &File, state: &State) -> AnyView {
    let texts = fetch.desk.texts();
    let name = match file.kind {
        Kind::File => file.file_name(),
        _ => file.name.clone(),
    };
    let waits = match file.kind {
        Kind::Picture | Kind::Sticker => "",
        Kind::Sound | Kind::Video => texts.file_play,
        Kind::File => texts.file_save,
    };
    let (note, action) = match state {
        State::Waiting if waits.is_empty() => (texts.file_loading, ""),
        State::Waiting => ("", waits),
        // The button stays where the focus is.
        State::Coming(_) => (texts.file_loading, waits),
        State::Shown(_) | State::Here(_) => ("", texts.file_save),
        State::Elsewhere(_) => ("", ""),
        State::Gone => (texts.file_gone, ""),
        State::Failed => (texts.file_failed, texts.file_again),
    };
    let size = file.size.filter(|_| note.is_empty());
    let size = size.map(|size| fetch.desk.locale().size(size));
    let action = if let State::Elsewhere(url) = state {
        dom::a()
            .class("link")
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer nofollow")
            .attr("href", url.clone())
            .child(texts.file_open)
            .into_any()
    } else if action.is_empty() {
        ().into_any()
    } else {
        dom::button()
            .attr("type", "button")
            .class("link")
            .attr("aria-label", format!("{action}: {name}"))
            .attr(
                "aria-disabled",
                matches!(state, State::Coming(_)).to_string(),
            )
            .on(dom::event("click"), press(move || fetch.go_on()))
            .child(action)
            .into_any()
    };
    dom::div()
        .class("file")
        .child(dom::p().class("text name").attr("dir", "auto").child(name))
        .child(
            dom::p()
                .class("state")
                .child(size.unwrap_or_else(|| note.to_owned()))
                .child(" ")
                .child(action),
        )
        .into_any()
}
