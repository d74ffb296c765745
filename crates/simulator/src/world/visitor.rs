//! One visitor: the session, what waits for the next poll, and what was said.

use std::collections::VecDeque;
use std::sync::Arc;

use frontdesk_protocol::{ControlType, DownlinkMessage, SourceType};
use tokio::sync::Notify;

use super::clock::Moment;
use super::desk::agents::AgentId;
use super::downlink::Utterance;
use super::ledger::Ledger;
use super::polls::Polls;
use super::services::OfVisitor;
use super::transcript::{Line, Said, Transcript};
use crate::push::PushQueue;

pub(crate) use super::phase::Phase;

/// A visitor who has a token.
#[derive(Debug)]
pub(crate) struct Visitor {
    pub(crate) user: String,
    pub(crate) name: String,
    pub(crate) phase: Phase,
    /// Names the session to the agent gateway.
    pub(crate) call_id: String,
    pub(crate) polls: Polls,
    /// When an agent accepted, in this session.
    pub(crate) accepted: Option<Moment>,
    /// Whose conversation it is or was, in this session.
    pub(crate) agent: Option<AgentId>,
    /// While an agent is rung up.
    pub(crate) ring: Option<Ring>,
    /// The agent who was rung up did not answer, and the visitor has not been told yet.
    pub(crate) unanswered: bool,
    /// After a time-out: what the visitor says now is kept for later.
    pub(crate) offline: bool,
    /// Whether the visitor's polls ask for read receipts.
    pub(crate) wants_receipts: bool,
    /// When the visitor was last seen writing.
    pub(crate) typing: Option<Moment>,
    /// What the agent has not looked at.
    pub(crate) unread: u32,
    /// Wakes the poll that is held.
    pub(crate) wake: Arc<Notify>,
    pub(crate) services: OfVisitor,
    /// All that went up and down, where it is kept.
    pub(crate) ledger: Option<Ledger>,
    pending: VecDeque<DownlinkMessage>,
    transcript: Transcript,
    /// What the last poll took.
    handed_out: Vec<DownlinkMessage>,
    last_stamp: i64,
}

/// An agent is being rung up for a visitor who waits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ring {
    pub(crate) agent: AgentId,
    pub(crate) until: Moment,
}

impl Visitor {
    pub(crate) fn new(user: &str, name: &str, now: Moment) -> Self {
        Self {
            user: user.to_owned(),
            name: name.to_owned(),
            phase: Phase::New,
            call_id: String::new(),
            polls: Polls::new(now),
            accepted: None,
            agent: None,
            ring: None,
            unanswered: false,
            offline: false,
            wants_receipts: false,
            typing: None,
            unread: 0,
            wake: Arc::new(Notify::new()),
            services: OfVisitor::default(),
            ledger: None,
            pending: VecDeque::new(),
            transcript: Transcript::default(),
            handed_out: Vec::new(),
            last_stamp: 0,
        }
    }

    /// Opens a session. What the last one left unread is gone with it, but for offline messages
    /// that no agent has seen.
    pub(crate) fn begin(&mut self, call_id: String, now: Moment) {
        let unseen = self.offline && self.unread > 0;
        if !unseen {
            self.unread = 0;
            self.transcript.clear();
        }
        self.phase = Phase::Robot;
        self.call_id = call_id;
        self.polls.renew(now);
        self.accepted = None;
        self.agent = None;
        self.unanswered = false;
        self.offline = false;
        self.typing = None;
        self.pending.clear();
        self.handed_out.clear();
    }

    /// An agent takes over.
    pub(crate) fn meet(&mut self, agent: AgentId, now: Moment) {
        self.phase = Phase::WithAgent;
        self.agent = Some(agent);
        self.accepted = Some(now);
        self.ring = None;
        self.unanswered = false;
        self.offline = false;
    }

    /// The visitor does not want to write on, not even for later.
    pub(crate) fn leave(&mut self) {
        self.end();
        self.offline &= self.unread > 0;
    }

