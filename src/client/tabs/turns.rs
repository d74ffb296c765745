//! How the lead goes from one tab to another: what the others say, and what becomes of the lock.

use gloo_timers::callback::Timeout;

use super::channel::{Message, Says};
use super::lock::{self, Fate, Lock, Manner};
use super::{Role, State, Tab, Tabs};
use crate::client::page;

impl Tabs {
    pub(super) fn hear(&self, message: Message) {
        let Some(tab) = self.tab.upgrade() else {
            return;
        };
        self.others.set(true);
        let to_me = message.to == Some(self.me);
        match (message.says, self.leads()) {
            (Says::Hello, true) => self.say(Says::State, Some(message.from), tab.state()),
            (Says::Ask, true) => self.yield_to(message.from, &*tab),
            (Says::State | Says::Yield | Says::Bye, false) => {
                let state = State {
                    visit: message.visit,
                    seal: message.seal,
                };
                if !tab.adopt(state) {
                    return self.part();
                }
                match (message.says, self.role.get()) {
                    (Says::Yield, Role::Takes) if to_me => self.steal(),
                    (Says::Bye, Role::Follows) if page::is_visible() => self.take(),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// The lock is kept until it is taken, so that it does not go to the next in the queue instead.
    fn yield_to(&self, to: u32, tab: &dyn Tab) {
        if !lock::are_there() {
            return self.say(Says::State, Some(to), tab.state());
        }
        self.role.set(Role::Yields);
        self.say(Says::Yield, Some(to), tab.stop());
        self.wait(PATIENCE * 3 / 2, Self::follow);
    }

    /// Another visit goes on in the other tabs: this tab's own goes on beside it, and nobody else is
    /// meant to know.
    fn part(&self) {
        self.lock.take();
        self.channel.take();
        self.granted();
    }

    /// The lock was taken from this tab, or whoever wanted it has gone.
    fn follow(&self) {
        self.role.set(Role::Follows);
        self.ask_for_lock(Manner::InTurn);
    }

    pub(super) fn steal(&self) {
        self.ask_for_lock(Manner::Steal);
    }

    pub(super) fn ask_for_lock(&self, manner: Manner) {
        let Some(name) = &self.name else {
            return;
        };
        // What waits in the queue, or was to be taken, is given back first.
        self.lock.take();
        let this = self.this.clone();
        let lock = Lock::request(name, manner, &self.refuge, move |fate| {
            let Some(tabs) = this.upgrade() else {
                return;
            };
            match fate {
                // Without locks each tab leads.
                Fate::Granted | Fate::Refused => tabs.granted(),
                Fate::Stolen => tabs.stolen(),
            }
        });
        let refused = lock.is_none();
        *self.lock.borrow_mut() = lock;
        if refused {
            self.granted();
        }
    }

    pub(super) fn granted(&self) {
        self.patience.take();
        if self.role.replace(Role::Leads) != Role::Leads
            && let Some(tab) = self.tab.upgrade()
        {
            tab.lead();
        }
    }

    fn stolen(&self) {
        self.patience.take();
        if self.role.get() == Role::Takes {
            // The visitor is here by now: whoever has the lead is asked for it in turn.
            self.ask_for_lock(Manner::InTurn);
            return self.ask();
        }
        let led = self.role.replace(Role::Follows) == Role::Leads;
        if led && let Some(tab) = self.tab.upgrade() {
            tab.stop();
        }
        self.follow();
    }

    /// Asks for the lead, and takes it from a leader that does not answer.
    pub(super) fn ask(&self) {
        self.say(Says::Ask, None, State::default());
        if lock::are_there() {
            self.wait(PATIENCE, Self::steal);
        }
    }

    pub(super) fn wait(&self, millis: u32, then: fn(&Self)) {
        let this = self.this.clone();
        let timeout = Timeout::new(millis, move || {
            if let Some(tabs) = this.upgrade() {
                then(&tabs);
            }
        });
        *self.patience.borrow_mut() = Some(timeout);
    }
}

/// How long a leader may take to answer, in milliseconds: one that does not is frozen.
pub(super) const PATIENCE: u32 = 1000;

/// How long the other tabs may take to say how the visit stands, in milliseconds.
pub(super) const ANSWER: u32 = 300;
