//! How far a file has come. It is this view's alone: nothing of it is kept.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::object_url::ObjectUrl;
use crate::client::{Fetched, Fetching};
use crate::content::{File, Kind};
use crate::ui::desk::Desk;

#[derive(Clone, Copy)]
pub(super) struct Fetch {
    pub(super) desk: Desk,
    pub(super) file: StoredValue<File>,
    state: RwSignal<State, LocalStorage>,
    /// Whether the browser shows it.
    pub(super) shows: RwSignal<bool>,
}

enum State {
    Waiting,
    /// Until this is dropped.
    Coming(#[allow(dead_code, reason = "held")] Fetching),
    Here(ObjectUrl),
    /// At a hostile address.
    Elsewhere(String),
    Gone,
    Failed,
}

impl Fetch {
    pub(super) fn new(desk: Desk, file: File) -> Self {
        Self {
            desk,
            file: StoredValue::new(file),
            state: RwSignal::new_local(State::Waiting),
            shows: RwSignal::new(false),
        }
    }

    pub(super) fn kind(self) -> Kind {
        self.file.with_value(|file| file.kind)
    }

    pub(super) fn name(self) -> String {
        self.file.with_value(|file| file.name.clone())
    }

    /// Pictures do, when they are seen; everything else waits for the visitor.
    pub(super) fn comes_by_itself(self) -> bool {
        matches!(self.kind(), Kind::Picture | Kind::Sticker)
    }

    pub(super) fn start(self) {
        let request = self.file.with_value(|file| file.request.clone());
        let hear = Box::new(move |fetched| self.came(fetched));
        let fetching = self.desk.fetch(request, hear);
        self.state.set(State::Coming(fetching));
    }

    /// What the visitor asks for, by how far it is.
    pub(super) fn go_on(self) {
        let (starts, saves) = self.state.with_untracked(|state| {
            (
                matches!(state, State::Waiting | State::Failed),
                matches!(state, State::Here(_)),
            )
        });
        if starts {
            self.start();
        } else if saves {
            self.save();
        }
    }

    fn came(self, fetched: Fetched) {
        let state = match fetched {
            Fetched::File(blob) => {
                let url = self
                    .file
                    .try_with_value(|file| ObjectUrl::of(&blob, file.mime()));
                url.flatten().map_or(State::Failed, State::Here)
            }
            Fetched::Elsewhere(url) => State::Elsewhere(url),
            Fetched::Gone => State::Gone,
            Fetched::Failed => State::Failed,
        };
        let is_here = matches!(state, State::Here(_));
        // A line that has gone meanwhile has given it up.
        self.state.set(state);
        if is_here && self.kind() == Kind::File {
            self.save();
        } else if is_here {
            self.shows.set(true);
        }
    }

    /// By a link, as a visitor would: a policy that forbids to show it allows that.
    fn save(self) {
        let link = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.create_element("a").ok())
            .and_then(|link| link.dyn_into::<HtmlElement>().ok());
        if let (Some(link), Some(url)) = (link, self.url()) {
            // Setting attributes with valid names does not fail.
            let _ = link.set_attribute("href", &url);
            let name = self.file.with_value(File::file_name);
            let _ = link.set_attribute("download", &name);
            link.click();
        }
    }

    /// Where the page finds it, once it is here.
    pub(super) fn url(self) -> Option<String> {
        self.state.with_untracked(|state| match state {
            State::Here(url) => Some(url.as_str().to_owned()),
            _ => None,
        })
    }

    /// Where anybody finds it, when it is elsewhere.
    pub(super) fn address(self) -> Option<String> {
        self.state.with(|state| match state {
            State::Elsewhere(url) => Some(url.clone()),
            _ => None,
        })
    }

    /// How large it is, or how it stands.
    pub(super) fn note(self) -> String {
        let texts = self.desk.texts();
        let note = self.state.with(|state| match state {
            State::Waiting if self.comes_by_itself() => Some(texts.file_loading),
            State::Coming(_) => Some(texts.file_loading),
            State::Gone => Some(texts.file_gone),
            State::Failed => Some(texts.file_failed),
            _ => None,
        });
        let size = || {
            let size = self.file.with_value(|file| file.size);
            size.map_or_else(String::new, |size| self.desk.locale().size(size))
        };
        note.map_or_else(size, str::to_owned)
    }

    pub(super) fn is_coming(self) -> bool {
        self.state.with(|state| matches!(state, State::Coming(_)))
    }

    /// What the visitor can do.
    pub(super) fn action(self) -> Option<&'static str> {
        let texts = self.desk.texts();
        self.state.with(|state| match state {
            State::Waiting | State::Coming(_) => match self.kind() {
                Kind::Picture | Kind::Sticker => None,
                Kind::Sound | Kind::Video => Some(texts.file_play),
                Kind::File => Some(texts.file_save),
            },
            State::Here(_) => Some(texts.file_save),
            State::Failed => Some(texts.file_again),
            State::Elsewhere(_) | State::Gone => None,
        })
    }
}
