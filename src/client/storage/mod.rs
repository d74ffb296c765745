//! What survives a reload: the visit, the seal, what was typed, whether the panel was open.
//!
//! Everything lives under `frontdesk:<channel>:…`, and nothing is written before the visitor has
//! opened the panel. With a browser without storage, or with a full one, only a crash is survived.

mod place;

use frontdesk_conversation::Snapshot;

use crate::client::refuge::Refuge;
use place::Place;

/// Where a conversation is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Persist {
    /// As long as a tab of the site is open.
    Session,
    /// Until it ends.
    Local,
    /// Not at all; only a crash of the widget is survived.
    None,
}

pub(crate) struct Storage {
    place: Place,
    prefix: String,
}

impl Storage {
    pub(crate) fn new(persist: Persist, channel: &str, refuge: &Refuge) -> Self {
        let window = web_sys::window();
        let storage = match persist {
            Persist::Session => window.and_then(|window| window.session_storage().ok()),
            Persist::Local => window.and_then(|window| window.local_storage().ok()),
            Persist::None => None,
        };
        Self {
            place: Place::new(storage.flatten(), refuge.memory()),
            prefix: format!("frontdesk:{channel}:"),
        }
    }

    pub(crate) fn visit(&self) -> Option<Snapshot> {
        decode(&self.read("visit")?)
    }

    /// Keeps a visit that was [encoded](encode). The loader looks for `live` to know whether to load
    /// the widget at once.
    pub(crate) fn keep_visit(&self, visit: &str, live: bool) {
        if self.write("visit", visit) && live {
            self.write("live", "1");
        } else {
            self.remove("live");
        }
    }

    pub(crate) fn seal(&self) -> Option<String> {
        self.read("seal")
    }

    pub(crate) fn keep_seal(&self, seal: &str) {
        self.write("seal", seal);
    }

    pub(crate) fn identity(&self) -> Option<String> {
        self.read("identity")
    }

    pub(crate) fn keep_identity(&self, identity: Option<&str>) {
        match identity {
            Some(identity) => drop(self.write("identity", identity)),
            None => self.remove("identity"),
        }
    }

    pub(crate) fn draft(&self) -> String {
        self.read("draft").unwrap_or_default()
    }

    pub(crate) fn keep_draft(&self, text: &str) {
        if text.is_empty() {
            self.remove("draft");
        } else {
            self.write("draft", text);
        }
    }

    pub(crate) fn was_open(&self) -> bool {
        self.read("open").is_some()
    }

    pub(crate) fn keep_open(&self, open: bool) {
        if open {
            self.write("open", "1");
        } else {
            self.remove("open");
        }
    }

    /// Forgets everything. The loader wipes the same names where the widget is not loaded.
    pub(crate) fn wipe(&self) {
        for name in ["visit", "live", "seal", "identity", "draft", "open"] {
            self.remove(name);
        }
    }

    fn read(&self, name: &str) -> Option<String> {
        self.place.read(&self.key(name))
    }

    fn write(&self, name: &str, value: &str) -> bool {
        self.place.write(&self.key(name), value)
    }

    fn remove(&self, name: &str) {
        self.place.remove(&self.key(name));
    }

    fn key(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }
}

/// A visit as text, for a storage and for other tabs.
pub(crate) fn encode(snapshot: &Snapshot) -> Option<String> {
    let bytes = postcard::to_allocvec(snapshot).ok()?;
    // `btoa` takes a character for each byte.
    let bytes: String = bytes.into_iter().map(char::from).collect();
    web_sys::window()?.btoa(&bytes).ok()
}

/// What was [encoded](encode), unless it is another release's or makes no sense.
pub(crate) fn decode(visit: &str) -> Option<Snapshot> {
    let bytes = web_sys::window()?.atob(visit).ok()?;
    let bytes: Vec<u8> = bytes
        .chars()
        .filter_map(|byte| u8::try_from(byte).ok())
        .collect();
    postcard::from_bytes(&bytes).ok()
}
