//! One page: carries out a visit's effects, and may die between any two of them.

use std::collections::{BTreeMap, BTreeSet};

use frontdesk_conversation::Snapshot;

use crate::support::{
    Call, CallId, Conversation, Effect, Failure, INPUT, Input, Monotonic, Reply, Timer, is_send,
};

/// What a call has come to.
#[derive(Debug, Clone)]
pub(crate) enum State {
    /// On its way to the proxy.
    Leaving,
    /// Its answer is on its way back.
    Answered(Box<Result<Reply, Failure>>),
    /// An open stream, up to this cursor; the first event is still to come.
    Streaming { cursor: String, is_first: bool },
}

#[derive(Debug, Clone)]
pub(crate) struct Flight {
    pub(crate) id: CallId,
    pub(crate) call: Call,
    pub(crate) born: u64,
    pub(crate) state: State,
}

/// A snapshot that is being stored.
#[derive(Debug, Clone)]
pub(crate) struct Write {
    pub(crate) number: u64,
    pub(crate) snapshot: Snapshot,
    /// The cursor and the visitor's words that it holds.
    pub(crate) cursor: String,
    pub(crate) words: BTreeSet<String>,
}

pub(crate) struct Page {
    pub(crate) visit: Conversation,
    pub(crate) flights: Vec<Flight>,
    pub(crate) timers: BTreeMap<Timer, u64>,
    pub(crate) writes: Vec<Write>,
    pub(crate) cursor: String,
    pub(crate) words: BTreeSet<String>,
    /// Dies after so many effects more.
    pub(crate) fuse: Option<usize>,
    pub(crate) is_dead: bool,
    pub(crate) files: BTreeSet<u32>,
    pub(crate) faults: Vec<String>,
}

impl Page {
    pub(crate) fn new(visit: Conversation, cursor: String, words: BTreeSet<String>) -> Self {
        Self {
            visit,
            flights: Vec::new(),
            timers: BTreeMap::new(),
            writes: Vec::new(),
            cursor,
            words,
            fuse: None,
            is_dead: false,
            files: BTreeSet::new(),
            faults: Vec::new(),
        }
    }

    pub(crate) fn say(&mut self, input: Input, now: u64) {
        if self.is_dead {
            return;
        }
        for effect in self.visit.handle(input, Monotonic::from_millis(now)) {
            if let Some(fuse) = &mut self.fuse {
                if *fuse == 0 {
                    self.is_dead = true;
                    return;
                }
                *fuse -= 1;
            }
            self.carry_out(effect, now);
        }
        self.check();
    }

    fn carry_out(&mut self, effect: Effect, now: u64) {
        match effect {
            Effect::Store(number) => self.writes.push(Write {
                number,
                snapshot: self.visit.snapshot(),
                cursor: self.cursor.clone(),
                words: self.words.clone(),
            }),
            Effect::Call(id, call) => self.flights.push(Flight {
                id,
                call,
                born: now,
                state: State::Leaving,
            }),
            Effect::Abort(id) => self.flights.retain(|flight| flight.id != id),
            Effect::SetTimer(timer, wait) => {
                let wait = u64::try_from(wait.as_millis()).unwrap();
                self.timers.insert(timer, now + wait);
            }
            Effect::ClearTimer(timer) => {
                self.timers.remove(&timer);
            }
            Effect::Release(handle) => {
                if !self.files.remove(&handle) {
                    self.faults.push(format!("file {handle} is released twice"));
                }
            }
            Effect::Announce(_) => {}
        }
    }

    fn check(&mut self) {
        let listeners = self.flights.iter().filter(|flight| flight.is_listener());
        if listeners.count() > 1 {
            self.faults.push("two listeners at a time".to_owned());
        }
        // Nobody waits for what told the agent that the visitor is typing.
        let is_waited_for = |flight: &Flight| !is_send(&INPUT)(&flight.call);
        let is_at_rest = !self.flights.iter().any(is_waited_for) && self.timers.is_empty();
        if !self.visit.is_live() && !is_at_rest {
            let (flights, timers) = (&self.flights, &self.timers);
            self.faults.push(format!(
                "in {:?} there run {flights:?} {timers:?}",
                self.visit.phase()
            ));
        }
    }
}

impl Flight {
    pub(crate) fn is_listener(&self) -> bool {
        matches!(self.call, Call::Poll { .. } | Call::Listen { .. })
    }

    pub(crate) fn is_stream(&self) -> bool {
        matches!(self.call, Call::Listen { .. })
    }
}
