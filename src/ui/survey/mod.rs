//! The survey: one to five stars, a comment, and what else the channel asks.

mod questions;

use frontdesk_conversation::{Input, Rated, Rating};
use frontdesk_protocol::{Evaluation, limits};
use leptos::prelude::*;
use web_sys::HtmlTextAreaElement;

use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::icon::{self, icon};
use crate::ui::reactive::{follow, text, when};
use questions::Further;

pub(crate) fn survey(desk: Desk) -> AnyView {
    let texts = desk.texts();
    let chosen = RwSignal::new(None::<u8>);
    let comment = NodeRef::<dom::Any>::new();
    let further = Further::default();
    let saving = move || desk.shown.rating.get() == Rating::Saving;
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        let Some(evaluation) = chosen.get_untracked().and_then(Evaluation::new) else {
            return;
        };
        let comment = dom::the::<HtmlTextAreaElement>(comment)
            .map(|field| field.value())
            .unwrap_or_default();
        let solved = further.first_contact.get_untracked();
        let solved = solved.map(|answer| answer == questions::YES);
        desk.say(|_| {
            Input::Rated(Rated {
                evaluation,
                comment: comment.trim().to_owned(),
                recommendation: further.recommendation.get_untracked(),
                first_contact: solved,
            })
        });
    };
    dom::form()
        .class("survey")
        .attr("part", "survey")
        // What the channel asks is not known yet.
        .prop(
            "hidden",
            follow(move || desk.shown.rating.get() == Rating::Preparing),
        )
        .attr("aria-label", texts.survey_title)
        .on(dom::event("submit"), submit)
        .child(dom::h3().child(texts.survey_title))
        .child(dom::p().class("hint").child(texts.survey_hint))
        .child(stars(desk, chosen))
        .child(questions::questions(desk, further))
        .child(
            dom::textarea()
                .attr("rows", "2")
                .attr("maxlength", (limits::COMMENT_CHARS - 1).to_string())
                .attr("aria-label", texts.survey_comment)
                .attr("placeholder", texts.survey_comment)
                .attr("dir", "auto")
                .node_ref(comment),
        )
        .child(when(move || {
            (desk.shown.rating.get() == Rating::Failed).then(|| {
                dom::p()
                    .class("failed")
                    .attr("role", "alert")
                    .child(texts.survey_failed)
                    .into_any()
            })
        }))
        .child(
            dom::div()
                .class("actions")
                .child(dom::action("secondary", texts.survey_skip, move || {
                    desk.say(|_| Input::RatingSkipped);
                }))
                .child(
                    dom::button()
                        .attr("type", "submit")
                        .class("primary")
                        .prop(
                            "disabled",
                            follow(move || chosen.get().is_none() || saving()),
                        )
                        .child(text(move || {
                            if saving() {
                                texts.survey_saving
                            } else {
                                texts.survey_send
                            }
                        })),
                ),
        )
        .into_any()
}

/// Radio buttons, so that arrow keys and screen readers know what they are.
fn stars(desk: Desk, chosen: RwSignal<Option<u8>>) -> AnyView {
    let texts = desk.texts();
    let level = move |stars: u8| {
        let own = match stars {
            1 => texts.level_1,
            2 => texts.level_2,
            3 => texts.level_3,
            4 => texts.level_4,
            _ => texts.level_5,
        };
        level_of_channel(desk, stars).unwrap_or_else(|| own.to_owned())
    };
    let star = move |stars: u8| {
        let lit = follow(move || chosen.get().is_some_and(|chosen| chosen >= stars));
        dom::label()
            .class("star")
            .class(("lit", lit))
            .attr("title", follow(move || Some(level(stars))))
            .child(
                dom::input()
                    .attr("type", "radio")
                    .attr("name", "evaluation")
                    .attr("value", stars.to_string())
                    .attr("aria-label", follow(move || Some(level(stars))))
                    .on(dom::event("change"), move |_| chosen.set(Some(stars))),
            )
            .child(icon(icon::STAR))
            .into_any()
    };
    let all: Vec<_> = (1..=5).map(star).collect();
    dom::fieldset()
        .class("stars")
        .attr("aria-label", texts.survey_title)
        .child(dom::div().class("row").child(all))
        .child(
            dom::p()
                .class("level")
                .attr("aria-hidden", "true")
                .child(when(move || {
                    chosen.get().map(|stars| level(stars).into_any())
                })),
        )
        .into_any()
}

/// What the channel calls a level.
fn level_of_channel(desk: Desk, stars: u8) -> Option<String> {
    let survey = desk.shown.survey.get()?;
    let stars = stars.to_string();
    let is_named = |key: &Option<String>| key.as_deref().map(str::trim) == Some(stars.as_str());
    let level = survey.levels.into_iter().find(|level| is_named(&level.key));
    let text = level?.text?;
    Some(text).filter(|text| !text.trim().is_empty())
}
