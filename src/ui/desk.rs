//! What every component is given: signals to read, and somewhere to send inputs.

use frontdesk_conversation::{Input, LineKey};
use frontdesk_protocol::DownloadRequest;
use leptos::prelude::*;
use web_sys::File;

use crate::client::{Client, Fetched, Fetching, Shown};
use crate::embed::Options;
use crate::locale::{Catalog, Locale};

#[derive(Clone, Copy)]
pub(crate) struct Desk {
    pub(crate) shown: Shown,
    client: StoredValue<Client, LocalStorage>,
    options: StoredValue<Options>,
    texts: &'static Catalog,
}

impl Desk {
    pub(crate) fn new(client: Client, options: Options) -> Self {
        Self {
            shown: client.shown(),
            texts: options.locale.texts(),
            client: StoredValue::new_local(client),
            options: StoredValue::new(options),
        }
    }

    pub(crate) fn texts(self) -> &'static Catalog {
        self.texts
    }

    pub(crate) fn locale(self) -> Locale {
        self.options.with_value(|options| options.locale.clone())
    }

    pub(crate) fn option<T>(self, read: impl FnOnce(&Options) -> T) -> T {
        self.options.with_value(read)
    }

    /// Tells the conversation what the visitor did; `input` gets the time of day.
    pub(crate) fn say(self, input: impl FnOnce(i64) -> Input) {
        self.client
            .with_value(|client| client.say(input(client.time_of_day())));
    }

    pub(crate) fn saw(self, line: LineKey) {
        self.client.with_value(|client| client.saw(line));
    }

    pub(crate) fn attach(self, file: File) {
        self.client.with_value(|client| client.attach(file));
    }

    /// Asks for a file, until what is answered is dropped.
    pub(crate) fn fetch(
        self,
        request: &DownloadRequest,
        hear: Box<dyn FnOnce(Fetched)>,
    ) -> Option<Fetching> {
        self.client.with_value(|client| client.fetch(request, hear))
    }

    pub(crate) fn set_open(self, open: bool) {
        self.client.with_value(|client| client.set_open(open));
    }

    pub(crate) fn draft(self) -> String {
        self.client.with_value(Client::draft)
    }

    pub(crate) fn keep_draft(self, text: &str) {
        self.client.with_value(|client| client.keep_draft(text));
    }
}
