//! After the end: why, and the way to begin again.

use frontdesk_conversation::{EndReason, Input, Phase};
use leptos::html as dom;
use leptos::{ev, prelude::*};

use crate::ui::desk::Desk;
use crate::ui::reactive::{follow, press};

pub(crate) fn ended(desk: Desk) -> AnyView {
    let texts = desk.texts();
    let reason = follow(move || match desk.shown.phase.get() {
        Phase::Ended(EndReason::ByAgent) => texts.ended_agent,
        Phase::Ended(EndReason::TimedOut) => texts.ended_timed_out,
        Phase::Ended(EndReason::NotWorkingTime) => texts.ended_closed,
        Phase::Ended(EndReason::Refused(_)) => texts.ended_refused,
        _ => texts.ended_visitor,
    });
    dom::div()
        .class("ended")
        .child((
            dom::p().attr("role", "status").child(reason),
            dom::button()
                .attr("type", "button")
                .class("primary")
                .on(
                    ev::click,
                    press(move || desk.say(|at| Input::StartedAgain { at })),
                )
                .child(texts.start_again),
        ))
        .into_any()
}
