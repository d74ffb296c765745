//! The panel: everything that opens with the bubble.

use frontdesk_conversation::Phase;
use leptos::html as dom;
use leptos::{ev, prelude::*};
use web_sys::HtmlButtonElement;

use crate::ui::desk::Desk;
use crate::ui::reactive::{follow, watch};
use crate::ui::{composer, ended, header, leave, notice, queue, survey, transcript};

pub(crate) fn panel(desk: Desk, launcher: Option<HtmlButtonElement>) -> AnyView {
    let place = NodeRef::<dom::Section>::new();
    let leaving = RwSignal::new(false);
    keep_focus(desk, place, launcher);
    let (language, direction) = {
        let locale = desk.locale();
        (locale.language(), locale.direction())
    };
    let title = follow(move || title(desk));
    let close_on_escape = move |key: ev::KeyboardEvent| {
        if key.key() == "Escape" && desk.option(|options| options.floating) {
            key.stop_propagation();
            if leaving.get_untracked() {
                leaving.set(false)
            } else {
                desk.set_open(false)
            }
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
        .on(ev::keydown, close_on_escape)
        .child((
            header::header(desk, leaving),
            transcript::transcript(desk),
            queue::queue(desk),
            notice::notice(desk),
            leave::leave(desk, leaving),
            foot(desk),
        ))
        .into_any()
}

/// Who is there, or what the company calls its chat.
pub(crate) fn title(desk: Desk) -> String {
    let named = || desk.option(|options| options.title.clone());
    match (desk.shown.phase.get(), desk.shown.agent.get()) {
        (Phase::Agent, Some(agent)) => agent,
        _ => named().unwrap_or_else(|| desk.texts().title.to_owned()),
    }
}

/// What is at the bottom, by how the visit stands.
fn foot(desk: Desk) -> AnyView {
    #[derive(Clone, Copy, PartialEq)]
    enum Foot {
        Composer,
        Survey,
        Ended,
    }
    let foot = Memo::new(move |_| match desk.shown.phase.get() {
        Phase::Surveying => Foot::Survey,
        Phase::Ended(_) => Foot::Ended,
        _ => Foot::Composer,
    });
    follow(move || match foot.get() {
        Foot::Composer => composer::composer(desk),
        Foot::Survey => survey::survey(desk),
        Foot::Ended => ended::ended(desk),
    })
    .into_any()
}

/// Closing gives the focus back to the bubble. While the panel is open, what had the focus may go
/// away (a button that was pressed, a form that was sent): then the panel itself has it, so that
/// the keyboard stays where it was.
fn keep_focus(desk: Desk, place: NodeRef<dom::Section>, launcher: Option<HtmlButtonElement>) {
    let mut was_open = false;
    watch(move || {
        desk.shown.phase.track();
        let open = desk.shown.open.get();
        let closed = std::mem::replace(&mut was_open, open) && !open;
        if closed && let Some(launcher) = &launcher {
            // A bubble that is hidden cannot take it: then nobody has it, as before.
            let _ = launcher.focus();
        } else if open {
            request_animation_frame(move || {
                if let Some(place) = place.try_get_untracked().flatten()
                    && nobody_has_the_focus()
                {
                    let _ = place.focus();
                }
            });
        }
    });
}

fn nobody_has_the_focus() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document
        .and_then(|document| document.active_element())
        .is_none_or(|focused| focused.tag_name().eq_ignore_ascii_case("body"))
}
