//! The visit itself: its state, and the one way in.

mod answers;
mod downlink;
mod failures;
mod settle;
pub(crate) mod snapshot;
mod visitor;

use frontdesk_protocol::{Evaluation, Survey};

use crate::effect::{Announcement, CallId, Effect, Timer};
use crate::input::Input;
use crate::lane::Lane;
use crate::monotonic::Monotonic;
use crate::phase::{Phase, Place, Rating, Trouble};
use crate::transcript::{Event, Line, LineKey, Sender};
use snapshot::Kept;

/// One visitor's visit.
#[derive(Debug)]
pub struct Conversation {
    kept: Kept,
    rng: fastrand::Rng,
    /// JSON for the robot flow, sent with CONNECT.
    trans_data: Option<String>,
    open: bool,
    trouble: Option<Trouble>,

    /// Whether there is a seal, as far as is known: the proxy says when there is none.
    sealed: bool,
    /// Refusals of the seal since the last call that was let through.
    seal_refusals: u32,
    token: Lane,
    uplink: Lane,
    carrying: Carrying,
    poll: Lane,
    queue: Lane,
    polled_at: Monotonic,
    rating: Rating,
    /// What is being saved, and the call that saves it once it was made.
    saving: Option<(Evaluation, String, Option<CallId>)>,

    survey: Option<Survey>,
    agent_types: bool,

    next_call: u32,
    /// The last snapshot asked for, and the last confirmed.
    asked: u64,
    stored: u64,
    dirty: bool,
    effects: Vec<Effect>,
}

/// What the call on its way up carries.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Carrying {
    Connect,
    /// The first of the outbox.
    Uplink,
}

impl Conversation {
    /// A new visit. `seed` should differ for every visit: message ids come from it.
    pub fn new(seed: u64, trans_data: Option<String>) -> Self {
        Self {
            kept: Kept::default(),
            rng: fastrand::Rng::with_seed(seed),
            trans_data,
            open: false,
            trouble: None,
            sealed: false,
            seal_refusals: 0,
            token: Lane::new(Timer::Token),
            uplink: Lane::new(Timer::Uplink),
            carrying: Carrying::Connect,
            poll: Lane::new(Timer::Listen),
            queue: Lane::new(Timer::Queue),
            polled_at: Monotonic::default(),
            rating: Rating::default(),
            saving: None,
            survey: None,
            agent_types: false,
            next_call: 0,
            asked: 0,
            stored: 0,
            dirty: false,
            effects: Vec::new(),
        }
    }

    /// Takes what happened, and says what is to be done.
    pub fn handle(&mut self, input: Input, now: Monotonic) -> Vec<Effect> {
        match input {
            Input::Opened => self.opened(),
            Input::Closed => self.open = false,
            Input::Resumed => self.resumed(),
            Input::Submitted { text, at } => self.submitted(text, at),
            Input::SentAgain { line, at } => self.sent_again(line, at),
            Input::AskedForAgent { at } => self.asked_for_agent(at),
            Input::Left { at } => self.left(at),
            Input::Rated(rated) => self.rated(rated.evaluation, rated.comment),
            Input::RatingSkipped => self.rating_skipped(),
            Input::StartedAgain { at } => self.started_again(at),
            Input::TriedNow => self.tried_now(),
            Input::Stored(number) => self.stored = self.stored.max(number),
            Input::Answered(id, reply) => self.answered(id, reply, now),
            Input::Failed(id, failure) => self.failed(id, &failure),
            Input::Fired(timer) => self.fired(timer),
            Input::Visible(_)
            | Input::Online(_)
            | Input::Attached { .. }
            | Input::UploadCancelled { .. }
            | Input::Typed
            | Input::Saw(_)
            | Input::LeaveMessageWanted
            | Input::LeaveMessageDropped
            | Input::MessageLeft { .. }
            | Input::Progress(..)
            | Input::Heard(..) => {}
        }
        self.settle(now);
        std::mem::take(&mut self.effects)
    }

    /// Where the visit stands.
    pub fn phase(&self) -> &Phase {
        &self.kept.phase
    }

    /// What was said, oldest first.
    pub fn lines(&self) -> &[Line] {
        self.kept.transcript.lines()
    }

    /// Counts the changes of the lines.
    pub fn revision(&self) -> u64 {
        self.kept.transcript.revision()
    }

    /// The place in the queue, while queued.
    pub fn place(&self) -> Place {
        self.kept.place
    }

    /// How far the rating has come, while surveying.
    pub fn rating(&self) -> Rating {
        self.rating
    }

    /// What keeps the visit from going on.
    pub fn trouble(&self) -> Option<Trouble> {
        self.trouble
    }

    /// Messages that came while the panel was closed.
    pub fn unread(&self) -> u32 {
        self.kept.unread
    }

    /// The person's name, once one is there and has one.
    pub fn agent(&self) -> Option<&str> {
        self.kept.agent_name.as_deref()
    }

    /// How long a text may be, in bytes of UTF-8.
    pub fn text_limit(&self) -> u32 {
        self.kept.text_limit
    }

    /// How large a file may be, in bytes, and what it may be, by extensions.
    pub fn upload_limits(&self) -> (u32, &[String]) {
        (self.kept.upload_bytes, &self.kept.file_types)
    }

    /// What the channel asks in its survey; `None`: a plain rating from 1 to 5.
    pub fn survey(&self) -> Option<&Survey> {
        self.survey.as_ref()
    }

    /// Whether the agent is typing.
    pub fn is_agent_typing(&self) -> bool {
        self.agent_types
    }

    /// How many messages that were lost on their way were repaired by history.
    pub fn recovered(&self) -> u32 {
        self.kept.recovered
    }

    /// Whether a text or a file is accepted now.
    pub fn can_write(&self) -> bool {
        self.kept.phase.is_talking() || self.kept.phase == Phase::Connecting
    }

    /// The newest moment that the visit knows of.
    pub fn clock(&self) -> Monotonic {
        self.kept.clock
    }

    /// Whether messages come by a stream now, not by polls.
    pub fn is_listening_by_stream(&self) -> bool {
        false
    }

    /// Breaks a rule, so that a test can see that it would be noticed.
    #[cfg(feature = "sabotage")]
    pub fn sabotage(&mut self, _rule: crate::Sabotage) {}

    fn fired(&mut self, timer: Timer) {
        for lane in [
            &mut self.token,
            &mut self.uplink,
            &mut self.poll,
            &mut self.queue,
        ] {
            if lane.timer() == timer {
                lane.fire();
            }
        }
    }

    fn call_id(&mut self) -> CallId {
        self.next_call = self.next_call.wrapping_add(1);
        CallId(self.next_call)
    }

    fn announce(&mut self, announcement: Announcement) {
        self.effects.push(Effect::Announce(announcement));
    }

    fn note(&mut self, event: Event, at: Option<i64>) -> LineKey {
        self.dirty = true;
        self.kept
            .transcript
            .push(Sender::System, crate::Body::Event(event), at)
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
}
