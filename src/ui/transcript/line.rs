//! One line: a bubble, or something that happened.

mod came;
mod file;

use frontdesk_conversation::{Body, Delivery, Event, Input, Line, LineKey, NotSent, Sender};
use leptos::prelude::*;

use crate::client::LineView;
use crate::content;
use crate::locale::Catalog;
use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::reactive::{follow, press, when};

pub(crate) fn line(desk: Desk, view: &LineView) -> AnyView {
    let line = &view.line;
    if let Body::Event(event) = line.body {
        let text = event_text(event, desk.texts());
        return dom::p()
            .class("event")
            .attr("part", "message")
            .child(text)
            .into_any();
    }
    let class = match line.sender {
        Sender::Visitor => "line from-visitor",
        Sender::Robot(_) => "line from-robot",
        Sender::Agent(_) => "line from-agent",
        Sender::System => "line from-system",
    };
    let delivery = view.delivery.clone();
    let sent = move || matches!(delivery.get(), Some(Delivery::Sent | Delivery::Read));
    let sent = follow(sent);
    dom::div()
        .class(class)
        .class(("opens", view.opens_group))
        .class(("sent", sent))
        .attr("part", "message")
        .child(sender(desk, view))
        .child(dom::div().class("bubble").child(body(desk, view)))
        .child(questions(desk, line))
        .child(meta(desk, view))
        .into_any()
}

fn body(desk: Desk, view: &LineView) -> AnyView {
    match &view.line.body {
        Body::Text(text) => content::text(text.clone()),
        Body::Content { media, content } => {
            came::came(desk, &view.line, media.as_deref(), content, None)
        }
        Body::File {
            name,
            size,
            content: None,
            ..
        } => file::file(desk, view, name, *size),
        Body::File {
            name,
            size,
            media,
            content: Some(content),
        } => came::came(desk, &view.line, Some(media), content, Some((name, *size))),
        Body::Withdrawn => dom::p()
            .class("text unsupported")
            .child(desk.texts().withdrawn)
            .into_any(),
        Body::Event(_) => ().into_any(),
    }
}

/// Questions of the robot's, to be asked by a press.
fn questions(desk: Desk, line: &Line) -> AnyView {
    if line.questions.is_empty() {
        return ().into_any();
    }
    let buttons: Vec<_> = line
        .questions
        .iter()
        .map(|question| {
            let text = question.clone();
            let ask = move || {
                let text = text.clone();
                desk.say(|at| Input::Submitted { text, at });
            };
            dom::button()
                .attr("type", "button")
                .class("question")
                .attr("dir", "auto")
                .prop("disabled", follow(move || !desk.shown.can_write.get()))
                .on(dom::event("click"), press(ask))
                .child(question.clone())
        })
        .collect();
    dom::div()
        .class("questions")
        .attr("role", "group")
        .attr("aria-label", desk.texts().similar_questions)
        .child(buttons)
        .into_any()
}

/// Name and time, above the first line of a group. The visitor's own name is for screen readers.
fn sender(desk: Desk, view: &LineView) -> AnyView {
    let texts = desk.texts();
    let name = match &view.line.sender {
        Sender::Visitor => {
            return dom::span().class("unseen").child(texts.you).into_any();
        }
        Sender::Robot(name) => name.clone().unwrap_or_else(|| texts.robot.to_owned()),
        Sender::Agent(name) => name.clone().unwrap_or_else(|| texts.agent.to_owned()),
        Sender::System => return ().into_any(),
    };
    if !view.opens_group {
        return ().into_any();
    }
    let time = view.line.at.map(|at| desk.locale().time(at));
    dom::p()
        .class("sender")
        .child(dom::b().attr("dir", "auto").child(name))
        .child(time.map(|time| format!(" · {time}")))
        .into_any()
}

/// How far a line of the visitor's has come.
fn meta(desk: Desk, view: &LineView) -> AnyView {
    if view.line.sender != Sender::Visitor {
        return ().into_any();
    }
    let key = view.key();
    let time = view.line.at.map(|at| desk.locale().time(at));
    let delivery = view.delivery.clone();
    let meta = when(move || {
        let texts = desk.texts();
        delivery.get().map(|delivery| match delivery {
            // The file's own line says how far it is.
            Delivery::Uploading(_) => ().into_any(),
            Delivery::Read => quiet(time.as_deref(), texts.read),
            Delivery::Sending => quiet(time.as_deref(), texts.sending),
            Delivery::Sent => quiet(time.as_deref(), texts.sent),
            Delivery::Failed(why) => {
                let can_again = !matches!(why, NotSent::FileGone | NotSent::TooLarge);
                failed(desk, key, failure_text(why, texts), can_again)
            }
            Delivery::Unconfirmed => failed(desk, key, texts.unconfirmed, true),
        })
    });
    meta.into_any()
}

fn quiet(time: Option<&str>, state: &'static str) -> AnyView {
    let text = match time {
        Some(time) => format!("{time} · {state}"),
        None => state.to_owned(),
    };
    // Every line's way from "sending" to "sent" need not be read out.
    dom::p()
        .class("delivery")
        .attr("aria-live", "off")
        .child(text)
        .into_any()
}

fn failed(desk: Desk, line: LineKey, text: &'static str, can_again: bool) -> AnyView {
    let can_send = move || {
        let phase = desk.shown.phase.get();
        can_again && (phase.is_talking() || phase == frontdesk_conversation::Phase::Connecting)
    };
    let again = when(move || {
        can_send().then(|| {
            dom::action("link", desk.texts().send_again, move || {
                desk.say(|at| Input::SentAgain { line, at });
            })
        })
    });
    dom::p()
        .class("delivery failed")
        .attr("role", "alert")
        .child(text)
        .child(" ")
        .child(again)
        .into_any()
}

fn failure_text(why: NotSent, texts: &'static Catalog) -> &'static str {
    match why {
        NotSent::Unreachable => texts.failed_unreachable,
        NotSent::Refused => texts.failed_refused,
        NotSent::Over => texts.failed_over,
        NotSent::FileGone => texts.failed_file_gone,
        NotSent::TooLarge => texts.failed_too_large,
    }
}

fn event_text(event: Event, texts: &'static Catalog) -> &'static str {
    match event {
        Event::AskedForAgent => texts.event_asked,
        Event::NoAgents => texts.event_no_agents,
        Event::AgentLeft => texts.event_agent_left,
        Event::TimedOut => texts.event_timed_out,
        Event::VisitorLeft => texts.event_visitor_left,
        Event::RatingSaved => texts.event_rated,
        Event::StartedAgain => texts.event_started_again,
        Event::Interrupted => texts.event_interrupted,
        Event::MessageLeft => texts.event_message_left,
        Event::QueueTimedOut => texts.event_queue_timed_out,
    }
}
