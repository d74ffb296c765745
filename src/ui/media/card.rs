//! What stands for a file that is not shown: its name, its size or how it stands, and what to do.

use leptos::prelude::*;

use super::fetch::Fetch;
use crate::ui::dom;
use crate::ui::reactive::{follow, press, text, when};

pub(super) fn card(fetch: Fetch) -> AnyView {
    let name = fetch.name();
    let label = {
        let name = name.clone();
        move || fetch.action().map(|action| format!("{action}: {name}"))
    };
    // The button stays the same one: it keeps the focus.
    let button = dom::button()
        .attr("type", "button")
        .class("link")
        .attr("aria-label", follow(label))
        .attr(
            "aria-disabled",
            follow(move || fetch.is_coming().then(|| "true".to_owned())),
        )
        .prop("hidden", follow(move || fetch.action().is_none()))
        .on(dom::event("click"), press(move || fetch.go_on()))
        .child(text(move || fetch.action().unwrap_or_default()));
    let link = when(move || {
        let link = dom::a()
            .class("link")
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer nofollow")
            .child(fetch.desk.texts().file_open);
        let address = fetch.address()?;
        Some(link.attr("href", address).into_any())
    });
    dom::div()
        .class("file")
        .child(dom::p().class("text name").attr("dir", "auto").child(name))
        .child(
            dom::p()
                .class("state")
                .child(text(move || fetch.note()))
                .child(" ")
                .child(button)
                .child(link),
        )
        .into_any()
}
