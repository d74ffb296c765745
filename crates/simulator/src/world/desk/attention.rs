//! What an agent does without a word: looks, writes, takes back.

use frontdesk_protocol::ControlType;

use super::agents::AgentId;
use super::refusal::DeskRefusal;
use crate::Quirk;
use crate::world::World;
use crate::world::clock::Moment;
use crate::world::downlink::Utterance;
use crate::world::visitor::Phase;

impl World {
    /// The agent has looked at what the visitor said; in an open conversation a read receipt says
    /// so. Whether there was anything new.
    pub(crate) fn seen(&mut self, user: &str, now: Moment) -> Result<bool, DeskRefusal> {
        let visitor = self
            .visitors
            .get_mut(user)
            .ok_or_else(|| DeskRefusal::NoSuchVisitor(user.to_owned()))?;
        if visitor.unread == 0 {
            return Ok(false);
        }
        visitor.unread = 0;
        let ids = visitor.transcript().mark_seen();
        let talking = visitor.phase == Phase::WithAgent;
        if talking && !ids.is_empty() {
            self.say(user, Utterance::receipt(&ids), now);
        }
        self.touch();
        Ok(true)
    }

    /// The agent is writing; whether the visitor is told, which no document provides for.
    pub(crate) fn agent_types(
        &mut self,
        agent: AgentId,
        user: &str,
        now: Moment,
    ) -> Result<bool, DeskRefusal> {
        if self.agent_of(user).map(|known| known.id) != Some(agent) {
            return Err(DeskRefusal::NotInConversation(user.to_owned()));
        }
        let told = self.quirks().has(Quirk::TypingDown);
        if told {
            self.agent_does(user, ControlType::Input, None, now)?;
        }
        Ok(told)
    }

    /// The agent takes a message back, by its code; whether the visitor is told, which no document
    /// provides for.
    pub(crate) fn withdraw(
        &mut self,
        user: &str,
        code: &str,
        now: Moment,
    ) -> Result<bool, DeskRefusal> {
        self.agent_name(user)?;
        let unknown = || DeskRefusal::NoSuchMessage(code.to_owned());
        let visitor = self.visitors.get_mut(user).ok_or_else(unknown)?;
        if !visitor.transcript().mark_withdrawn(code) {
            return Err(unknown());
        }
        visitor.services.history.forget(code);
        self.touch();
        let told = self.quirks().has(Quirk::RecallDown);
        if told {
            self.agent_does(user, ControlType::Recall, Some(code), now)?;
        }
        Ok(told)
    }
}
