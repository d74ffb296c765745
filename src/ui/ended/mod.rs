//! After the end: why, and the way to begin again.

use frontdesk_conversation::{EndReason, Input, Phase};
use leptos::prelude::*;

use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::reactive::{shown, text, when};

pub(crate) fn ended(desk: Desk) -> AnyView {
    let texts = desk.texts();
    let reason = text(move || match desk.shown.phase.get() {
        Phase::Ended(EndReason::ByAgent) => texts.ended_agent,
        Phase::Ended(EndReason::TimedOut) => texts.ended_timed_out,
        Phase::Ended(EndReason::NotWorkingTime) => texts.ended_closed,
        Phase::Ended(EndReason::Refused(_)) => texts.ended_refused,
        Phase::Ended(EndReason::NoAnswer) => texts.ended_no_answer,
        _ => texts.ended_visitor,
    });
    let offers_message = move || match desk.shown.phase.get() {
        Phase::Ended(reason) => reason.offers_leave_message(),
        _ => false,
    };
    // Who would only hear again that nobody is there is better served by leaving a message.
    let start_again = shown(move || {
        let class = if offers_message() {
            "secondary"
        } else {
            "primary"
        };
        dom::action(class, texts.start_again, move || {
            desk.say(|at| Input::StartedAgain { at });
        })
    });
    let leave_message = when(move || {
        offers_message().then(|| {
            dom::action("primary", texts.leave_message, move || {
                desk.say(|_| Input::LeaveMessageWanted);
            })
        })
    });
    dom::div()
        .class("ended")
        .child(dom::p().attr("role", "status").child(reason))
        .child(
            dom::div()
                .class("actions")
                .child(start_again)
                .child(leave_message),
        )
        .into_any()
}
