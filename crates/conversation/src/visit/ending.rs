//! How a conversation ends.

use frontdesk_protocol::{DownlinkMessage, SourceType};

use super::Conversation;
use crate::effect::{Announcement, Timer};
use crate::outbox::{Uplink, UplinkKind};
use crate::phase::{EndReason, Phase, Place};
use crate::transcript::Event;

impl Conversation {
    pub(super) fn left(&mut self, at: i64) {
        if self.kept.phase == Phase::Connecting {
            self.announce(Announcement::Ended(EndReason::ByVisitor));
            self.leave_connecting(at);
        } else if self.kept.phase.is_talking() {
            self.note(Event::VisitorLeft, Some(at));
            self.announce(Announcement::Ended(EndReason::ByVisitor));
            self.quieten();
            if self.kept.agent_came && self.kept.has_survey {
                self.ask_rating(EndReason::ByVisitor);
            } else {
                self.disconnect(at);
            }
        }
    }

    /// What came while nothing had begun needs no end; but CONNECT may have arrived.
    fn leave_connecting(&mut self, at: i64) {
        let is_untried = |uplink: &Uplink| {
            uplink.is_connect() && (uplink.tried.is_none() || uplink.is_first_try)
        };
        let is_first = self.kept.outbox.first().is_some_and(is_untried);
        let never_left = is_first && !self.is_busy(Timer::Uplink);
        self.drop_outbox();
        if never_left && self.kept.connects == 1 {
            self.set_phase(Phase::Ended(EndReason::ByVisitor));
            self.quieten();
        } else {
            self.disconnect(at);
        }
    }

    pub(super) fn disconnect(&mut self, at: i64) {
        self.send_up(UplinkKind::Disconnect, at);
        self.set_phase(Phase::Ended(EndReason::ByVisitor));
        self.quieten();
    }

    /// The other side closes the conversation.
    pub(super) fn disconnected(&mut self, message: DownlinkMessage) {
        let by_agent = message.source == Some(SourceType::Agent);
        let (offline, at) = (message.offline, message.timestamp);
        self.kept.transcript.push_downlink(message, false);
        let is_talking = self.kept.phase.is_talking();
        if self.kept.stale {
            return;
        }
        if offline {
            if is_talking {
                self.quieten();
                self.set_phase(Phase::Offline);
            }
        } else if by_agent && is_talking {
            self.note(Event::AgentLeft, at);
            self.over(EndReason::ByAgent);
        } else {
            self.session_over(at);
        }
    }

    /// The service says that the session has ended. Who waits for a person has waited in vain.
    pub(super) fn session_over(&mut self, at: Option<i64>) {
        match self.kept.phase {
            Phase::Queued => {
                self.note(Event::QueueTimedOut, at);
                self.over(EndReason::NoAnswer);
            }
            Phase::Robot | Phase::Agent | Phase::Offline => {
                self.note(Event::TimedOut, at);
                self.over(EndReason::TimedOut);
            }
            // What is asked meanwhile is still asked, and no DISCONNECT follows.
            Phase::Surveying | Phase::LeavingMessage if !self.kept.is_over() => {
                if self.kept.ending.is_none() {
                    self.note(Event::TimedOut, at);
                    self.announce(Announcement::Ended(EndReason::TimedOut));
                }
                self.kept.ending = Some(EndReason::TimedOut);
                self.drop_outbox();
                self.quieten();
            }
            _ => {}
        }
    }

    /// The conversation is over by itself: nothing more can go up.
    pub(super) fn over(&mut self, reason: EndReason) {
        self.drop_outbox();
        self.quieten();
        self.announce(Announcement::Ended(reason.clone()));
        if self.kept.agent_came && self.kept.has_survey {
            self.ask_rating(reason);
        } else {
            self.set_phase(Phase::Ended(reason));
        }
    }

    /// Nobody waits, types or reads any more.
    fn quieten(&mut self) {
        self.kept.place = Place::default();
        self.kept.transfer_in_doubt = false;
        self.kept.connect_in_doubt = false;
        self.drop_files();
        self.drop_receipts();
        self.agent_stops_typing();
        self.dirty = true;
    }
}
