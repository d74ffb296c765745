//! What a tab does when the lead changes.

use frontdesk_conversation::{Conversation, Input, Phase, Snapshot};

use super::Running;
use crate::client::clock;
use crate::client::page;
use crate::client::storage::{decode, encode};
use crate::client::tabs::{State, Tab};

impl Tab for Running {
    fn lead(&self) {
        let mut inputs = Vec::new();
        if self.mirrors.replace(false) {
            inputs.push(Input::Resumed);
        }
        let visible = page::is_visible();
        inputs.push(Input::Visible(visible));
        if self.seats.any_open() {
            inputs.push(Input::Opened);
        }
        // Where something is alive by now it is shown at once.
        if !page::is_on_line() {
            inputs.push(Input::Online(false));
        }
        if visible {
            inputs.extend(self.saw.get().map(Input::Saw));
        }
        inputs.append(&mut self.pending.borrow_mut());
        self.say_all(inputs);
    }

    fn stop(&self) -> State {
        self.caller.abort_all();
        self.timers.clear_all();
        self.inputs.borrow_mut().clear();
        let state = self.state();
        let snapshot = self.visit.borrow().snapshot();
        self.mirror(snapshot);
        state
    }

    fn state(&self) -> State {
        let visit = self.visit.borrow();
        // Nothing has happened in it.
        if *visit.phase() == Phase::Idle {
            return State::default();
        }
        State {
            visit: encode(&visit.snapshot()),
            seal: self.caller.seal().current(),
        }
    }

    fn adopt(&self, state: State) -> bool {
        let Some((text, snapshot)) = state
            .visit
            .and_then(|text| decode(&text).map(|snapshot| (text, snapshot)))
        else {
            return true;
        };
        if self.is_live() {
            if snapshot.visit() != self.visit.borrow().visit() {
                return false;
            }
            // A leader that was frozen may say what is old by now.
            if snapshot.version_number() < self.version.get() {
                return true;
            }
        }
        self.clock.not_before(snapshot.clock());
        self.note(&snapshot);
        self.storage.keep_visit(&text, self.is_live());
        if let Some(seal) = &state.seal {
            self.storage.keep_seal(seal);
        }
        self.caller.seal().adopt(state.seal);
        self.mirror(snapshot);
        self.forget_what_is_over();
        if self.is_live() {
            self.tabs.join();
        }
        true
    }
}

impl Running {
    /// Only shows a visit from now on.
    fn mirror(&self, snapshot: Snapshot) {
        let visit = Conversation::restore(snapshot, clock::seed(), self.trans_data.clone());
        // Another release's snapshot is not understood: then what is here stays.
        let Some(visit) = visit else {
            return;
        };
        self.mirrors.set(*visit.phase() != Phase::Idle);
        self.shown.renew(&visit);
        *self.visit.borrow_mut() = visit;
    }
}
