//! How far a file has come. It is this view's alone: nothing of it is kept.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::in_view::Watching;
use super::object_url::ObjectUrl;
use crate::client::{Fetched, Fetching};
use crate::content::{File, Kind};
use crate::ui::desk::Desk;

#[derive(Clone, Copy)]
pub(super) struct Fetch {
    pub(super) desk: Desk,
    /// As long as the line.
    held: StoredValue<Rc<Held>, LocalStorage>,
    /// Told of every change of its state.
    changes: RwSignal<bool>,
}

/// All of it behind one type: the browser would load the store's code once for each.
pub(super) struct Held {
    pub(super) file: File,
    pub(super) watching: RefCell<Option<Watching>>,
    pub(super) state: RefCell<State>,
}

pub(super) enum State {
    Waiting,
    /// Until this is dropped.
    Coming(#[allow(dead_code, reason = "held")] Fetching),
    Shown(ObjectUrl),
    /// Here, and only to be saved.
    Here(ObjectUrl),
    /// At a hostile address.
    Elsewhere(String),
    Gone,
    Failed,
}

impl Fetch {
    pub(super) fn new(desk: Desk, file: File) -> Self {
        let held = Held {
            file,
            watching: RefCell::default(),
            state: RefCell::new(State::Waiting),
        };
        Self {
            desk,
            held: StoredValue::new_local(Rc::new(held)),
            changes: RwSignal::new(false),
        }
    }

    pub(super) fn held(self) -> Rc<Held> {
        self.held.get_value()
    }

    /// Has whoever draws it draw it anew whenever it changes.
    pub(super) fn track(self) {
        self.changes.track();
    }

    /// Pictures do, when they are seen; everything else waits for the visitor.
    pub(super) fn comes_by_itself(self) -> bool {
        matches!(self.held().file.kind, Kind::Picture | Kind::Sticker)
    }

    pub(super) fn start(self) {
        let hear = Box::new(move |fetched| self.came(fetched));
        let fetching = self.desk.fetch(&self.held().file.request, hear);
        self.is_now(fetching.map_or(State::Failed, State::Coming));
    }

    /// What the visitor asks for, by how far it is.
    pub(super) fn go_on(self) {
        let held = self.held();
        let state = held.state.borrow();
        match &*state {
            State::Here(url) => save(url.as_str(), &held.file.file_name()),
            State::Waiting | State::Failed => {
                drop(state);
                self.start();
            }
            _ => {}
        }
    }

    fn came(self, fetched: Fetched) {
        // A line that has gone has given it up.
        let Some(held) = self.held.try_get_value() else {
            return;
        };
        let saves = held.file.kind == Kind::File;
        let here = |url| {
            if saves {
                State::Here(url)
            } else {
                State::Shown(url)
            }
        };
        let (state, saves) = match fetched {
            Fetched::File(blob) => {
                let url = ObjectUrl::of(&blob, held.file.mime());
                (url.map_or(State::Failed, here), saves)
            }
            Fetched::Elsewhere(url) => (State::Elsewhere(url), false),
            Fetched::Gone => (State::Gone, false),
            Fetched::Failed => (State::Failed, false),
        };
        self.is_now(state);
        if saves {
            self.go_on();
        }
    }

    /// A page's policy may forbid it, or it is not what it says: it can be saved.
    pub(super) fn cannot_be_shown(self) {
        let old = self.held().state.replace(State::Failed);
        self.is_now(match old {
            State::Shown(url) => State::Here(url),
            other => other,
        });
    }

    fn is_now(self, state: State) {
        let old = self.held().state.replace(state);
        drop(old);
        self.changes.set(true);
    }
}

/// By a link, as a visitor would: a policy that forbids to show a file allows that.
fn save(url: &str, name: &str) {
    let link = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("a").ok());
    if let Some(link) = link {
        // Setting attributes with valid names does not fail.
        let _ = link.set_attribute("href", url);
        let _ = link.set_attribute("download", name);
        link.unchecked_into::<HtmlElement>().click();
    }
}
