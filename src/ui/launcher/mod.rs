//! The bubble. The loader drew it and opens by it; here its state is kept up to date.

use leptos::prelude::*;
use web_sys::{Element, HtmlButtonElement};

use crate::locale::fill;
use crate::ui::desk::Desk;
use crate::ui::reactive::watch;

/// More unread messages than this are not counted out.
const COUNTED: u32 = 99;

/// Keeps label, state and badge of the bubble true.
pub(crate) fn follow(button: &HtmlButtonElement, desk: Desk) {
    let button = button.clone();
    let badge = button.query_selector(".badge").ok().flatten();
    watch(move || {
        let texts = desk.texts();
        let locale = desk.locale();
        let open = desk.shown.open.get();
        let unread = desk.shown.unread.get();
        let label = match (open, unread) {
            (true, _) => texts.close.to_owned(),
            (false, 0) => texts.open.to_owned(),
            (false, unread) => fill(texts.open_unread, &locale.number(unread)),
        };
        set(&button, "aria-label", &label);
        set(
            &button,
            "aria-expanded",
            if open { "true" } else { "false" },
        );
        let Some(badge) = &badge else {
            return;
        };
        let count = if unread > COUNTED {
            format!("{}+", locale.number(COUNTED))
        } else {
            locale.number(unread)
        };
        badge.set_text_content(Some(&count));
        // Setting and removing attributes with valid names does not fail.
        let _ = badge.toggle_attribute_with_force("hidden", unread == 0);
    });
}

fn set(element: &Element, name: &str, value: &str) {
    // A valid name does not fail.
    let _ = element.set_attribute(name, value);
}
