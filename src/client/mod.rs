//! Carries out what the conversation asks for: calls, timers, storage, news.

mod calls;
mod clock;
mod http;
mod shown;
mod storage;
mod timers;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use frontdesk_conversation::{Announcement, CallId, Conversation, Effect, Failure, Input, Reply};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::embed::Options;
use calls::Caller;
pub use shown::{LineView, Shown};
pub use storage::Persist;
use storage::Storage;
use timers::Timers;

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

/// The running conversation of one element. Clones are handles to the same one.
#[derive(Clone)]
#[allow(missing_debug_implementations, reason = "it holds closures")]
pub struct Client(Rc<Inner>);

struct Inner {
    visit: RefCell<Conversation>,
    shown: Shown,
    caller: Caller,
    storage: Storage,
    timers: Timers,
    announce: Box<dyn Fn(&News)>,
    stopped: Cell<bool>,
}

impl Client {
    /// Starts a visit, or goes on with the one that was kept.
    pub fn start(options: &Options, announce: impl Fn(&News) + 'static) -> Self {
        let storage = Storage::new(options.persist, &options.channel);
        let kept = storage.visit().and_then(|snapshot| {
            Conversation::restore(snapshot, clock::seed(), options.trans_data.clone())
        });
        let resumed = kept.is_some();
        let visit =
            kept.unwrap_or_else(|| Conversation::new(clock::seed(), options.trans_data.clone()));
        let client = Self(Rc::new(Inner {
            shown: Shown::new(&visit),
            visit: RefCell::new(visit),
            caller: Caller::new(options, storage.seal()),
            timers: Timers::default(),
            announce: Box::new(announce),
            stopped: Cell::new(false),
            storage,
        }));
        if resumed {
            client.say(Input::Resumed);
            if client.0.storage.was_open() {
                client.set_open(true);
            }
        }
        client
    }

    /// What the components show.
    pub fn shown(&self) -> Shown {
        self.0.shown
    }

    /// Tells the conversation what happened, and does what it asks for.
    pub fn say(&self, input: Input) {
        let mut inputs = vec![input];
        while let Some(input) = inputs.pop() {
            if self.0.stopped.get() {
                return;
            }
            let effects = self.0.visit.borrow_mut().handle(input, clock::monotonic());
            self.0.shown.update(&self.0.visit.borrow());
            for effect in effects {
                inputs.extend(self.carry_out(effect));
            }
        }
    }

    /// Opens or closes the panel.
    pub fn set_open(&self, open: bool) {
        if self.0.stopped.get() || self.0.shown.open.get_untracked() == open {
            return;
        }
        self.0.shown.open.set(open);
        self.0.storage.keep_open(open);
        self.say(if open { Input::Opened } else { Input::Closed });
        (self.0.announce)(if open { &News::Opened } else { &News::Closed });
    }

    /// Time of day, in milliseconds since 1970.
    pub fn time_of_day(&self) -> i64 {
        clock::time_of_day()
    }

    /// What was typed and not sent, from an earlier page.
    pub fn draft(&self) -> String {
        self.0.storage.draft()
    }

    /// Keeps what is typed over a reload.
    pub fn keep_draft(&self, text: &str) {
        self.0.storage.keep_draft(text);
    }

    /// Ends timers; what is kept stays. Later answers are not heard.
    pub fn stop(&self) {
        self.0.stopped.set(true);
        self.0.timers.clear_all();
    }

    fn carry_out(&self, effect: Effect) -> Option<Input> {
        match effect {
            Effect::Store(number) => {
                let visit = self.0.visit.borrow();
                self.0
                    .storage
                    .keep_visit(&visit.snapshot(), visit.phase().is_live());
                return Some(Input::Stored(number));
            }
            Effect::Call(id, call) => {
                let calling = self.0.caller.call(call);
                let client = Rc::downgrade(&self.0);
                spawn_local(async move { hear(&client, id, calling.await) });
            }
            Effect::SetTimer(timer, wait) => {
                let client = Rc::downgrade(&self.0);
                self.0.timers.set(timer, wait, move || {
                    if let Some(inner) = client.upgrade() {
                        Self(inner).say(Input::Fired(timer));
                    }
                });
            }
            Effect::ClearTimer(timer) => self.0.timers.clear(timer),
            Effect::Announce(news) => (self.0.announce)(&News::Visit(news)),
        }
        None
    }
}

fn hear(client: &Weak<Inner>, id: CallId, answer: Result<Reply, Failure>) {
    let Some(inner) = client.upgrade() else {
        return;
    };
    if let Some(seal) = inner.caller.changed_seal() {
        inner.storage.keep_seal(&seal);
    }
    Client(inner).say(match answer {
        Ok(reply) => Input::Answered(id, reply),
        Err(failure) => Input::Failed(id, failure),
    });
}
