//! Carries out what the conversation asks for: calls, timers, storage, news.
//!
//! A [`Client`] is one element's hold on a conversation. Elements with one channel share one
//! conversation; each has a panel of its own that is open or closed.

mod calls;
mod clock;
mod http;
mod running;
mod shown;
mod storage;
mod timers;

use std::rc::Rc;

use frontdesk_conversation::{Announcement, Input};
use leptos::prelude::*;

use crate::embed::Options;
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
    pub fn start(options: &Options, announce: impl Fn(&News) + 'static) -> Self {
        let announce: Rc<dyn Fn(&News)> = Rc::new(announce);
        let (running, goes_on) = running::of(options);
        let client = Self {
            seat: running.sit(Rc::clone(&announce)),
            shown: running.shown().with_own_panel(),
            keeps_open: options.floating,
            announce,
            running,
        };
        if goes_on {
            client.say(Input::Resumed);
            if client.keeps_open && client.running.storage().was_open() {
                client.set_open(true);
            }
        }
        client
    }

    /// What the components show.
    pub fn shown(&self) -> Shown {
        self.shown
    }

    /// Tells the conversation what happened, and does what it asks for.
    pub fn say(&self, input: Input) {
        self.running.say(input);
    }

    /// Opens or closes the panel.
    pub fn set_open(&self, open: bool) {
        if !self.running.has_seat(self.seat) || self.shown.open.get_untracked() == open {
            return;
        }
        self.shown.open.set(open);
        if self.keeps_open {
            self.running.storage().keep_open(open);
        }
        self.running.set_open(self.seat, open);
        (self.announce)(if open { &News::Opened } else { &News::Closed });
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
}
