//! The visit itself: its state, and the one way in.

mod answers;
mod connect;
mod downlink;
mod ending;
mod failures;
mod files;
mod history;
mod kept_survey;
mod leave_message;
mod listening;
mod network;
mod queue;
mod receipts;
mod reset;
mod settle;
mod shown;
pub(crate) mod snapshot;
mod survey;
mod token;
mod unsent;
mod uplink;
mod visitor;

use std::time::Duration;

use crate::effect::{Announcement, CallId, Effect, Timer};
use crate::input::Input;
use crate::lane::Lane;
use crate::monotonic::Monotonic;
use crate::phase::{Phase, Trouble};
use crate::transcript::{Body, Event, Sender};
use files::Upload;
use history::Job;
use listening::Listening;
use snapshot::Kept;

/// The proxy remembers a command for 10 minutes. A repeat must arrive well before that.
const REPEATS_END: Duration = Duration::from_secs(8 * 60);

/// One visitor's visit.
#[derive(Debug)]
pub struct Conversation {
    kept: Kept,
    rng: fastrand::Rng,
    /// JSON for the robot flow, sent with CONNECT.
    trans_data: Option<String>,
    now: Monotonic,
    /// The clock of the snapshot that this visit was restored from.
    restored_at: Monotonic,
    /// A visit that was restored only shows, until it leads.
    leads: bool,
    open: bool,
    visible: bool,
    online: bool,
    trouble: Option<Trouble>,

    /// Whether there is a seal, as far as is known: the proxy says when there is none.
    sealed: bool,
    /// Refusals of the seal since the last call that was let through.
    seal_refusals: u32,
    lanes: Lanes,
    listening: Listening,
    uploads: Vec<Upload>,
    history: Option<Job>,
    /// Read receipts on their way: their id, and how many they are.
    receipts: Option<(String, usize)>,
    typed_at: Option<Monotonic>,
    agent_types: bool,
    /// How often the queue was asked of a CONNECT in doubt, and said nothing.
    unanswered: u32,
    /// With which code the last message to leave was refused.
    refusal: Option<String>,

    next_call: u32,
    /// The last snapshot that was confirmed.
    stored: u64,
    dirty: bool,
    effects: Vec<Effect>,
    #[cfg(feature = "sabotage")]
    pub(crate) sabotage: Option<crate::Sabotage>,
    #[cfg(feature = "sabotage")]
    pub(crate) held_back: Vec<frontdesk_protocol::DownlinkMessage>,
}

/// One lane for each kind of call.
#[derive(Debug)]
struct Lanes([Lane; 10]);

impl Lanes {
    fn new() -> Self {
        Self(KINDS.map(Lane::new))
    }
}

/// What calls are told apart by.
const KINDS: [Timer; 10] = [
    Timer::Token,
    Timer::Uplink,
    Timer::Listen,
    Timer::Queue,
    Timer::Receipts,
    Timer::Survey,
    Timer::Rating,
    Timer::History,
    Timer::LeaveMessage,
    Timer::Upload,
];

impl Conversation {
    /// A new visit. `seed` should differ for every visit and every page: ids come from it.
    pub fn new(seed: u64, trans_data: Option<String>) -> Self {
        let mut rng = fastrand::Rng::with_seed(seed);
        let kept = Kept {
            id: rng.u64(..),
            ..Kept::default()
        };
        Self {
            kept,
            rng,
            trans_data,
            now: Monotonic::default(),
            restored_at: Monotonic::default(),
            leads: true,
            open: false,
            visible: true,
            online: true,
            trouble: None,
            sealed: false,
            seal_refusals: 0,
            lanes: Lanes::new(),
            listening: Listening::default(),
            uploads: Vec::new(),
            history: None,
            receipts: None,
            typed_at: None,
            agent_types: false,
            unanswered: 0,
            refusal: None,
            next_call: 0,
            stored: 0,
            dirty: false,
            effects: Vec::new(),
            #[cfg(feature = "sabotage")]
            sabotage: None,
            #[cfg(feature = "sabotage")]
            held_back: Vec::new(),
        }
    }

    /// Takes what happened, and says what is to be done. A restored visit that does not lead yet
    /// wants nothing done.
    pub fn handle(&mut self, input: Input, now: Monotonic) -> Vec<Effect> {
        // Whatever the driver says, time does not go back.
        self.now = now.max(self.kept.clock);
        self.kept.clock = self.now;
        // Not compared as a whole: that would bring the comparison of every answer into the browser.
        self.leads |= matches!(input, Input::Resumed);
        if !self.leads {
            self.watched(&input);
            return Vec::new();
        }
        #[cfg(feature = "sabotage")]
        self.hand_out_held_back();
        self.take(input);
        self.settle();
        std::mem::take(&mut self.effects)
    }

