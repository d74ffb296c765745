//! What comes down.

use frontdesk_protocol::{ControlType, DownlinkMessage, SourceType};

use crate::effect::Announcement;
use crate::phase::{EndReason, Phase, Place};
use crate::transcript::{Event, Sender};
use crate::visit::Conversation;

impl Conversation {
    pub(super) fn came_down(&mut self, message: DownlinkMessage) {
        if !self.kept.seen.first(&message) {
            return;
        }
        self.dirty = true;
        match message.control {
            ControlType::Chat => self.show(message),
            ControlType::Disconnect => self.disconnected(message),
            // Receipts and typing have no place yet; other words mean nothing to a visitor.
            _ => {}
        }
    }

    fn show(&mut self, message: DownlinkMessage) {
        match message.source {
            Some(SourceType::Agent) if !self.kept.stale => {
                self.agent_came(message.nickname.clone());
            }
            // The robot greets: what comes from now on is of this conversation.
            Some(SourceType::Robot) => self.kept.stale = false,
            _ => {}
        }
        let Some(key) = self.kept.transcript.push_downlink(message) else {
            return;
        };
        self.announce(Announcement::Message(key));
        let from_system = self
            .kept
            .transcript
            .line(key)
            .is_some_and(|line| line.sender == Sender::System);
        if !self.open && !from_system {
            self.kept.unread = self.kept.unread.saturating_add(1);
            self.announce(Announcement::Unread(self.kept.unread));
        }
    }

    fn disconnected(&mut self, message: DownlinkMessage) {
        let by_agent = message.source == Some(SourceType::Agent);
        let offline = message.offline;
        let at = message.timestamp;
        self.kept.transcript.push_downlink(message);
        // With tips for an offline message the composer stays usable.
        if offline || self.kept.stale || !self.kept.phase.is_talking() {
            return;
        }
        let (event, reason) = if by_agent {
            (Event::AgentLeft, EndReason::ByAgent)
        } else {
            (Event::TimedOut, EndReason::TimedOut)
        };
        self.note(event, at);
        self.over(reason);
    }

    /// A person is there: by a first message, or because the queue says so.
    pub(super) fn agent_came(&mut self, name: Option<String>) {
        let name = name.filter(|name| !name.trim().is_empty());
        if name.is_some() && name != self.kept.agent_name {
            self.kept.agent_name.clone_from(&name);
            self.dirty = true;
        }
        let waiting = matches!(
            self.kept.phase,
            Phase::Connecting | Phase::Robot | Phase::Queued
        );
        if waiting {
            self.kept.agent_came = true;
            self.kept.transfer_in_doubt = false;
            self.kept.place = Place::default();
            self.set_phase(Phase::Agent);
            self.announce(Announcement::AgentJoined(name));
        }
    }
}
