//! How a conversation begins.

use frontdesk_protocol::{QueueInfo, ResultCode};

use super::Conversation;
use super::answers::is_over;
use crate::effect::{Announcement, Timer};
use crate::outbox::{Uplink, UplinkKind, message_id};
use crate::phase::{EndReason, Phase, Trouble};

/// So often CONNECT is sent by itself, each time under another id.
const CONNECTS: u32 = 2;

/// A queue that says nothing of a CONNECT in doubt is not asked more often.
const QUESTIONS: u32 = 3;

impl Conversation {
    /// Begins a conversation. What was typed early waits behind CONNECT.
    pub(super) fn connect(&mut self, at: i64) {
        self.kept.connects += 1;
        self.kept.connect_in_doubt = false;
        self.unanswered = 0;
        self.set_phase(Phase::Connecting);
        let uplink = Uplink {
            message_id: message_id(&mut self.rng),
            kind: UplinkKind::Connect(self.trans_data.clone()),
            at,
            tried: None,
            is_first_try: false,
            needs: self.next_number(),
        };
        self.listening.is_superseded = false;
        let is_busy = self.is_busy(Timer::Uplink);
        self.kept.outbox.push_next(uplink, is_busy);
    }

    pub(super) fn connected(&mut self, code: &ResultCode) {
        if self.kept.phase != Phase::Connecting {
            return;
        }
        // A session beyond the robot is the one before, which is there still: its end is the end.
        self.kept.stale &= matches!(code, ResultCode::Success | ResultCode::InIvr);
        match code {
            ResultCode::Success | ResultCode::InIvr => self.begin(Phase::Robot),
            ResultCode::Queuing => self.begin(Phase::Queued),
            ResultCode::WithAgent => {
                self.begin(Phase::Robot);
                self.agent_came(None);
            }
            ResultCode::NotWorkingTime => self.over(EndReason::NotWorkingTime),
            other => self.over(EndReason::Refused(other.as_str().to_owned())),
        }
    }

    pub(super) fn begin(&mut self, phase: Phase) {
        self.kept.connects = 0;
        self.kept.connect_in_doubt = false;
        self.set_phase(phase);
        self.announce(Announcement::Connected);
    }

    /// Nobody knows whether CONNECT arrived: the queue may.
    pub(super) fn doubt_resolved(&mut self, answer: &QueueInfo, is_success: bool) {
        match &answer.code {
            // CONNECT leads there, too, if it has arrived.
            Some(ResultCode::InIvr) => self.begin(Phase::Robot),
            Some(code @ (ResultCode::WithAgent | ResultCode::Queuing)) => self.connected(code),
            _ if is_success => self.connected(&ResultCode::Queuing),
            Some(code) if is_over(code) => self.not_connected(),
            _ => self.doubt_stays(),
        }
    }

    /// For once without an answer, the next one may know.
    pub(super) fn doubt_stays(&mut self) {
        self.unanswered += 1;
        if self.unanswered >= QUESTIONS {
            self.not_connected();
        }
    }

    /// Once more by itself, then only if the visitor wants it.
    fn not_connected(&mut self) {
        if self.kept.connects < CONNECTS {
            self.connect(0);
            return;
        }
        self.set_trouble(Trouble::Unreachable);
        if let Some(lane) = self.lane(Timer::Queue) {
            lane.stick();
        }
    }
}
