//! The composer: where the visitor writes.

mod attach;

use frontdesk_conversation::{Input, Phase};
use leptos::{ev, prelude::*};
use web_sys::HtmlTextAreaElement;

use crate::locale::fill;
use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::icon::{self, icon};
use crate::ui::reactive::{follow, next_frame, press, text, watch, when};
use attach::Attach;

/// The counter appears when fewer bytes than this are left.
const COUNTED: i64 = 100;

/// What the browser says while an input method is composing (Chinese, Japanese, Korean).
const COMPOSING: u32 = 229;

pub(crate) fn composer(desk: Desk) -> AnyView {
    let texts = desk.texts();
    let field = NodeRef::<dom::Any>::new();
    let typed = RwSignal::new(desk.draft());
    let left = move || i64::from(desk.shown.text_limit.get()) - typed.with(|text| bytes(text));
    // Before CONNECT nothing is known; what is full takes nothing more, and the text stays here.
    let takes = move || desk.shown.can_write.get() || !desk.shown.phase.get().is_live();
    let can_send = move || left() >= 0 && takes() && typed.with(|text| !text.trim().is_empty());
    let attach = Attach::new(desk);
    fill_and_focus(desk, field, typed);

    let submit = move || {
        if !can_send() {
            return;
        }
        let text = typed.get_untracked().trim().to_owned();
        typed.set(String::new());
        desk.keep_draft("");
        if let Some(field) = dom::the::<HtmlTextAreaElement>(field) {
            field.set_value("");
        }
        desk.say(|at| Input::Submitted { text, at });
    };
    let note = move |event| {
        let text = event_target_value(&event);
        desk.keep_draft(&text);
        typed.set(text);
        desk.say(|_| Input::Typed);
    };
    let send_on_enter = move |key: ev::KeyboardEvent| {
        if key.key() == "Enter" && !key.shift_key() && !is_composing(&key) {
            key.prevent_default();
            submit();
        }
    };
    dom::form()
        .class("composer")
        .attr("part", "composer")
        .class(("over", follow(move || attach.over.get())))
        .on(
            dom::event("paste"),
            dom::typed(move |event| attach.pasted(&event)),
        )
        .on(
            dom::event("dragover"),
            dom::typed(move |event| attach.dragged(&event)),
        )
        .on(dom::event("dragleave"), move |_| attach.over.set(false))
        .on(
            dom::event("drop"),
            dom::typed(move |event| attach.dropped(&event)),
        )
        .on(dom::event("submit"), move |event: web_sys::Event| {
            event.prevent_default();
            submit();
        })
        .child(when(move || {
            (desk.shown.phase.get() == Phase::Robot).then(|| ask_agent(desk))
        }))
        .child(
            dom::div()
                .class("field")
                .child(attach.button())
                .child(
                    dom::textarea()
                        .attr("rows", "1")
                        .attr("aria-label", texts.compose)
                        .attr("placeholder", texts.compose)
                        .attr("enterkeyhint", "send")
                        .attr("autocomplete", "off")
                        .attr("dir", "auto")
                        .attr(
                            "aria-invalid",
                            follow(move || (left() < 0).then(|| "true".to_owned())),
                        )
                        .node_ref(field)
                        .on(dom::event("input"), note)
                        .on(dom::event("keydown"), dom::typed(send_on_enter)),
                )
                .child(
                    dom::button()
                        .attr("type", "submit")
                        .class("send")
                        .attr("part", "send")
                        .attr("aria-label", texts.send)
                        .attr("title", texts.send)
                        .prop("disabled", follow(move || !can_send()))
                        .child(icon(icon::SEND)),
                ),
        )
        .child(attach.refusal())
        .child(when(move || counter(desk, left())))
        .child(spoken_counter(desk, left))
        .into_any()
}

/// Whether the key belongs to a character that is being composed, not to the widget.
pub(crate) fn is_composing(key: &ev::KeyboardEvent) -> bool {
    key.is_composing() || key.key_code() == COMPOSING
}

fn ask_agent(desk: Desk) -> AnyView {
    dom::button()
        .attr("type", "button")
        .class("chip")
        .on(
            dom::event("click"),
            press(move || desk.say(|at| Input::AskedForAgent { at })),
        )
        .child(icon(icon::PERSON))
        .child(desk.texts().ask_agent)
        .into_any()
}

/// How much room is left, for the eye at every key.
fn counter(desk: Desk, left: i64) -> Option<AnyView> {
    room(desk, left).map(|text| {
        dom::p()
            .class("counter")
            .class(("over", left < 0))
            .attr("aria-hidden", "true")
            .child(text)
            .into_any()
    })
}

/// The same for the ear, when it becomes little and when it is used up.
fn spoken_counter(desk: Desk, left: impl Fn() -> i64 + Send + 'static) -> AnyView {
    let bound = move || match left() {
        COUNTED.. => COUNTED,
        0.. => COUNTED - 1,
        _ => -1,
    };
    dom::p()
        .class("unseen")
        .attr("role", "status")
        .child(text(move || room(desk, bound()).unwrap_or_default()))
        .into_any()
}

fn room(desk: Desk, left: i64) -> Option<String> {
    let count = |bytes: i64| {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        desk.locale().bytes(bytes)
    };
    match left {
        COUNTED.. => None,
        0.. => Some(fill(desk.texts().bytes_left, &count(left))),
        _ => Some(fill(desk.texts().too_long, &count(left.saturating_neg()))),
    }
}

/// What was typed before a reload comes back. Opening the panel puts the focus here; a panel that was
/// open when the page was loaded, or that is a part of the page, leaves it where it is.
fn fill_and_focus(desk: Desk, field: NodeRef<dom::Any>, typed: RwSignal<String>) {
    let mut filled = false;
    let mut was_open = desk.shown.open.get_untracked();
    watch(move || {
        field.track();
        let Some(field) = dom::the::<HtmlTextAreaElement>(field) else {
            return;
        };
        if !std::mem::replace(&mut filled, true) {
            field.set_value(&typed.get_untracked());
        }
        let open = desk.shown.open.get();
        let opened = !std::mem::replace(&mut was_open, open) && open;
        if opened && desk.option(|options| options.floating) {
            // The panel is shown with the next frame, and only what is shown takes the focus.
            next_frame(move || drop(field.focus()));
        }
    });
}

fn bytes(text: &str) -> i64 {
    i64::try_from(text.trim().len()).unwrap_or(i64::MAX)
}
