//! What a visit shows.

use frontdesk_protocol::Survey;

use super::Conversation;
use crate::effect::Timer;
use crate::monotonic::Monotonic;
use crate::phase::{Phase, Place, Rating, Trouble};
use crate::transcript::Line;

impl Conversation {
    /// Where the visit stands.
    pub fn phase(&self) -> &Phase {
        &self.kept.phase
    }

    /// Names the visit, as [`Snapshot::visit`](crate::Snapshot::visit) does.
    pub fn visit(&self) -> u64 {
        self.kept.id
    }

    /// Whether there is a conversation, or something still to be said to the service: whether a page
    /// that is loaded now has something to go on with.
    pub fn is_live(&self) -> bool {
        self.kept.is_live()
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
        self.kept.rating
    }

    /// What keeps the visit from going on.
    pub fn trouble(&self) -> Option<Trouble> {
        self.trouble
    }

    /// Messages that the visitor has not seen.
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
        self.kept.survey.as_ref()
    }

    /// Whether the agent is typing.
    pub fn is_agent_typing(&self) -> bool {
        self.agent_types
    }

    /// How many messages that were lost on their way were repaired by history.
    pub fn recovered(&self) -> u32 {
        self.kept.recovered
    }

    /// Whether a text or a file is accepted now: there is a conversation, and not too much waits.
    pub fn can_write(&self) -> bool {
        let is_there = self.kept.phase.is_talking() || self.kept.phase == Phase::Connecting;
        is_there && !self.kept.outbox.is_full()
    }

    /// Whether a message to leave is on its way.
    pub fn is_leaving_message(&self) -> bool {
        let message = self.kept.to_leave.as_ref();
        message.is_some_and(|message| !message.is_draft)
    }

    /// What the visitor wrote into the form for a message, phone and text, until it is left or dropped.
    pub fn draft_of_message(&self) -> Option<(&str, &str)> {
        let message = self.kept.to_leave.as_ref();
        message.map(|message| (message.phone.as_str(), message.text.as_str()))
    }

    /// With which code the last message to leave was refused.
    pub fn refusal_of_message(&self) -> Option<&str> {
        self.refusal.as_deref()
    }

    /// The newest moment that the visit knows of.
    pub fn clock(&self) -> Monotonic {
        self.kept.clock
    }

    /// Whether messages come by a stream now, not by polls.
    pub fn is_listening_by_stream(&self) -> bool {
        self.is_busy(Timer::Listen) && self.listening.has_begun
    }
}
