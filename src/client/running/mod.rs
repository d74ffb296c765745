//! A running conversation, shared by the elements of its channel.

mod carry;
mod lead;
mod seats;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use frontdesk_conversation::{Conversation, FileRef, Input, LineKey, Phase, Snapshot};
use frontdesk_protocol::DownloadRequest;
use web_sys::File;

use crate::client::calls::Caller;
use crate::client::clock::{self, Clock};
use crate::client::page::{self, Happened, Page};
use crate::client::refuge::Refuge;
use crate::client::storage::{Persist, Storage};
use crate::client::tabs::{Tab, Tabs};
use crate::client::timers::Timers;
use crate::client::{Fetched, Fetching, News, Shown};
use crate::embed::Options;
use seats::Seats;

thread_local! {
    /// The conversations of this page.
    static RUNNING: RefCell<Vec<(String, Weak<Running>)>> = const { RefCell::new(Vec::new()) };
}

pub(super) struct Running {
    /// To be handed to what happens later.
    this: Weak<Self>,
    visit: RefCell<Conversation>,
    /// The visit is as another tab, or an earlier page, has left it: it is only shown.
    mirrors: Cell<bool>,
    /// Of the last snapshot, this tab's or another's: its number, and whether it is alive.
    version: Cell<u64>,
    live: Cell<bool>,
    trans_data: Option<String>,
    shown: Shown,
    clock: Clock,
    caller: Caller,
    storage: Storage,
    timers: Timers,
    tabs: Rc<Tabs>,
    /// Ends with this.
    _page: Page,
    seats: Seats,
    /// What happened while something else was carried out.
    inputs: RefCell<VecDeque<Input>>,
    busy: Cell<bool>,
    /// What the visitor did before this tab led.
    pending: RefCell<Vec<Input>>,
    /// Up to where the visitor has seen the transcript here.
    saw: Cell<Option<LineKey>>,
}

/// The conversation of a channel, and whether it was started just now.
pub(super) fn of(options: &Options, refuge: &Refuge) -> (Rc<Running>, bool) {
    let name = options.conversation();
    RUNNING.with_borrow_mut(|all| {
        all.retain(|(_, running)| running.upgrade().is_some_and(|running| running.has_seats()));
        let there = all.iter().find(|(there, _)| *there == name);
        if let Some(running) = there.and_then(|(_, running)| running.upgrade()) {
            return (running, false);
        }
        let running = Running::new(options, refuge);
        all.push((name, Rc::downgrade(&running)));
        (running, true)
    })
}

impl Running {
    fn new(options: &Options, refuge: &Refuge) -> Rc<Self> {
        let storage = Storage::new(options.persist, &options.channel, refuge);
        let trans_data = options.trans_data.clone();
        let clock = Clock::default();
        let kept = storage.visit();
        let (version, live) = kept.as_ref().map_or((0, false), |snapshot| {
            (snapshot.version_number(), snapshot.is_live())
        });
        let kept = kept.and_then(|snapshot| {
            clock.not_before(snapshot.clock());
            Conversation::restore(snapshot, clock::seed(), trans_data.clone())
        });
        let mirrors = kept.is_some();
        let visit = kept.unwrap_or_else(|| Conversation::new(clock::seed(), trans_data.clone()));
        // Whoever keeps nothing shares nothing.
        let shared = (options.persist != Persist::None).then(|| options.conversation());
        Rc::new_cyclic(|this: &Weak<Self>| {
            let hear = {
                let this = this.clone();
                Rc::new(move |input| {
                    if let Some(running) = this.upgrade() {
                        running.hear(input);
                    }
                })
            };
            let caller = Caller::new(options, refuge.clone(), hear);
            caller.seal().adopt(storage.seal());
            if let Some(identity) = storage.identity() {
                caller.seal().identify(identity);
            }
            let page = Page::watch({
                let this = this.clone();
                move |happened| {
                    if let Some(running) = this.upgrade() {
                        running.happened(happened);
                    }
                }
            });
            Self {
                this: this.clone(),
                shown: Shown::new(&visit),
                visit: RefCell::new(visit),
                mirrors: Cell::new(mirrors),
                version: Cell::new(version),
                live: Cell::new(live),
                trans_data,
                clock,
                caller,
                storage,
                timers: Timers::default(),
                tabs: Tabs::new(this.clone(), shared, refuge.clone()),
                _page: page,
                seats: Seats::default(),
                inputs: RefCell::default(),
                busy: Cell::default(),
                pending: RefCell::default(),
                saw: Cell::default(),
            }
        })
    }

    /// Goes on where something is alive: here, or in another tab, as the loader says.
    pub(super) fn go_on(&self, live: bool) {
        if live || self.is_live() {
            self.tabs.join();
        }
    }

    pub(super) fn shown(&self) -> Shown {
        self.shown
    }

