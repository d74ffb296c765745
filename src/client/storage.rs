//! What survives a reload: the visit, the seal, what was typed, whether the panel was open.
//!
//! Everything lives under `frontdesk:<channel>:…`, and nothing is written before the visitor has
//! opened the panel. A browser without storage, or with a full one, loses only the reload.

use std::cell::RefCell;

use frontdesk_conversation::Snapshot;

/// Where a conversation is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Persist {
    /// As long as the tab.
    Session,
    /// Until it is deleted.
    Local,
    /// Not at all.
    None,
}

pub(crate) struct Storage {
    place: Option<web_sys::Storage>,
    /// Stands in where there is no place.
    memory: RefCell<Vec<(String, String)>>,
    prefix: String,
}

impl Storage {
    pub(crate) fn new(persist: Persist, channel: &str) -> Self {
        let window = web_sys::window();
        let place = match persist {
            Persist::Session => window.and_then(|window| window.session_storage().ok()),
            Persist::Local => window.and_then(|window| window.local_storage().ok()),
            Persist::None => None,
        };
        Self {
            place: place.flatten(),
            memory: RefCell::default(),
            prefix: format!("frontdesk:{channel}:"),
        }
    }

    pub(crate) fn visit(&self) -> Option<Snapshot> {
        let bytes = web_sys::window()?.atob(&self.read("visit")?).ok()?;
        // `atob` gives a character for each byte.
        let bytes: Vec<u8> = bytes
            .chars()
            .filter_map(|byte| u8::try_from(byte).ok())
            .collect();
        postcard::from_bytes(&bytes).ok()
    }

    /// The loader looks for `live` to know whether to load the widget at once.
    pub(crate) fn keep_visit(&self, snapshot: &Snapshot, live: bool) {
        if let Ok(bytes) = postcard::to_allocvec(snapshot) {
            let bytes: String = bytes.into_iter().map(char::from).collect();
            let text = web_sys::window().and_then(|window| window.btoa(&bytes).ok());
            if let Some(text) = text {
                self.write("visit", &text);
            }
        }
        if live {
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

    fn read(&self, name: &str) -> Option<String> {
        let key = self.key(name);
        match &self.place {
            Some(place) => place.get_item(&key).ok().flatten(),
            None => {
                let memory = self.memory.borrow();
                memory
                    .iter()
                    .find(|(name, _)| *name == key)
                    .map(|(_, value)| value.clone())
            }
        }
    }

    fn write(&self, name: &str, value: &str) {
        let key = self.key(name);
        self.memory.borrow_mut().retain(|(name, _)| *name != key);
        match &self.place {
            // A full or forbidden storage loses the reload, and nothing else: what is older than
            // the truth would be worse than nothing.
            Some(place) => {
                if place.set_item(&key, value).is_err() {
                    drop(place.remove_item(&key));
                }
            }
            None => self.memory.borrow_mut().push((key, value.to_owned())),
        }
    }

    fn remove(&self, name: &str) {
        let key = self.key(name);
        match &self.place {
            Some(place) => drop(place.remove_item(&key)),
            None => self.memory.borrow_mut().retain(|(name, _)| *name != key),
        }
    }

    fn key(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }
}
