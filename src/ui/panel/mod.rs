//! The panel: everything that opens with the bubble.

mod focus;

use frontdesk_conversation::Phase;
use leptos::{ev, prelude::*};
use web_sys::HtmlButtonElement;

use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::reactive::{follow, shown, watch};
use crate::ui::{
    composer, ended, header, leave, leave_message, notice, queue, survey, transcript, typing,
};
use focus::Focus;

pub(crate) fn panel(desk: Desk, launcher: Option<HtmlButtonElement>) -> AnyView {
    let place = NodeRef::<dom::Any>::new();
    let leaving = RwSignal::new(false);
    let focus = Focus::new(place);
    focus.keep(desk, launcher);
    let (language, direction) = {
        let locale = desk.locale();
        (locale.language(), locale.direction())
    };
    let title = follow(move || Some(title(desk)));
    let close_on_escape = move |key: ev::KeyboardEvent| {
        keep_inside(&key);
        if key.key() != "Escape" || composer::is_composing(&key) {
            return;
        }
        if leaving.get_untracked() {
            leaving.set(false);
        } else if desk.option(|options| options.floating) {
            desk.set_open(false);
        }
    };
    dom::section()
        .class("panel")
        .attr("part", "panel")
        .attr("role", "dialog")
        .attr("aria-label", title)
        .attr("lang", language)
        .attr("dir", direction)
        .attr("tabindex", "-1")
        .attr("data-floating", desk.option(|options| options.floating))
        .prop("hidden", follow(move || !desk.shown.open.get()))
        .node_ref(place)
        .on(dom::event("keydown"), dom::typed(close_on_escape))
        .on(dom::event("keypress"), |key| keep_inside(&key))
        .on(dom::event("keyup"), |key| keep_inside(&key))
        .on(dom::event("focusin"), move |_| focus.came())
        .on(
            dom::event("focusout"),
            dom::typed(move |event| focus.went(&event)),
        )
        .child(header::header(desk, leaving))
        .child(transcript::transcript(desk))
        .child(typing::typing(desk))
        .child(queue::queue(desk))
        .child(notice::notice(desk))
        .child(leave::leave(desk, leaving))
        .child(foot(desk))
        .into_any()
}

/// What is typed here is no shortcut of the page's: outside the shadow root a key seems to come from
/// an element that nobody types into.
fn keep_inside(key: &web_sys::Event) {
    key.stop_propagation();
}

/// Who is there, or what the company calls its chat.
pub(crate) fn title(desk: Desk) -> String {
    let named = || desk.option(|options| options.title.clone());
    match (desk.shown.phase.get(), desk.shown.agent.get()) {
        (Phase::Agent, Some(agent)) => agent,
        _ => named().unwrap_or_else(|| desk.texts().title.to_owned()),
    }
}

/// What is at the bottom, by how the visit stands. It is drawn anew only when it is another one: what
/// is typed stays.
fn foot(desk: Desk) -> AnyView {
    const COMPOSER: u32 = 0;
    const SURVEY: u32 = 1;
    const LEAVE_MESSAGE: u32 = 2;
    const ENDED: u32 = 3;
    let foot = RwSignal::new(COMPOSER);
    watch(move || {
        let now = match desk.shown.phase.get() {
            Phase::Surveying => SURVEY,
            Phase::LeavingMessage => LEAVE_MESSAGE,
            Phase::Ended(_) => ENDED,
            _ => COMPOSER,
        };
        if foot.get_untracked() != now {
            foot.set(now);
        }
    });
    shown(move || match foot.get() {
        SURVEY => survey::survey(desk),
        LEAVE_MESSAGE => leave_message::leave_message(desk),
        ENDED => ended::ended(desk),
        _ => composer::composer(desk),
    })
    .into_any()
}