    pub(super) fn storage(&self) -> &Storage {
        &self.storage
    }

    pub(super) fn sit(&self, announce: Rc<dyn Fn(&News)>) -> u32 {
        self.seats.sit(announce)
    }

    pub(super) fn has_seat(&self, number: u32) -> bool {
        self.seats.has(number)
    }

    /// The visitor sees the conversation while one of its panels is open.
    pub(super) fn set_open(&self, number: u32, open: bool, by_visitor: bool) {
        let sees = self.seats.set_open(number, open);
        if open && by_visitor && !self.tabs.leads() {
            // Whoever leads is told of every open panel.
            self.tabs.take();
        } else if open {
            self.say(Input::Opened);
        } else if !sees {
            self.saw.set(None);
            self.say(Input::Closed);
            self.forget_what_is_over();
        }
    }

    pub(super) fn leave(&self, number: u32) {
        if !self.seats.has(number) {
            return;
        }
        self.set_open(number, false, false);
        if self.seats.count() == 1 {
            self.tabs.leave();
        }
        self.seats.leave(number);
    }

    /// The visitor did something: here is where the conversation goes on.
    pub(super) fn did(&self, input: Input) {
        if self.tabs.leads() {
            self.say(input);
        } else if self.has_seats() {
            self.pending.borrow_mut().push(input);
            self.tabs.take();
        }
    }

    /// The visitor has seen everything up to this line. Seeing alone does not make a tab lead.
    pub(super) fn saw(&self, line: LineKey) {
        if self.saw.replace(Some(line)) != Some(line) && page::is_visible() {
            self.say(Input::Saw(line));
        }
    }

    /// Who the visitor is, as the company says. In the middle of a conversation it takes effect with
    /// the next.
    pub(super) fn identify(&self, identity: String) {
        self.caller.seal().identify(identity);
        if self.is_live() {
            self.keep_identity();
        }
    }

    /// Beside the seal, until a seal has taken it in.
    fn keep_identity(&self) {
        let identity = self.caller.seal().identity();
        if identity != self.storage.identity() {
            self.storage.keep_identity(identity.as_deref());
        }
    }

    pub(super) fn take_in(&self, file: File) -> Option<FileRef> {
        self.caller.files().take_in(file)
    }

    pub(super) fn fetch(
        &self,
        request: &DownloadRequest,
        hear: Box<dyn FnOnce(Fetched)>,
    ) -> Option<Fetching> {
        self.caller.fetch(request, hear)
    }

    fn has_seats(&self) -> bool {
        self.seats.count() > 0
    }

    fn is_live(&self) -> bool {
        self.live.get()
    }

    /// Whether there was a conversation of which nothing is left to be done.
    fn is_over(&self) -> bool {
        let visit = self.visit.borrow();
        *visit.phase() != Phase::Idle && !visit.is_live()
    }

    fn note(&self, snapshot: &Snapshot) {
        self.version.set(snapshot.version_number());
        self.live.set(snapshot.is_live());
    }

    fn happened(&self, happened: Happened) {
        if !self.has_seats() {
            return;
        }
        match happened {
            Happened::Visible(true) | Happened::Focused if !self.tabs.leads() => {
                if self.is_live() {
                    self.tabs.take();
                }
            }
            Happened::Visible(visible) => {
                self.say(Input::Visible(visible));
                if let (true, Some(line)) = (visible, self.saw.get()) {
                    self.say(Input::Saw(line));
                }
            }
            Happened::Focused => {}
            Happened::Online(online) => self.say(Input::Online(online)),
            Happened::Gone => self.gone(),
            Happened::Back => self.back(),
        }
    }

    fn gone(&self) {
        self.tabs.leave();
        if self.is_over() {
            self.storage.wipe();
        }
        // What was never said is still to be sent, by the visitor.
        let texts = self.unsaid();
        if !texts.is_empty() {
            self.storage.keep_draft(&texts.join("\n"));
        }
    }

    /// As it was: what was never said is said now after all.
    fn back(&self) {
        let waits = !self.unsaid().is_empty();
        if waits {
            self.storage.keep_draft("");
        }
        self.tabs.come_back(waits || self.is_live());
    }

    /// The visitor's texts that wait for the lead.
    fn unsaid(&self) -> Vec<String> {
        let pending = self.pending.borrow();
        let text = |input: &Input| match input {
            Input::Submitted { text, .. } => Some(text.clone()),
            _ => None,
        };
        pending.iter().filter_map(text).collect()
    }

    fn hear(&self, input: Input) {
        if !self.has_seats() {
            return;
        }
        if let Some(seal) = self.caller.seal().renewed() {
            self.storage.keep_seal(&seal);
            self.keep_identity();
            self.tabs.tell(|| self.state());
        }
        if self.caller.seal().was_refused() {
            self.seats.announce(&News::IdentityRefused);
        }
        self.say(input);
    }
}
