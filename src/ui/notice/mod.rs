//! What keeps the visit from going on, in a sentence, and a way to try again.

use frontdesk_conversation::{Input, Phase, Trouble};
use leptos::prelude::*;

use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::reactive::when;

pub(crate) fn notice(desk: Desk) -> AnyView {
    let trouble = move || {
        let phase = desk.shown.phase.get();
        let tries = phase.is_live() || phase == Phase::LeavingMessage;
        desk.shown.trouble.get().filter(|_| tries)
    };
    let nobody = move || trouble().is_none() && desk.shown.phase.get() == Phase::Offline;
    dom::div()
        .class("notices")
        .attr("role", "status")
        .child(when(move || {
            trouble().map(|trouble| sentence(desk, trouble))
        }))
        .child(when(move || nobody().then(|| offline(desk))))
        .into_any()
}

fn sentence(desk: Desk, trouble: Trouble) -> AnyView {
    let texts = desk.texts();
    let text = match trouble {
        Trouble::Offline => texts.trouble_offline,
        Trouble::Unreachable => texts.trouble_unreachable,
        Trouble::Busy => texts.trouble_busy,
        Trouble::NotAvailable => texts.trouble_not_available,
    };
    dom::div()
        .class("notice")
        .attr("part", "notice")
        .child(dom::p().child(text))
        .child(dom::action("link", texts.try_now, move || {
            desk.say(|_| Input::TriedNow);
        }))
        .into_any()
}

fn offline(desk: Desk) -> AnyView {
    dom::div()
        .class("notice")
        .attr("part", "notice")
        .child(dom::p().child(desk.texts().notice_offline))
        .into_any()
}
