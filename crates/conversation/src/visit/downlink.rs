//! What comes down.

use std::time::Duration;

use frontdesk_protocol::{Answer, ControlType, DownlinkMessage, PollResponse, SourceType};

use super::Conversation;
use super::answers::is_over;
use crate::effect::{Announcement, CallId, Effect, Timer};
use crate::failure::Failure;
use crate::phase::{Phase, Place};
use crate::transcript::LineKey;

/// How long an agent who types and then says nothing is shown as typing.
const TYPING: Duration = Duration::from_secs(6);

/// No cursor is longer, and what is no cursor is not kept.
const CURSOR_BYTES: usize = 128;

impl Conversation {
    /// A poll's answer, or an event of the stream. Whether it was one.
    pub(super) fn take_batch(&mut self, id: CallId, batch: PollResponse) -> bool {
        if batch.code.as_ref().is_some_and(is_over) {
            self.let_through();
            self.session_over(None);
            return true;
        }
        if !batch.is_success() {
            self.failed(id, &Failure::Garbage);
            return false;
        }
        self.let_through();
        if batch.reset {
            self.was_reset();
        }
        let past = self.past(&batch.messages);
        self.kept.is_unheard = false;
        if let Some(cursor) = batch.cursor
            && cursor != self.kept.cursor
            && cursor.len() <= CURSOR_BYTES
        {
            self.kept.cursor = cursor;
            self.dirty = true;
        }
        #[cfg(feature = "sabotage")]
        if self.breaks(crate::Sabotage::Cursor) {
            self.held_back.extend(batch.messages);
            return true;
        }
        for (place, message) in batch.messages.into_iter().enumerate() {
            self.came_down(message, place < past);
        }
        true
    }

    /// How many of these may be of conversations before: in the first reading, also where the visit was
    /// lost and its seal was not, and until something of a new conversation has come. What comes before an agent's words or an end cannot be told from them. If that was this conversation
    /// after all, the queue, the next message, or the answer to what the visitor writes will tell.
    fn past(&self, messages: &[DownlinkMessage]) -> usize {
        let is_past = |message: &DownlinkMessage| {
            self.kept.connect_in_doubt
                || message.control == ControlType::Disconnect
                || message.source == Some(SourceType::Agent)
        };
        if !self.kept.stale && !self.kept.is_unheard {
            return 0;
        }
        let last = messages.iter().rposition(is_past);
        last.map_or(0, |last| last + 1)
    }

    /// What is past is only shown.
    pub(crate) fn came_down(&mut self, message: DownlinkMessage, is_past: bool) {
        if message.control == ControlType::Input {
            // It says nothing that could be shown again.
            if !is_past {
                self.agent_is_typing(&message);
            }
            return;
        }
        if !self.is_new(&message) {
            return;
        }
        self.dirty = true;
        match message.control {
            ControlType::Chat | ControlType::Disconnect if is_past => self.show_past(message),
            ControlType::Chat => self.show(message),
            ControlType::Disconnect => self.disconnected(message),
            ControlType::Read => {
                let ids = message.content.as_deref().unwrap_or_default();
                self.kept.transcript.read(read_ids(ids));
            }
            ControlType::Recall => {
                let code = message.message_code.as_deref().unwrap_or_default();
                if !code.is_empty() {
                    self.kept.transcript.withdraw(code);
                }
            }
            // Other words mean nothing to a visitor.
            _ => {}
        }
    }

    pub(super) fn is_new(&mut self, message: &DownlinkMessage) -> bool {
        let is_first = self.kept.seen.first(message);
        #[cfg(feature = "sabotage")]
        if self.breaks(crate::Sabotage::Dedupe) {
            return true;
        }
        is_first
    }

    fn show_past(&mut self, message: DownlinkMessage) {
        if message.source != Some(SourceType::Customer) {
            let was_missed = message.missed;
            self.kept.transcript.push_downlink(message, was_missed);
        }
    }

    fn show(&mut self, message: DownlinkMessage) {
        match message.source {
            // The visitor's own words are shown already.
            Some(SourceType::Customer) => return,
            Some(SourceType::Agent) if !self.kept.stale => {
                self.agent_stops_typing();
                self.agent_came(message.nickname.clone());
            }
            // The robot greets: what comes from now on is of this conversation.
            Some(SourceType::Robot) => {
                self.kept.stale = false;
                if self.kept.phase == Phase::Connecting && self.kept.connect_in_doubt {
                    self.begin(Phase::Robot);
                }
            }
            _ => {}
        }
        let was_missed = message.missed;
        #[cfg(feature = "sabotage")]
        let was_missed = was_missed && !self.breaks(crate::Sabotage::Missed);
        self.kept.recovered = self
            .kept
            .recovered
            .saturating_add(u32::from(message.missed));
        if let Some(key) = self.kept.transcript.push_downlink(message, was_missed) {
            self.news(key);
        }
    }

    /// A line came down.
    pub(super) fn news(&mut self, key: LineKey) {
        self.announce(Announcement::Message(key));
        let line = self.kept.transcript.line(key);
        if !self.open && line.is_some_and(crate::Line::is_said) {
            self.set_unread(self.kept.unread.saturating_add(1));
        }
    }

    fn agent_is_typing(&mut self, message: &DownlinkMessage) {
        let by_visitor = message.source == Some(SourceType::Customer);
        if self.kept.phase.is_talking() && !self.kept.stale && !by_visitor {
            self.agent_types = true;
            self.effects.push(Effect::SetTimer(Timer::Typing, TYPING));
        }
    }

    pub(super) fn agent_stops_typing(&mut self) {
        if self.agent_types {
            self.agent_types = false;
            self.effects.push(Effect::ClearTimer(Timer::Typing));
        }
    }

    /// A person is there: by a first message, or because the queue says so.
    pub(super) fn agent_came(&mut self, name: Option<String>) {
        let is_there = self.kept.phase == Phase::Agent;
        let can_come = match self.kept.phase {
            Phase::Robot | Phase::Queued | Phase::Agent | Phase::Offline => true,
            Phase::Connecting => self.kept.connect_in_doubt,
            _ => false,
        };
        let name = name.filter(|name| !name.trim().is_empty());
        if name.is_some() && name != self.kept.agent_name {
            self.kept.agent_name.clone_from(&name);
            self.dirty = true;
        }
        if can_come && !is_there {
            self.kept.agent_came = true;
            self.kept.stale = false;
            self.kept.transfer_in_doubt = false;
            self.kept.place = Place::default();
            if self.kept.phase == Phase::Connecting {
                self.begin(Phase::Agent);
            }
            self.set_phase(Phase::Agent);
            self.announce(Announcement::AgentJoined(name));
            self.repair_gap();
        }
    }
}

/// The ids in a comma list, or in a JSON array of them.
fn read_ids(content: &str) -> impl Iterator<Item = &str> {
    let around = |character: char| matches!(character, ',' | '[' | ']' | '"');
    let ids = content.split(around).map(str::trim);
    ids.filter(|id| !id.is_empty())
}
