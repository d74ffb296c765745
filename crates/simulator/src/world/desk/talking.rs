//! What an agent says.

use frontdesk_protocol::{ControlType, FileType, MediaType, SourceType};

use super::agent_text::{AgentRefusal, AgentText};
use super::agents::{Agent, AgentId};
use super::refusal::DeskRefusal;
use crate::world::World;
use crate::world::clock::Moment;
use crate::world::downlink::Utterance;
use crate::world::visitor::Phase;

impl World {
    /// An agent's message by the gateway, under the Guid of whoever is signed in there, in the
    /// conversation that `call_id` names.
    pub(crate) fn carry(
        &mut self,
        agent: AgentId,
        guid: &str,
        call_id: &str,
        text: AgentText,
        now: Moment,
    ) -> Result<(), AgentRefusal> {
        if !self.agents.knows(agent, guid) {
            return Err(AgentRefusal::NotSignedIn);
        }
        if self.agent_of(&text.user).map(|agent| agent.id) != Some(agent) {
            return Err(AgentRefusal::NotInConversation);
        }
        if self.visitor(&text.user).map(|known| known.call_id.as_str()) != Some(call_id) {
            return Err(AgentRefusal::OtherCall);
        }
        self.say(&text.user, text.utterance, now);
        Ok(())
    }

    /// An agent's words, without the gateway; the message's code, if there was a conversation to
    /// say them in.
    pub(crate) fn agent_says(&mut self, user: &str, text: &str, now: Moment) -> Option<String> {
        let code = self.random.uuid();
        let name = self.agent_of(user)?.name.clone();
        let utterance = Utterance::agent(text, &name, code.clone());
        self.say(user, utterance, now);
        Some(code)
    }

    /// Something of any type that an agent sends, a file from the library; the message's code, if
    /// there was a conversation to send it in.
    pub(crate) fn agent_sends(
        &mut self,
        user: &str,
        media: MediaType,
        content: &str,
        file_type: Option<FileType>,
        now: Moment,
    ) -> Option<String> {
        let code = self.random.uuid();
        let name = self.agent_of(user)?.name.clone();
        let utterance = Utterance {
            media: Some(media),
            content: Some(content.to_owned()),
            code: Some(code.clone()),
            file_type,
            ..Utterance::deed(ControlType::Chat, &name)
        };
        self.say(user, utterance, now);
        Some(code)
    }

    /// The agent hangs up; whether there was a conversation to end.
    pub(crate) fn hang_up(&mut self, user: &str, now: Moment) -> bool {
        if self.agent_of(user).is_none() {
            return false;
        }
        self.say(user, Utterance::disconnect(SourceType::Agent), now);
        if let Some(visitor) = self.visitors.get_mut(user) {
            visitor.end();
        }
        true
    }

    /// The agent with whom a visitor is in an open conversation.
    pub(crate) fn agent_of(&self, user: &str) -> Option<&Agent> {
        let visitor = self.visitors.get(user)?;
        let agent = visitor
            .agent
            .filter(|_| visitor.phase == Phase::WithAgent)?;
        self.agents.get(agent).ok()
    }

    /// The name of the agent with whom a visitor is in an open conversation.
    pub(crate) fn agent_name(&self, user: &str) -> Result<String, DeskRefusal> {
        self.agent_of(user)
            .map(|agent| agent.name.clone())
            .ok_or_else(|| DeskRefusal::NotInConversation(user.to_owned()))
    }

    /// Something that the agent of a conversation does without a word.
    pub(crate) fn agent_does(
        &mut self,
        user: &str,
        control: ControlType,
        code: Option<&str>,
        now: Moment,
    ) -> Result<(), DeskRefusal> {
        let name = self.agent_name(user)?;
        let utterance = Utterance {
            code: code.map(str::to_owned),
            ..Utterance::deed(control, &name)
        };
        self.say(user, utterance, now);
        Ok(())
    }
}
