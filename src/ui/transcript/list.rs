//! The lines on the page: what is new is put in its place, what is gone is taken away, and what
//! stays is not touched. Leptos' own list also moves what stays, which lines never do; that costs a
//! tenth of everything that the browser loads of it.

use std::cell::RefCell;
use std::collections::VecDeque;

use frontdesk_conversation::LineKey;
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use web_sys::Element;

use super::line;
use crate::client::LineView;
use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::reactive::watch;

/// One line on the page.
struct Row {
    edition: (LineKey, u32),
    state: AnyViewState,
    /// What follows the signals in it, for as long as the row is there.
    _owner: Owner,
}

/// Keeps the lines inside `place`.
pub(super) fn keep(desk: Desk, place: NodeRef<dom::Any>) {
    let owner = Owner::current().unwrap_or_default();
    let rows = RefCell::new(VecDeque::new());
    watch(move || {
        let views = desk.shown.lines.get();
        if let Some(place) = place.get() {
            let mut rows = rows.borrow_mut();
            let old = std::mem::take(&mut *rows);
            *rows = renew(desk, &owner, &place, old, &views);
        }
    });
}

fn renew(
    desk: Desk,
    owner: &Owner,
    place: &Element,
    mut old: VecDeque<Row>,
    views: &[LineView],
) -> VecDeque<Row> {
    let mut rows = VecDeque::with_capacity(views.len());
    // Both are in one order: what stays is found at once.
    let mut left = views.iter();
    old.retain_mut(|row| {
        let from = left.clone();
        let stays = left.any(|view| view.edition() == row.edition);
        if !stays {
            row.state.unmount();
            left = from;
        }
        stays
    });
    for view in views {
        let next = old.front_mut();
        if next
            .as_ref()
            .is_some_and(|row| row.edition == view.edition())
        {
            rows.extend(old.pop_front());
            continue;
        }
        let owner = owner.child();
        let mut state = owner.with(|| line::line(desk, view).build());
        let is_placed = next.is_some_and(|row| row.state.insert_before_this(&mut state));
        if !is_placed {
            state.mount(place, None);
        }
        rows.push_back(Row {
            edition: view.edition(),
            state,
            _owner: owner,
        });
    }
    rows
}
