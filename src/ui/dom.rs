//! Elements, all of one type.
//!
//! Leptos has a type for each kind of element, and what can be done with one is compiled anew for
//! each. Behind one type the browser loads that code once.

use leptos::html::{Custom, HtmlElement, custom};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

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
    a b button div fieldset form h2 h3 header img input label legend p section span textarea
}

/// What a node refers to, as the element that it is.
pub(crate) fn the<T: JsCast>(node: NodeRef<Any>) -> Option<T> {
    node.try_get_untracked()??.dyn_into().ok()
}
