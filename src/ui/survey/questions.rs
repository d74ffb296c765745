//! What a channel may ask besides.

use frontdesk_protocol::SurveyQuestion;
use leptos::prelude::*;

use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::reactive::{follow, when};

/// The answers to it, once there are any.
#[derive(Clone, Copy, Default)]
pub(super) struct Further {
    /// 0 to 10.
    pub(super) recommendation: RwSignal<Option<u8>>,
    /// Whether it was solved: [`YES`] or [`NO`].
    pub(super) first_contact: RwSignal<Option<u8>>,
}

pub(super) fn questions(desk: Desk, further: Further) -> AnyView {
    let asks = move |question: SurveyQuestion| {
        desk.shown.survey.with(|survey| {
            survey
                .as_ref()
                .is_some_and(|survey| survey.questions.contains(&question))
        })
    };
    dom::div()
        .child(when(move || {
            asks(SurveyQuestion::FirstContact).then(|| solved(desk, further))
        }))
        .child(when(move || {
            asks(SurveyQuestion::Recommendation).then(|| recommend(desk, further))
        }))
        .into_any()
}

fn solved(desk: Desk, further: Further) -> AnyView {
    let texts = desk.texts();
    let answer = move |name: &'static str, value: u8| {
        choice(
            "first-contact",
            name.to_owned(),
            further.first_contact,
            value,
        )
    };
    dom::fieldset()
        .class("question")
        .child(dom::legend().child(texts.survey_solved))
        .child(
            dom::div()
                .class("choices")
                .child(answer(texts.yes, YES))
                .child(answer(texts.no, NO)),
        )
        .into_any()
}

fn recommend(desk: Desk, further: Further) -> AnyView {
    let texts = desk.texts();
    let numbers: Vec<_> = (0..=10_u8)
        .map(|number| {
            let name = desk.locale().number(number.into());
            choice("recommendation", name, further.recommendation, number)
        })
        .collect();
    dom::fieldset()
        .class("question")
        .child(dom::legend().child(texts.survey_recommend))
        .child(dom::div().class("choices numbers").child(numbers))
        .child(
            dom::p()
                .class("ends")
                .child(dom::span().child(texts.survey_unlikely))
                .child(dom::span().child(texts.survey_likely)),
        )
        .into_any()
}

/// A radio button that looks like its answer.
fn choice(group: &'static str, name: String, chosen: RwSignal<Option<u8>>, value: u8) -> AnyView {
    dom::label()
        .class("choice")
        .class(("chosen", follow(move || chosen.get() == Some(value))))
        .child(
            dom::input()
                .attr("type", "radio")
                .attr("name", group)
                .on(dom::event("change"), move |_| chosen.set(Some(value))),
        )
        .child(name)
        .into_any()
}

pub(super) const YES: u8 = 1;
const NO: u8 = 0;
