//! A page: carries out what the conversation asks for, until it is reloaded.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use frontdesk_conversation::{
    Body, Call, CallId, Conversation, Delivery, Effect, Failure, Heard, Input, Monotonic, Reply,
    Sabotage, Timer,
};
use frontdesk_protocol::ResultCode;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::AbortHandle;
use tokio::time::{Instant, sleep_until};

use super::carrier::Carrier;
use super::storage::Storage;

/// How a visitor's page meets the stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Streams {
    /// As it is.
    Work,
    /// Something between refuses it, as an old proxy that knows no such address.
    AreRefused,
    /// Something between closes each at once.
    Break,
}

/// What happened to a page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    /// Reloads.
    pub reloads: u64,
    /// Changes between stream and poll.
    pub changes: u64,
    /// Batches that said that the place asked for could not be continued.
    pub resets: u64,
    /// Calls made, streams counted.
    pub calls: u64,
}

/// A page and what outlives it.
pub struct Page {
    visit: Conversation,
    carrier: Carrier,
    storage: Storage,
    timers: BTreeMap<Timer, Instant>,
    calls: HashMap<CallId, AbortHandle>,
    sends: HashSet<CallId>,
    said: UnboundedReceiver<Input>,
    say: UnboundedSender<Input>,
    rng: fastrand::Rng,
    clock: Clock,
    sabotage: Option<Sabotage>,
    online: bool,
    listened: Option<bool>,
    streams: Streams,
    /// What happened so far.
    pub counts: Counts,
    /// How messages that went up were answered, repeats counted.
    pub answers: BTreeMap<String, u64>,
    /// Texts that were shown as unconfirmed at any time.
    pub doubted: BTreeSet<String>,
    revision: u64,
    /// Written beside every snapshot, to be read again by [`Page::stored_mark`].
    pub mark: usize,
}

/// A clock that never goes back, over reloads too.
struct Clock {
    begun: Instant,
    from: u64,
    speed: u32,
}

impl Page {
    /// A page on which nothing has happened. The conversation's time and timers run `speed` times as
    /// fast.
    pub fn new(carrier: Carrier, seed: u64, speed: u32, sabotage: Option<Sabotage>) -> Self {
        let mut rng = fastrand::Rng::with_seed(seed);
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let from = since.map_or(0, |since| {
            u64::try_from(since.as_millis()).unwrap_or_default()
        });
        let (say, said) = unbounded_channel();
        Self {
            visit: begin(None, &mut rng, sabotage),
            carrier,
            storage: Storage::default(),
            timers: BTreeMap::new(),
            calls: HashMap::new(),
            sends: HashSet::new(),
            said,
            say,
            rng,
            clock: Clock {
                begun: Instant::now(),
                from,
                speed,
            },
            sabotage,
            online: true,
            listened: None,
            streams: Streams::Work,
            counts: Counts::default(),
            answers: BTreeMap::new(),
            doubted: BTreeSet::new(),
            revision: 0,
            mark: 0,
        }
    }

    /// The conversation, to look at.
    pub fn visit(&self) -> &Conversation {
        &self.visit
    }

    /// Who makes the calls.
    pub fn carrier(&self) -> &Carrier {
        &self.carrier
    }

    /// The mark beside the snapshot that is stored.
    pub fn stored_mark(&self) -> usize {
        self.storage.mark()
    }

    /// Whether nothing runs that could still change anything.
    pub fn rests(&self) -> bool {
        self.timers.is_empty() && self.calls.is_empty() && self.storage.due().is_none()
    }

    /// The timers that run.
    pub fn timers(&self) -> Vec<Timer> {
        self.timers.keys().copied().collect()
    }

    /// How many calls are under way.
    pub fn calls(&self) -> usize {
        self.calls.len()
    }

    /// From now on the page's streams are met so.
    pub fn set_streams(&mut self, streams: Streams) {
        self.streams = streams;
    }

    /// The browser goes on line or off; whatever is under way breaks.
    pub fn set_online(&mut self, online: bool) {
        self.online = online;
        if !online {
            let broken: Vec<CallId> = self.calls.keys().copied().collect();
            self.end_calls();
            for call in broken {
                self.say(Input::Failed(call, Failure::Lost));
            }
        }
        self.say(Input::Online(online));
    }

    /// Whether the browser is on line.
    pub fn is_online(&self) -> bool {
        self.online
    }

    /// Tells the conversation what happened, and does what it asks for.
    pub fn say(&mut self, input: Input) {
        let now = self.clock.now();
        for effect in self.visit.handle(input, now) {
            self.carry_out(effect);
        }
        if self.revision != self.visit.revision() {
            self.revision = self.visit.revision();
            self.note_doubts();
        }
    }

    /// The page is loaded again from what is stored, whatever was under way.
    pub fn reload(&mut self) {
        self.counts.reloads += 1;
        self.end_calls();
        self.timers.clear();
        (self.say, self.said) = unbounded_channel();
        self.storage.crash(&mut self.rng);
        let snapshot = self.storage.read();
        let goes_on = snapshot.is_some();
        self.visit = begin(snapshot, &mut self.rng, self.sabotage);
        self.mark = self.storage.mark();
        self.online = true;
        if goes_on {
            self.say(Input::Resumed);
        }
        self.say(Input::Opened);
    }

    /// Lives on for this long.
    pub async fn live(&mut self, span: Duration) {
        let end = Instant::now() + span;
        while self.step(end).await {}
    }

