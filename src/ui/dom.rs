//! Elements and events, all of one type.
//!
//! Leptos has a type for each kind of them, and what can be done with one is compiled anew for
//! each. Behind one type the browser loads that code once.

use leptos::ev;
use leptos::html::{Custom, HtmlElement, custom};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Event;

use crate::ui::icon::icon;
use crate::ui::reactive::press;

/// The type of every element here.
pub(crate) type Any = Custom<&'static str>;

macro_rules! elements {
    ($($name:ident)*) => {
        $(pub(crate) fn $name() -> HtmlElement<Any, (), ()> {
            custom(stringify!($name))
        })*
    };
}

elements! {
    a audio b button div fieldset form h2 h3 header img input label legend p section span textarea video
}

/// An event by its name.
pub(crate) fn event(name: &'static str) -> ev::Custom<Event> {
    ev::Custom::new(name)
}

/// Takes an event as the kind that it is.
pub(crate) fn typed<E: JsCast>(mut run: impl FnMut(E)) -> impl FnMut(Event) {
    move |event| run(event.unchecked_into())
}

/// A button that says what it does.
pub(crate) fn action(
    class: &'static str,
    text: &'static str,
    run: impl FnMut() + 'static,
) -> AnyView {
    fn boxed(class: &'static str, text: &'static str, run: Box<dyn FnMut(Event)>) -> AnyView {
        button()
            .attr("type", "button")
            .class(class)
            .on(event("click"), run)
            .child(text)
            .into_any()
    }
    boxed(class, text, press(run))
}

/// A round button with an icon, and a name for it.
pub(crate) fn icon_button(
    class: &'static str,
    name: &'static str,
    outline: &'static str,
    run: impl FnMut() + 'static,
) -> AnyView {
    fn boxed(
        class: &'static str,
        name: &'static str,
        outline: &'static str,
        run: Box<dyn FnMut(Event)>,
    ) -> AnyView {
        button()
            .attr("type", "button")
            .class(class)
            .attr("aria-label", name)
            .attr("title", name)
            .on(event("click"), run)
            .child(icon(outline))
            .into_any()
    }
    boxed(class, name, outline, press(run))
}

/// What a node refers to, as the element that it is.
pub(crate) fn the<T: JsCast>(node: NodeRef<Any>) -> Option<T> {
    node.try_get_untracked()??.dyn_into().ok()
}