    fn take(&mut self, input: Input) {
        match input {
            Input::Opened => self.opened(),
            Input::Closed => self.open = false,
            Input::Visible(visible) => self.shown_or_hidden(visible),
            Input::Online(online) => self.online_or_offline(online),
            Input::Resumed => self.resumed(),
            Input::Submitted { text, at } => self.submitted(text, at),
            Input::Attached { file, at } => self.attached(file, at),
            Input::UploadCancelled { line } => self.upload_cancelled(line),
            Input::SentAgain { line, at } => self.sent_again(line, at),
            Input::Typed => self.typed(),
            Input::Saw(line) => self.saw(line),
            Input::AskedForAgent { at } => self.asked_for_agent(at),
            Input::LeaveMessageWanted => self.leave_message_wanted(),
            Input::LeaveMessageDropped => self.leave_message_dropped(),
            Input::MessageLeft { phone, text, at } => self.message_left(phone, text, at),
            Input::Left { at } => self.left(at),
            Input::Rated(rated) => self.rated(&rated),
            Input::RatingSkipped => self.rating_skipped(),
            Input::StartedAgain { at } => self.started_again(at),
            Input::TriedNow => self.tried_now(),
            Input::Stored(number) => self.stored = self.stored.max(number),
            Input::Answered(id, reply) => self.answered(id, reply),
            Input::Progress(id, percent) => self.progressed(id, percent),
            Input::Heard(id, heard) => self.heard(id, heard),
            Input::Failed(id, failure) => self.failed(id, &failure),
            Input::Fired(timer) => self.fired(timer),
        }
    }

    fn fired(&mut self, timer: Timer) {
        match timer {
            Timer::Beat => self.stream_is_silent(),
            Timer::Typing => self.agent_types = false,
            Timer::Survey => self.survey_is_late(),
            timer => {
                if let Some(lane) = self.lane(timer) {
                    lane.fire();
                }
            }
        }
    }

    fn lane(&mut self, timer: Timer) -> Option<&mut Lane> {
        self.lanes.0.iter_mut().find(|lane| lane.timer() == timer)
    }

    fn is_free(&self, timer: Timer) -> bool {
        let mut lanes = self.lanes.0.iter();
        lanes.any(|lane| lane.timer() == timer && lane.is_free())
    }

    fn is_busy(&self, timer: Timer) -> bool {
        let mut lanes = self.lanes.0.iter();
        lanes.any(|lane| lane.timer() == timer && lane.is_busy())
    }

    fn clear(&mut self, timer: Timer) {
        let effect = self.lane(timer).and_then(Lane::clear);
        self.effects.extend(effect);
    }

    fn done(&mut self, timer: Timer) {
        if let Some(lane) = self.lane(timer) {
            lane.done();
        }
    }

    fn release(&mut self, timer: Timer) {
        if let Some(lane) = self.lane(timer) {
            lane.release();
        }
    }

    fn pause(&mut self, timer: Timer, wait: Duration) {
        let effect = self.lane(timer).map(|lane| lane.pause(wait));
        self.effects.extend(effect);
    }

    fn call(&mut self, timer: Timer, call: crate::Call) -> CallId {
        let id = self.call_id();
        let effect = self.lane(timer).map(|lane| lane.call(id, call));
        self.effects.extend(effect);
        id
    }

    fn call_id(&mut self) -> CallId {
        self.next_call = self.next_call.wrapping_add(1);
        CallId(self.next_call)
    }

    fn announce(&mut self, announcement: Announcement) {
        self.effects.push(Effect::Announce(announcement));
    }

    fn note(&mut self, event: Event, at: Option<i64>) {
        self.dirty = true;
        let body = Body::Event(event);
        self.kept.transcript.push(Sender::System, body, at);
    }

    fn set_phase(&mut self, phase: Phase) {
        self.dirty = true;
        self.kept.phase = phase;
    }

    fn set_trouble(&mut self, trouble: Trouble) {
        if self.trouble != Some(trouble) {
            self.trouble = Some(trouble);
            self.announce(Announcement::Trouble(trouble));
        }
    }

    fn is_spent(&self, first_try: Monotonic) -> bool {
        self.now.since(first_try) > REPEATS_END
    }

    /// Whether a snapshot with this number is stored.
    fn is_stored(&self, number: u64) -> bool {
        number <= self.stored
    }
}
