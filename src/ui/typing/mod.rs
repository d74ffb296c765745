//! That the agent is typing. Its place is kept, so that nothing moves when it comes and goes.

use frontdesk_conversation::Phase;
use leptos::prelude::*;

use crate::locale::fill;
use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::reactive::when;

pub(crate) fn typing(desk: Desk) -> AnyView {
    when(move || (desk.shown.phase.get() == Phase::Agent).then(|| place(desk))).into_any()
}

fn place(desk: Desk) -> AnyView {
    let sentence = move || {
        let texts = desk.texts();
        let name = desk.shown.agent.get();
        let name = name.unwrap_or_else(|| texts.agent.to_owned());
        let is_typing = desk.shown.typing.get();
        is_typing.then(|| fill(texts.typing, &name).into_any())
    };
    dom::p()
        .class("typing")
        .attr("role", "status")
        .attr("dir", "auto")
        .child(when(sentence))
        .into_any()
}
