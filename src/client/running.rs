//! A running conversation, shared by the elements of its channel.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use frontdesk_conversation::{CallId, Conversation, Effect, Failure, Input, Reply};
use wasm_bindgen_futures::spawn_local;

use crate::client::calls::Caller;
use crate::client::storage::Storage;
use crate::client::timers::Timers;
use crate::client::{News, Shown, clock};
use crate::embed::Options;

thread_local! {
    /// The conversations of this page.
    static RUNNING: RefCell<Vec<(String, Weak<Running>)>> = const { RefCell::new(Vec::new()) };
}

pub(super) struct Running {
    /// To be handed to what happens later.
    this: Weak<Self>,
    visit: RefCell<Conversation>,
    shown: Shown,
    caller: Caller,
    storage: Storage,
    timers: Timers,
    seats: RefCell<Vec<Seat>>,
    next_seat: Cell<u32>,
}

/// One element.
struct Seat {
    number: u32,
    open: bool,
    announce: Rc<dyn Fn(&News)>,
}

/// The conversation of a channel, and whether it goes on from an earlier page.
pub(super) fn of(options: &Options) -> (Rc<Running>, bool) {
    let key = format!("{} {}", options.proxy, options.channel);
    RUNNING.with_borrow_mut(|all| {
        all.retain(|(_, running)| running.upgrade().is_some_and(|running| running.has_seats()));
        let there = all.iter().find(|(name, _)| *name == key);
        if let Some(running) = there.and_then(|(_, running)| running.upgrade()) {
            return (running, false);
        }
        let (running, goes_on) = Running::start(options);
        all.push((key, Rc::downgrade(&running)));
        (running, goes_on)
    })
}

impl Running {
    fn start(options: &Options) -> (Rc<Self>, bool) {
        let storage = Storage::new(options.persist, &options.channel);
        let trans_data = || options.trans_data.clone();
        let kept = storage
            .visit()
            .and_then(|snapshot| Conversation::restore(snapshot, clock::seed(), trans_data()));
        let goes_on = kept.is_some();
        let visit = kept.unwrap_or_else(|| Conversation::new(clock::seed(), trans_data()));
        let running = Rc::new_cyclic(|this| Self {
            this: this.clone(),
            shown: Shown::new(&visit),
            visit: RefCell::new(visit),
            caller: Caller::new(options, storage.seal()),
            storage,
            timers: Timers::default(),
            seats: RefCell::default(),
            next_seat: Cell::default(),
        });
        (running, goes_on)
    }

    pub(super) fn shown(&self) -> Shown {
        self.shown
    }

    pub(super) fn storage(&self) -> &Storage {
        &self.storage
    }

    pub(super) fn sit(&self, announce: Rc<dyn Fn(&News)>) -> u32 {
        let number = self.next_seat.get();
        self.next_seat.set(number.wrapping_add(1));
        self.seats.borrow_mut().push(Seat {
            number,
            open: false,
            announce,
        });
        number
    }

    pub(super) fn has_seat(&self, number: u32) -> bool {
        self.seats.borrow().iter().any(|seat| seat.number == number)
    }

    /// The visitor sees the conversation while one of its panels is open.
    pub(super) fn set_open(&self, number: u32, open: bool) {
        let mut seats = self.seats.borrow_mut();
        if let Some(seat) = seats.iter_mut().find(|seat| seat.number == number) {
            seat.open = open;
        }
        let seen = seats.iter().any(|seat| seat.open);
        drop(seats);
        if open {
            self.say(Input::Opened);
        } else if !seen {
            self.say(Input::Closed);
        }
    }

    pub(super) fn leave(&self, number: u32) {
        self.set_open(number, false);
        self.seats.borrow_mut().retain(|seat| seat.number != number);
        if !self.has_seats() {
            self.timers.clear_all();
        }
    }

    pub(super) fn say(&self, input: Input) {
        let mut inputs = vec![input];
        while let Some(input) = inputs.pop() {
            if !self.has_seats() {
                return;
            }
            let effects = self.visit.borrow_mut().handle(input, clock::monotonic());
            self.shown.update(&self.visit.borrow());
            for effect in effects {
                inputs.extend(self.carry_out(effect));
            }
        }
    }

    fn has_seats(&self) -> bool {
        !self.seats.borrow().is_empty()
    }

    fn carry_out(&self, effect: Effect) -> Option<Input> {
        match effect {
            Effect::Store(number) => {
                let visit = self.visit.borrow();
                let live = visit.phase().is_live();
                self.storage.keep_visit(&visit.snapshot(), live);
                return Some(Input::Stored(number));
            }
            Effect::Call(id, call) => {
                let calling = self.caller.call(call);
                let this = self.this.clone();
                spawn_local(async move {
                    let answer = calling.await;
                    if let Some(running) = this.upgrade() {
                        running.hear(id, answer);
                    }
                });
            }
            Effect::SetTimer(timer, wait) => {
                let this = self.this.clone();
                self.timers.set(timer, wait, move || {
                    if let Some(running) = this.upgrade() {
                        running.say(Input::Fired(timer));
                    }
                });
            }
            Effect::ClearTimer(timer) => self.timers.clear(timer),
            Effect::Announce(news) => self.announce(&News::Visit(news)),
        }
        None
    }

    /// Once, however many elements there are. Whoever listens may well call back.
    fn announce(&self, news: &News) {
        let first = self
            .seats
            .borrow()
            .first()
            .map(|seat| Rc::clone(&seat.announce));
        if let Some(announce) = first {
            announce(news);
        }
    }

    fn hear(&self, id: CallId, answer: Result<Reply, Failure>) {
        if let Some(seal) = self.caller.changed_seal() {
            self.storage.keep_seal(&seal);
        }
        self.say(match answer {
            Ok(reply) => Input::Answered(id, reply),
            Err(failure) => Input::Failed(id, failure),
        });
    }
}
