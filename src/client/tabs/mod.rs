//! Which tab leads. One does everything, the others show what it says; whoever the visitor touches,
//! leads.
//!
//! - The leader holds a Web Lock. It says every snapshot to the others before it acts on it.
//! - Who wants to lead asks. The leader stops, answers with its last snapshot, and the lock is taken
//!   from it. A leader that does not answer is frozen: the lock is taken from it all the same.
//! - A leader that closes gives the lock back, and the next in the queue has it.
//! - A tab whose own visit is alive does not give it up for another one: it leads by itself.
//! - Without Web Locks, or where they are refused, each tab leads, with a cursor of its own.

mod channel;
mod lock;
mod turns;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;

use crate::client::clock;
use crate::client::page;
use crate::client::refuge::Refuge;
use channel::{Channel, Message, Says};
use lock::{Lock, Manner};
use turns::ANSWER;

/// How a visit stands, as it is stored, with the seal.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) visit: Option<String>,
    pub(super) seal: Option<String>,
}

/// What a tab does when the lead changes.
pub(super) trait Tab {
    /// This tab leads from now on.
    fn lead(&self);
    /// Another tab leads: stop. Answers how the visit stands.
    fn stop(&self) -> State;
    /// How the visit stands.
    fn state(&self) -> State;
    /// So it stands in the leading tab. Answers whether this tab can go with it.
    fn adopt(&self, state: State) -> bool;
}

/// This tab among the others.
pub(super) struct Tabs {
    this: Weak<Self>,
    tab: Weak<dyn Tab>,
    /// `None`: nobody else is meant to know.
    name: Option<String>,
    me: u32,
    refuge: Refuge,
    role: Cell<Role>,
    channel: RefCell<Option<Channel>>,
    lock: RefCell<Option<Lock>>,
    /// Whether another tab was ever heard.
    others: Cell<bool>,
    patience: RefCell<Option<Timeout>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Nothing is alive: there is nothing to lead.
    Rests,
    /// Shows what the leader says.
    Follows,
    /// Wants to lead.
    Takes,
    Leads,
    /// Has stopped, and waits for the lock to be taken.
    Yields,
}

impl Tabs {
    /// `name` is the conversation's, the same in every tab; `None`: this tab leads by itself.
    pub(super) fn new(tab: Weak<dyn Tab>, name: Option<String>, refuge: Refuge) -> Rc<Self> {
        Rc::new_cyclic(|this| Self {
            this: this.clone(),
            tab,
            name,
            me: clock::seed() as u32,
            refuge,
            role: Cell::new(Role::Rests),
            channel: RefCell::default(),
            lock: RefCell::default(),
            others: Cell::default(),
            patience: RefCell::default(),
        })
    }

    pub(super) fn leads(&self) -> bool {
        self.role.get() == Role::Leads
    }

    /// Something is alive: shows what the leader says, and leads when there is none.
    pub(super) fn join(&self) {
        if self.role.get() != Role::Rests {
            return;
        }
        if self.name.is_none() {
            return self.granted();
        }
        self.role.set(Role::Follows);
        self.open();
        self.say(Says::Hello, None, State::default());
        if lock::are_there() {
            self.ask_for_lock(Manner::InTurn);
        } else {
            self.wait(ANSWER, Self::granted);
        }
        if page::is_visible() {
            self.take();
        }
    }

    /// The visitor is here: this tab is to lead, as soon as it can.
    pub(super) fn take(&self) {
        self.join();
        if matches!(self.role.get(), Role::Follows | Role::Yields) {
            self.role.set(Role::Takes);
            self.ask();
        }
    }

    /// Says to the others how the visit stands.
    pub(super) fn tell(&self, state: impl FnOnce() -> State) {
        if self.leads() && self.others.get() {
            self.say(Says::State, None, state());
        }
    }

    /// Nothing is alive any more: others may begin something.
    pub(super) fn rest(&self) {
        if self.leads() && self.name.is_some() {
            self.role.set(Role::Rests);
            self.lock.take();
        }
    }

    /// The page goes away, perhaps to come back.
    pub(super) fn leave(&self) {
        let led = self.role.replace(Role::Rests) == Role::Leads;
        self.patience.take();
        if led && let Some(tab) = self.tab.upgrade() {
            self.say(Says::Bye, None, tab.stop());
        }
        self.lock.take();
        self.channel.take();
    }

    /// The page came back, with something alive or not.
    pub(super) fn come_back(&self, live: bool) {
        if live || self.name.is_none() {
            self.join();
        }
    }

    fn open(&self) {
        let (Some(name), true) = (&self.name, self.channel.borrow().is_none()) else {
            return;
        };
        let this = self.this.clone();
        let channel = Channel::open(name, &self.refuge, move |message| {
            if let Some(tabs) = this.upgrade() {
                tabs.hear(message);
            }
        });
        *self.channel.borrow_mut() = channel;
    }

    fn say(&self, says: Says, to: Option<u32>, state: State) {
        if let Some(channel) = &*self.channel.borrow() {
            channel.say(&Message {
                from: self.me,
                to,
                says,
                visit: state.visit,
                seal: state.seal,
            });
        }
    }
}
