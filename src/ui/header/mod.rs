//! The header: who is there, and the ways out.

use frontdesk_conversation::Phase;
use leptos::prelude::*;

use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::icon::{self, icon};
use crate::ui::panel;
use crate::ui::reactive::{shown, text, when};

pub(crate) fn header(desk: Desk, leaving: RwSignal<bool>) -> AnyView {
    let texts = desk.texts();
    let can_leave = move || desk.shown.phase.get().is_talking();
    dom::header()
        .class("header")
        .attr("part", "header")
        .child(portrait(desk))
        .child(
            dom::div()
                .class("who")
                .child(
                    dom::h2()
                        .class("title")
                        .attr("dir", "auto")
                        .child(text(move || panel::title(desk))),
                )
                .child(dom::p().class("status").child(text(move || status(desk)))),
        )
        .child(when(move || {
            can_leave().then(|| {
                dom::icon_button("round", texts.leave, icon::LEAVE, move || leaving.set(true))
            })
        }))
        .child(desk.option(|options| options.floating).then(|| {
            dom::icon_button("round close", texts.close, icon::CLOSE, move || {
                desk.set_open(false);
            })
        }))
        .into_any()
}

fn portrait(desk: Desk) -> AnyView {
    let picture = desk.option(|options| options.avatar.clone());
    let with_agent = move || desk.shown.phase.get() == Phase::Agent;
    let drawn = shown(move || match &picture {
        Some(address) => dom::img()
            .attr("src", address.clone())
            .attr("alt", "")
            .into_any(),
        None if with_agent() => icon(icon::PERSON).into_any(),
        None => icon(icon::ROBOT).into_any(),
    });
    dom::div().class("portrait").child(drawn).into_any()
}

fn status(desk: Desk) -> &'static str {
    let texts = desk.texts();
    match desk.shown.phase.get() {
        Phase::Idle | Phase::Connecting => texts.status_connecting,
        Phase::Robot => texts.status_robot,
        Phase::Queued => texts.status_queued,
        Phase::Agent => texts.status_agent,
        Phase::Offline => texts.status_offline,
        Phase::Surveying | Phase::LeavingMessage | Phase::Ended(_) => texts.status_ended,
    }
}
