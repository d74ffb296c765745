//! Carries out what the conversation asks for: calls, timers, storage, news.
//!
//! A [`Client`] is one element's hold on a conversation. Elements with one channel share one
//! conversation; each has a panel of its own that is open or closed.

mod calls;
mod clock;
mod http;
mod listener;
mod page;
mod refuge;
mod running;
mod shown;
mod storage;
mod stream;
mod tabs;
mod timers;

use std::rc::Rc;

use frontdesk_conversation::{Announcement, Input, LineKey};
use frontdesk_protocol::DownloadRequest;
use leptos::prelude::*;
use web_sys::File;

use crate::embed::Options;
pub(crate) use calls::{Fetched, Fetching};
pub use refuge::Refuge;
use running::Running;
pub use shown::{LineView, Shown};
pub use storage::Persist;

/// Something that a host page may want to know.
#[derive(Debug)]
pub enum News {
    /// The panel was opened.
    Opened,
    /// The panel was closed.
    Closed,
    /// Something happened in the visit.
    Visit(Announcement),
    /// The proxy does not believe who the visitor is said to be: the visit goes on without a name.
    IdentityRefused,
}

/// One element's hold on a conversation. Clones are the same hold.
#[derive(Clone)]
#[allow(missing_debug_implementations, reason = "it holds closures")]
pub struct Client {
    running: Rc<Running>,
    shown: Shown,
    seat: u32,
    /// A panel that belongs to a bubble is open on the next page if it is on this one.
    keeps_open: bool,
    announce: Rc<dyn Fn(&News)>,
}

impl Client {
    /// Joins the conversation of the channel; starts it, or goes on with the one that was kept,
    /// where no other element of the page has.
    pub fn start(options: &Options, refuge: &Refuge, announce: impl Fn(&News) + 'static) -> Self {
        let announce: Rc<dyn Fn(&News)> = Rc::new(announce);
        let (running, is_new) = running::of(options, refuge);
        let client = Self {
            seat: running.sit(Rc::clone(&announce)),
            shown: running.shown().with_own_panel(),
            keeps_open: options.floating,
            announce,
            running,
        };
        if let Some(identity) = &options.identity {
            client.identify(identity.clone());
        }
        if is_new {
            if client.keeps_open && client.running.storage().was_open() {
                client.put_open(true, false);
            }
            client.running.go_on(options.live);
        }
        client
    }

    /// What the components show.
    pub fn shown(&self) -> Shown {
        self.shown
    }

    /// Tells the conversation what the visitor did.
    pub fn say(&self, input: Input) {
        self.running.did(input);
    }

    /// The visitor has seen everything up to this line.
    pub fn saw(&self, line: LineKey) {
        self.running.saw(line);
    }

    /// Sends a file. Whether it is allowed was asked before; without an ending in its name nobody
    /// knows what it is, and nothing happens.
    pub fn attach(&self, file: File) {
        if let Some(file) = self.running.take_in(file) {
            let at = self.time_of_day();
            self.say(Input::Attached { file, at });
        }
    }

    /// Asks for a file that came with a message, until what is answered is dropped.
    pub(crate) fn fetch(
        &self,
        request: &DownloadRequest,
        hear: Box<dyn FnOnce(Fetched)>,
    ) -> Option<Fetching> {
        self.running.fetch(request, hear)
    }

    /// Says who the visitor is: a token that the company's site has signed.
    pub fn identify(&self, identity: String) {
        self.running.identify(identity);
    }

    /// Opens or closes the panel.
    pub fn set_open(&self, open: bool) {
        self.put_open(open, true);
    }

    /// Time of day, in milliseconds since 1970.
    pub fn time_of_day(&self) -> i64 {
        clock::time_of_day()
    }

    /// What was typed and not sent, from an earlier page.
    pub fn draft(&self) -> String {
        self.running.storage().draft()
    }

    /// Keeps what is typed over a reload.
    pub fn keep_draft(&self, text: &str) {
        self.running.storage().keep_draft(text);
    }

    /// Leaves the conversation; with its last element it stops, and what is kept stays.
    pub fn stop(&self) {
        self.running.leave(self.seat);
    }

    fn put_open(&self, open: bool, by_visitor: bool) {
        if !self.running.has_seat(self.seat) || self.shown.open.get_untracked() == open {
            return;
        }
        self.shown.open.set(open);
        if self.keeps_open {
            self.running.storage().keep_open(open);
        }
        self.running.set_open(self.seat, open, by_visitor);
        (self.announce)(if open { &News::Opened } else { &News::Closed });
    }
}
