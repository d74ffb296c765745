//! The page that the widget lives in: whether it is seen, online, frozen, gone.

use web_sys::{Document, EventTarget, VisibilityState};

use crate::client::http;
use crate::client::listener::Listener;

/// Something that happened to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Happened {
    /// It is seen now, or not.
    Visible(bool),
    /// The visitor's keyboard is here.
    Focused,
    Online(bool),
    /// It goes away, or stands still; it may come back.
    Gone,
    /// It came back.
    Back,
}

/// Listens until it is dropped.
#[must_use]
pub(crate) struct Page(
    #[expect(dead_code, reason = "they end when they are dropped")] Vec<Listener>,
);

impl Page {
    pub(crate) fn watch(tell: impl Fn(Happened) + Clone + 'static) -> Self {
        let mut listeners = Vec::new();
        let (Some(window), Some(document)) = (web_sys::window(), document()) else {
            return Self(listeners);
        };
        let mut on = |target: &EventTarget, name, what: fn() -> Happened| {
            let tell = tell.clone();
            listeners.push(Listener::new(target, name, move |_| tell(what())));
        };
        on(&document, "visibilitychange", || {
            Happened::Visible(is_visible())
        });
        on(&document, "freeze", || Happened::Gone);
        on(&document, "resume", || Happened::Back);
        on(&window, "pagehide", || Happened::Gone);
        on(&window, "pageshow", || Happened::Back);
        on(&window, "focus", || Happened::Focused);
        on(&window, "online", || Happened::Online(true));
        on(&window, "offline", || Happened::Online(false));
        Self(listeners)
    }
}

pub(crate) fn is_visible() -> bool {
    document().is_some_and(|document| document.visibility_state() == VisibilityState::Visible)
}

pub(crate) fn is_on_line() -> bool {
    http::is_on_line()
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
