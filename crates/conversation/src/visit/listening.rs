//! One listener at a time: a stream where there is one, else polls.

use std::time::Duration;

use frontdesk_protocol::PollResponse;

use super::Conversation;
use crate::effect::{Call, CallId, Effect, Timer};
use crate::failure::{Failure, Verdict};
use crate::input::Heard;
use crate::monotonic::Monotonic;
use crate::phase::{Phase, Trouble};

/// A stream that says nothing at all within this time does not come through.
const BEGINS: Duration = Duration::from_secs(10);

/// A stream beats every 15 s.
const BEAT: Duration = Duration::from_secs(40);

/// A stream that ends so often within this time is no use: polls do instead, for a while.
const ENDS: u32 = 3;
const ENDS_WITHIN: Duration = Duration::from_secs(60);
const POLLS_FOR: Duration = Duration::from_secs(120);

/// An empty answer should have been held for seconds; where it was not, the next poll waits.
const QUICK_ANSWER: Duration = Duration::from_millis(800);
const QUICK_PAUSE: Duration = Duration::from_secs(2);

/// Between the polls of a page that nobody sees.
const HIDDEN_PAUSE: Duration = Duration::from_secs(30);

/// How this visit listens.
#[derive(Debug, Default)]
pub(super) struct Listening {
    pub(super) is_stream: bool,
    pub(super) has_begun: bool,
    /// When the call was made, or when the stream said something last.
    pub(super) heard_at: Monotonic,
    /// Ends of streams since then.
    ends: u32,
    ends_since: Monotonic,
    pub(super) polls_until: Option<Monotonic>,
    /// Another reader took this one's place.
    pub(super) is_superseded: bool,
}

impl Conversation {
    /// Whether messages can come down. While the visitor rates before the session is closed, it is
    /// still alive.
    pub(super) fn hears(&self) -> bool {
        match self.kept.phase {
            Phase::Connecting => self.kept.connect_in_doubt,
            Phase::Surveying => !self.kept.is_over(),
            _ => self.kept.is_talking(),
        }
    }

    pub(super) fn listen_next(&mut self) {
        if !self.hears() || !self.is_free(Timer::Listen) || self.listening.is_superseded {
            return;
        }
        // A cursor acknowledges what came before it: that must be stored.
        if !self.may_use_cursor() {
            return;
        }
        let cursor = self.kept.cursor.clone();
        let listening = &mut self.listening;
        let polls = listening.polls_until.is_some_and(|until| self.now < until);
        listening.is_stream = !polls && !self.kept.polls_only;
        listening.has_begun = false;
        listening.heard_at = self.now;
        let call = if listening.is_stream {
            self.effects.push(Effect::SetTimer(Timer::Beat, BEGINS));
            Call::Listen { cursor }
        } else {
            Call::Poll { cursor }
        };
        self.call(Timer::Listen, call);
    }

    fn may_use_cursor(&self) -> bool {
        #[cfg(feature = "sabotage")]
        if self.breaks(crate::Sabotage::Cursor) {
            return true;
        }
        self.is_all_stored()
    }

    pub(super) fn stop_listening(&mut self) {
        if self.listening.is_stream && self.is_busy(Timer::Listen) {
            self.effects.push(Effect::ClearTimer(Timer::Beat));
        }
        self.clear(Timer::Listen);
    }

    pub(super) fn heard(&mut self, id: CallId, heard: Heard) {
        if self.awaited(id) != Some(Timer::Listen) || !self.listening.is_stream {
            return;
        }
        if matches!(heard, Heard::Superseded) {
            // Who looks on hears by polls, which take nobody's place.
            if self.visible {
                self.poll_for_a_while();
            } else {
                self.listening.is_superseded = true;
            }
            self.stop_listening();
            return;
        }
        if let Some(lane) = self.lane(Timer::Listen) {
            lane.well();
        }
        self.listening.has_begun = true;
        self.listening.heard_at = self.now;
        self.effects.push(Effect::SetTimer(Timer::Beat, BEAT));
        match heard {
            Heard::Batch(batch) => {
                if !self.take_batch(id, batch) {
                    self.effects.push(Effect::Abort(id));
                }
            }
            Heard::Trouble => self.set_trouble(Trouble::Unreachable),
            Heard::Begun | Heard::Well => self.let_through(),
            Heard::Beat | Heard::Superseded => self.is_heard(),
        }
    }

    pub(super) fn polled(&mut self, id: CallId, answer: PollResponse) {
        let is_empty = answer.messages.is_empty();
        if !self.take_batch(id, answer) {
            return;
        }
        self.done(Timer::Listen);
        if !self.visible {
            self.pause(Timer::Listen, HIDDEN_PAUSE);
        } else if is_empty && self.now.since(self.listening.heard_at) < QUICK_ANSWER {
            self.pause(Timer::Listen, QUICK_PAUSE);
        }
    }

    pub(super) fn stream_is_silent(&mut self) {
        let abort = self.lane(Timer::Listen).and_then(|lane| lane.abort());
        if abort.is_some() {
            self.effects.extend(abort);
            if !self.listening.has_begun {
                self.poll_for_a_while();
            }
            self.stream_ended(&Failure::Lost);
        }
    }

    pub(super) fn listening_failed(&mut self, failure: &Failure) {
        if self.listening.is_stream {
            self.effects.push(Effect::ClearTimer(Timer::Beat));
            self.stream_ended(failure);
            return;
        }
        let wait = match failure.verdict() {
            Verdict::Renew => return self.renew_seal(Timer::Listen),
            Verdict::Repeat(wait) | Verdict::Maybe(wait) => wait,
            Verdict::Unknown | Verdict::Final => None,
        };
        self.back_off(Timer::Listen, failure, wait);
    }

    fn stream_ended(&mut self, failure: &Failure) {
        if failure.is_no_route() {
            self.kept.polls_only = true;
            self.dirty = true;
            self.release(Timer::Listen);
            return;
        }
        if failure.verdict() == Verdict::Renew {
            self.renew_seal(Timer::Listen);
            return;
        }
        let (now, listening) = (self.now, &mut self.listening);
        if now.since(listening.ends_since) > ENDS_WITHIN {
            listening.ends = 0;
            listening.ends_since = now;
        }
        // What never left says nothing about streams.
        listening.ends += u32::from(*failure != Failure::NotSent);
        if listening.ends >= ENDS {
            self.poll_for_a_while();
        }
        let wait = match failure.verdict() {
            Verdict::Repeat(wait) | Verdict::Maybe(wait) => wait,
            _ => None,
        };
        self.back_off(Timer::Listen, failure, wait);
    }

    fn poll_for_a_while(&mut self) {
        self.listening.ends = 0;
        self.listening.polls_until = Some(self.now.after(POLLS_FOR));
    }
}