    pub(crate) fn end(&mut self) {
        self.phase = Phase::Ended;
        self.ring = None;
        self.typing = None;
    }

    /// Puts a message where the next poll finds it, and wakes the poll that is held; puts it among
    /// the pushes too, or there alone.
    pub(crate) fn deliver(
        &mut self,
        utterance: Utterance,
        channel: &str,
        limit: usize,
        pushes: Option<&mut PushQueue>,
        now: Moment,
    ) {
        let stamp = self.stamp(now);
        if let Some(said) = utterance.line() {
            self.transcript.add(said, false, stamp);
        }
        let message = utterance.into_message(channel, &self.user, stamp);
        self.services.history.add(&message);
        if let Some(ledger) = &mut self.ledger {
            ledger.tell(&message);
        }
        if let Some(pushes) = pushes {
            pushes.add(message.clone());
            if !pushes.keeps_for_poll() {
                return;
            }
        }
        if self.pending.len() >= limit {
            self.pending.pop_front();
            tracing::warn!(
                user = self.user,
                limit,
                "too much waits for one poll: dropped the oldest"
            );
        }
        self.pending.push_back(message);
        self.wake.notify_waiters();
    }

    /// Writes down what the visitor said. The robot reads at once.
    pub(crate) fn said(&mut self, said: Said, now: Moment) {
        let stamp = self.stamp(now);
        self.typing = None;
        self.transcript.add(said, self.phase == Phase::Robot, stamp);
    }

    /// Writes down what happened, for the agent alone.
    pub(crate) fn note(&mut self, text: &str, now: Moment) {
        let stamp = self.stamp(now);
        self.transcript.add(Said::remark(text), false, stamp);
    }

    /// Takes what waits: it is not handed out again. Read receipts are not for everybody. With the
    /// number of the answer, where it is kept.
    pub(crate) fn take(&mut self, now: Moment) -> (Vec<DownlinkMessage>, u64) {
        let receipts = self.wants_receipts;
        let messages: Vec<DownlinkMessage> = self
            .pending
            .drain(..)
            .filter(|message| receipts || message.control != ControlType::Read)
            .collect();
        self.handed_out.clone_from(&messages);
        let answer = match &mut self.ledger {
            Some(ledger) if !messages.is_empty() => ledger.hand_out(&messages, now),
            _ => 0,
        };
        (messages, answer)
    }

    /// Puts what the last poll took before what waits; whether that was anything.
    pub(crate) fn hand_out_again(&mut self, limit: usize) -> bool {
        let room = limit.saturating_sub(self.pending.len());
        let again = self.handed_out.drain(..).rev().take(room);
        let before = self.pending.len();
        again.for_each(|message| self.pending.push_front(message));
        self.wake.notify_waiters();
        self.pending.len() > before
    }

    pub(crate) fn transcript(&mut self) -> &mut Transcript {
        &mut self.transcript
    }

    /// The transcript, oldest first.
    pub(crate) fn lines(&self) -> impl DoubleEndedIterator<Item = &Line> {
        self.transcript.lines()
    }

    /// What the visitor said last.
    pub(crate) fn last_said(&self) -> Option<&Line> {
        self.lines()
            .rfind(|line| line.said.who == SourceType::Customer)
    }

    /// What the visitor said, oldest first.
    pub(crate) fn heard(&self) -> impl Iterator<Item = &str> {
        let said = self
            .lines()
            .filter(|line| line.said.who == SourceType::Customer);
        said.map(|line| line.said.text.as_str())
    }

    /// When the newest thing was said, in milliseconds since 1970.
    pub(crate) fn last_stamp(&self) -> i64 {
        self.last_stamp
    }

    /// Messages without a code are told apart by their times, so no two may have the same.
    fn stamp(&mut self, now: Moment) -> i64 {
        self.last_stamp = now.millis().max(self.last_stamp + 1);
        self.last_stamp
    }
}
