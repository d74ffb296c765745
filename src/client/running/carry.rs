//! What happened goes in, and what the conversation wants is carried out.

use frontdesk_conversation::{Effect, Input, Phase};

use super::Running;
use crate::client::News;
use crate::client::page;
use crate::client::storage::encode;
use crate::client::tabs::State;

impl Running {
    /// Tells the conversation what happened; nothing, while another tab leads.
    pub(super) fn say(&self, input: Input) {
        self.say_all([input]);
    }

    pub(super) fn say_all(&self, inputs: impl IntoIterator<Item = Input>) {
        self.inputs.borrow_mut().extend(inputs);
        // What is said meanwhile has its turn.
        if self.busy.replace(true) {
            return;
        }
        while let Some(input) = self.next_input() {
            if !self.tabs.leads() || !self.has_seats() {
                continue;
            }
            let now = self.clock.now();
            let was_connecting = self.is_connecting();
            let effects = self.visit.borrow_mut().handle(input, now);
            if !was_connecting && self.is_connecting() {
                self.begun();
            }
            self.shown.update(&self.visit.borrow());
            // Whoever hears the news may take everything down: nothing must be left to be done then.
            let mut news = Vec::new();
            for effect in effects {
                match effect {
                    Effect::Announce(announcement) => news.push(announcement),
                    effect => self.carry_out(effect),
                }
            }
            for announcement in news {
                self.seats.announce(&News::Visit(announcement));
            }
        }
        self.busy.set(false);
        if self.is_at_rest() {
            self.tabs.rest();
            self.forget_what_is_over();
        }
    }

    fn is_connecting(&self) -> bool {
        *self.visit.borrow().phase() == Phase::Connecting
    }

    /// A conversation begins.
    fn begun(&self) {
        self.caller.seal().begin();
        // Said before it was alive, this is not shown.
        if !page::is_on_line() {
            self.inputs.borrow_mut().push_front(Input::Online(false));
        }
    }

    /// After the end nothing is kept but what an open panel shows.
    pub(super) fn forget_what_is_over(&self) {
        if self.is_over() && !self.seats.any_open() {
            self.storage.wipe();
            self.caller.files().forget();
        }
    }

    fn next_input(&self) -> Option<Input> {
        self.inputs.borrow_mut().pop_front()
    }

    /// Whether nothing is alive, and nothing is waited for.
    fn is_at_rest(&self) -> bool {
        self.tabs.leads() && !self.is_live() && self.caller.is_idle() && self.timers.is_empty()
    }

    fn carry_out(&self, effect: Effect) {
        match effect {
            Effect::Store(number) => {
                self.store();
                self.say(Input::Stored(number));
            }
            Effect::Call(id, call) => self.caller.call(id, call),
            Effect::Abort(id) => self.caller.abort(id),
            Effect::SetTimer(timer, wait) => {
                let this = self.this.clone();
                self.timers.set(timer, wait, move || {
                    if let Some(running) = this.upgrade() {
                        running.timers.clear(timer);
                        running.say(Input::Fired(timer));
                    }
                });
            }
            Effect::ClearTimer(timer) => self.timers.clear(timer),
            // It has its turn later.
            Effect::Announce(_) => {}
            Effect::Release(handle) => self.caller.files().release(handle),
        }
    }

    /// For the next page, and for the other tabs, before anything is done about it.
    fn store(&self) {
        let snapshot = self.visit.borrow().snapshot();
        self.note(&snapshot);
        let Some(visit) = encode(&snapshot) else {
            return;
        };
        self.storage.keep_visit(&visit, self.is_live());
        let seal = self.caller.seal().current();
        if let (Some(seal), None) = (&seal, self.storage.seal()) {
            self.storage.keep_seal(seal);
        }
        self.keep_identity();
        self.tabs.tell(|| State {
            visit: Some(visit),
            seal,
        });
    }
}