    /// The next thing that happens before `end`; whether there was one.
    async fn step(&mut self, end: Instant) -> bool {
        let timer = self.timers.iter().min_by_key(|(_, due)| **due);
        let timer = timer.map(|(timer, due)| (*timer, *due));
        let timer_due = timer.map_or(end, |(_, due)| due);
        let storage_due = self.storage.due().unwrap_or(end);
        let next = timer_due.min(storage_due).min(end);
        tokio::select! {
            biased;
            Some(input) = self.said.recv() => {
                if let Some(input) = self.heard(input) {
                    self.say(input);
                }
                return true;
            }
            () = sleep_until(next) => {}
        }
        if let Some(number) = self.storage.end_write() {
            self.say(Input::Stored(number));
            return true;
        }
        let now = Instant::now();
        if let Some((timer, _)) = timer.filter(|(_, due)| *due <= now) {
            self.timers.remove(&timer);
            self.say(Input::Fired(timer));
            return true;
        }
        now < end
    }

    /// What a call says, unless nobody waits for it any more.
    fn heard(&mut self, input: Input) -> Option<Input> {
        match &input {
            Input::Answered(call, reply) => {
                self.calls.remove(call)?;
                match reply {
                    Reply::Polled(batch) => self.counts.resets += u64::from(batch.reset),
                    Reply::Sent(answer) => {
                        let code = answer.code.as_ref().map_or("none", ResultCode::as_str);
                        self.answered(*call, format!("code {code}"));
                    }
                    _ => {}
                }
            }
            Input::Failed(call, failure) => {
                self.calls.remove(call)?;
                self.answered(*call, word(failure));
            }
            Input::Heard(call, heard) => {
                self.calls.get(call)?;
                if let Heard::Batch(batch) = heard {
                    self.counts.resets += u64::from(batch.reset);
                }
            }
            _ => {}
        }
        Some(input)
    }

    fn note_doubts(&mut self) {
        for line in self.visit.lines() {
            if let (Body::Text(text), Some(Delivery::Unconfirmed)) = (&line.body, line.delivery)
                && !self.doubted.contains(text)
            {
                self.doubted.insert(text.clone());
            }
        }
    }

    fn answered(&mut self, call: CallId, how: String) {
        if self.sends.remove(&call) {
            *self.answers.entry(how).or_default() += 1;
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Store(number) => {
                let snapshot = self.visit.snapshot();
                self.storage
                    .write(number, &snapshot, self.mark, &mut self.rng);
            }
            Effect::Call(id, call) => self.call(id, call),
            Effect::Abort(id) => {
                if let Some(call) = self.calls.remove(&id) {
                    call.abort();
                }
            }
            Effect::SetTimer(timer, wait) => {
                let due = Instant::now() + wait / self.clock.speed;
                self.timers.insert(timer, due);
            }
            Effect::ClearTimer(timer) => {
                self.timers.remove(&timer);
            }
            Effect::Announce(_) | Effect::Release(_) => {}
        }
    }

    fn call(&mut self, id: CallId, call: Call) {
        self.counts.calls += 1;
        let by_stream = matches!(call, Call::Listen { .. });
        if by_stream || matches!(call, Call::Poll { .. }) {
            let before = self.listened.replace(by_stream);
            self.counts.changes += u64::from(before.is_some_and(|before| before != by_stream));
        }
        if matches!(call, Call::Send { .. }) {
            self.sends.insert(id);
        }
        let say = self.say.clone();
        let at_once = match self.streams {
            _ if !self.online => Some(Failure::NotSent),
            Streams::AreRefused if by_stream => Some(Failure::Refused {
                status: 404,
                reason: None,
                retry_after: None,
            }),
            Streams::Break if by_stream => Some(Failure::Lost),
            _ => None,
        };
        let carrier = self.carrier.clone();
        let task = tokio::spawn(async move {
            let input = match (at_once, call) {
                (Some(failure), _) => Input::Failed(id, failure),
                (None, Call::Listen { cursor }) => {
                    let heard = say.clone();
                    let hear = move |what| {
                        // The page may be gone.
                        let _ = heard.send(Input::Heard(id, what));
                    };
                    Input::Failed(id, carrier.listen(&cursor, hear).await)
                }
                (None, call) => match carrier.call(call).await {
                    Ok(reply) => Input::Answered(id, reply),
                    Err(failure) => Input::Failed(id, failure),
                },
            };
            let _ = say.send(input);
        });
        self.calls.insert(id, task.abort_handle());
    }

    fn end_calls(&mut self) {
        for (_, call) in self.calls.drain() {
            call.abort();
        }
        self.sends.clear();
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.end_calls();
    }
}

impl Clock {
    fn now(&self) -> Monotonic {
        let passed = self.begun.elapsed().as_millis() * u128::from(self.speed);
        Monotonic::from_millis(self.from + u64::try_from(passed).unwrap_or(u64::MAX))
    }
}

/// A failure in a word.
fn word(failure: &Failure) -> String {
    match failure {
        Failure::NotSent => "not sent".to_owned(),
        Failure::Lost => "lost".to_owned(),
        Failure::Garbage => "garbage".to_owned(),
        Failure::Refused {
            reason: Some(reason),
            ..
        } => format!("{reason:?}"),
        Failure::Refused { status, .. } => format!("HTTP {status}"),
    }
}

/// From a snapshot, or from nothing.
fn begin(
    snapshot: Option<frontdesk_conversation::Snapshot>,
    rng: &mut fastrand::Rng,
    sabotage: Option<Sabotage>,
) -> Conversation {
    let seed = rng.u64(..);
    let restored = snapshot.and_then(|snapshot| Conversation::restore(snapshot, seed, None));
    let mut visit = restored.unwrap_or_else(|| Conversation::new(seed, None));
    if let Some(rule) = sabotage {
        visit.sabotage(rule);
    }
    visit
}
