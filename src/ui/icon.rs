//! Icons, drawn as strokes on a field of 24 by 24.

use leptos::prelude::*;
use leptos::svg;

pub(crate) const CLOSE: &str = "M6 9.5l6 6 6-6";
pub(crate) const LEAVE: &str =
    "M14 4.5H7.5a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2H14M11 12h9m-3.5-3.5L20 12l-3.5 3.5";
pub(crate) const SEND: &str = "M5 12h13M12.5 6l6 6-6 6";
pub(crate) const ATTACH: &str = "M19.5 11.5l-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l8-8a3 3 0 0 1 4.3 4.3l-8 8a1.5 1.5 0 0 1-2.1-2.1l7.2-7.2";
pub(crate) const PERSON: &str =
    "M12 12.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.6-3.2 3.6-5 7.5-5s6.9 1.8 7.5 5";
pub(crate) const ROBOT: &str = "M12 4v3.5M6.5 7.5h11a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2ZM9 12v1.5M15 12v1.5";
pub(crate) const STAR: &str =
    "M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8Z";

/// An icon that says nothing to a screen reader.
pub(crate) fn icon(outline: &'static str) -> impl IntoView {
    svg::svg()
        .attr("viewBox", "0 0 24 24")
        .attr("class", "icon")
        .attr("aria-hidden", "true")
        .child(svg::path().attr("d", outline))
}
