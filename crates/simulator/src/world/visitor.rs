//! One visitor: the session, what waits for the next poll, and what was said.

use std::collections::VecDeque;
use std::sync::Arc;

use frontdesk_protocol::{DownlinkMessage, SourceType};
use tokio::sync::Notify;

use super::clock::Moment;
use super::downlink::Utterance;
use super::services::OfVisitor;

/// Where a visitor's session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// There was none yet.
    New,
    /// The robot answers.
    Robot,
    /// In the waiting line; the robot is silent.
    Queued,
    /// An agent has accepted.
    WithAgent,
    /// Over.
    Ended,
}

impl Phase {
    /// Whether a session is open.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Robot | Self::Queued | Self::WithAgent)
    }
}

/// A visitor who has a token.
#[derive(Debug)]
pub(crate) struct Visitor {
    pub(crate) user: String,
    pub(crate) name: String,
    pub(crate) phase: Phase,
    /// Names the session to the agent gateway.
    pub(crate) call_id: String,
    pub(crate) last_poll: Moment,
    /// When an agent accepted, in this session.
    pub(crate) accepted: Option<Moment>,
    /// When the visitor was last seen writing.
    pub(crate) typing: Option<Moment>,
    /// What the agent has not looked at.
    pub(crate) unread: u32,
    /// Wakes the poll that is held.
    pub(crate) wake: Arc<Notify>,
    pub(crate) services: OfVisitor,
    pending: VecDeque<DownlinkMessage>,
    lines: VecDeque<Line>,
    next_line: u64,
    last_stamp: i64,
}

/// A line of the transcript.
#[derive(Debug)]
pub(crate) struct Line {
    /// Counts up within the visitor's transcript.
    pub(crate) id: u64,
    pub(crate) who: SourceType,
    pub(crate) text: String,
    /// Milliseconds since 1970.
    pub(crate) at: i64,
    /// messageCode or messageId.
    pub(crate) code: Option<String>,
    /// Whether the visitor has reported it as read.
    pub(crate) read: bool,
}

impl Visitor {
    pub(crate) fn new(user: &str, name: &str, now: Moment) -> Self {
        Self {
            user: user.to_owned(),
            name: name.to_owned(),
            phase: Phase::New,
            call_id: String::new(),
            last_poll: now,
            accepted: None,
            typing: None,
            unread: 0,
            wake: Arc::new(Notify::new()),
            services: OfVisitor::default(),
            pending: VecDeque::new(),
            lines: VecDeque::new(),
            next_line: 0,
            last_stamp: 0,
        }
    }

    /// Opens a session. What the last one left unread is gone with it.
    pub(crate) fn begin(&mut self, call_id: String, now: Moment) {
        self.phase = Phase::Robot;
        self.call_id = call_id;
        self.last_poll = now;
        self.accepted = None;
        self.typing = None;
        self.unread = 0;
        self.pending.clear();
        self.lines.clear();
    }

    pub(crate) fn end(&mut self) {
        self.phase = Phase::Ended;
        self.typing = None;
    }

    /// Puts a message where the next poll finds it, and wakes the poll that is held.
    pub(crate) fn deliver(
        &mut self,
        utterance: Utterance,
        channel: &str,
        limit: usize,
        now: Moment,
    ) {
        let stamp = self.stamp(now);
        if let Some((who, text)) = utterance.line() {
            self.write_down(who, text, utterance.code.clone(), stamp);
        }
        if self.pending.len() >= limit {
            self.pending.pop_front();
            tracing::warn!(
                user = self.user,
                limit,
                "too much waits for one poll: dropped the oldest"
            );
        }
        let message = utterance.into_message(channel, &self.user, stamp);
        self.services.history.add(&message);
        self.pending.push_back(message);
        self.wake.notify_waiters();
    }

    /// Writes down what the visitor said.
    pub(crate) fn said(&mut self, text: String, message_id: Option<&str>, now: Moment) {
        let stamp = self.stamp(now);
        self.typing = None;
        self.write_down(
            SourceType::Customer,
            text,
            message_id.map(str::to_owned),
            stamp,
        );
    }

    /// Writes down what happened, for the agent alone.
    pub(crate) fn note(&mut self, text: &str, now: Moment) {
        let stamp = self.stamp(now);
        self.write_down(SourceType::System, text.to_owned(), None, stamp);
    }

    /// Takes what waits: it is not handed out again.
    pub(crate) fn take(&mut self, now: Moment) -> Vec<DownlinkMessage> {
        self.last_poll = now;
        self.pending.drain(..).collect()
    }

    /// Marks lines as read by the visitor.
    pub(crate) fn has_read(&mut self, codes: &[&str]) {
        for line in &mut self.lines {
            line.read |= line
                .code
                .as_deref()
                .is_some_and(|code| codes.contains(&code));
        }
    }

    /// The transcript, oldest first.
    pub(crate) fn lines(&self) -> impl DoubleEndedIterator<Item = &Line> {
        self.lines.iter()
    }

    /// What the visitor said last.
    pub(crate) fn last_said(&self) -> Option<&Line> {
        self.lines().rfind(|line| line.who == SourceType::Customer)
    }

    /// What the visitor said, oldest first.
    pub(crate) fn heard(&self) -> impl Iterator<Item = &str> {
        let said = self.lines().filter(|line| line.who == SourceType::Customer);
        said.map(|line| line.text.as_str())
    }

    /// When the newest thing was said, in milliseconds since 1970.
    pub(crate) fn last_stamp(&self) -> i64 {
        self.last_stamp
    }

    fn write_down(&mut self, who: SourceType, text: String, code: Option<String>, at: i64) {
        if self.lines.len() >= MAX_LINES {
            self.lines.pop_front();
        }
        self.lines.push_back(Line {
            id: self.next_line,
            who,
            text,
            at,
            code,
            read: false,
        });
        self.next_line += 1;
    }

    /// Messages without a code are told apart by their times, so no two may have the same.
    fn stamp(&mut self, now: Moment) -> i64 {
        self.last_stamp = now.millis().max(self.last_stamp + 1);
        self.last_stamp
    }
}

const MAX_LINES: usize = 200;
