//! What an agent does.

use frontdesk_protocol::agent_gateway::AgentMessage;
use frontdesk_protocol::{ControlType, Questions, SourceType};

use super::World;
use super::clock::Moment;
use super::downlink::Utterance;
use super::visitor::Phase;

/// Why the agent gateway does not carry a message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum AgentRefusal {
    /// A mandatory field is missing or holds something else.
    Field(&'static str),
    /// No agent is in a conversation with this visitor.
    NotInConversation,
}

/// A message that has everything that it must have (seed 001 table 3).
#[derive(Debug)]
pub(crate) struct AgentText {
    user: String,
    utterance: Utterance,
}

impl AgentText {
    /// Reads it, for a channel.
    pub(crate) fn parse(message: AgentMessage, channel: &str) -> Result<Self, AgentRefusal> {
        let user = mandatory(message.to, "to")?;
        if mandatory(message.from, "from")? != channel {
            return Err(AgentRefusal::Field("from"));
        }
        if mandatory(message.channel, "channel")? != "WEB" {
            return Err(AgentRefusal::Field("channel"));
        }
        if message.control != ControlType::Chat {
            return Err(AgentRefusal::Field("controlType"));
        }
        mandatory(message.user_id, "userId")?;
        mandatory(message.send_time, "sendTime")?;
        let utterance = Utterance {
            source: SourceType::Agent,
            control: ControlType::Chat,
            media: Some(message.media.ok_or(AgentRefusal::Field("mediaType"))?),
            content: Some(mandatory(message.content, "content")?),
            nickname: Some(mandatory(message.nickname, "senderNickname")?),
            avatar: Some(mandatory(message.avatar, "senderAvatar")?),
            code: Some(mandatory(message.message_code, "messageCode")?),
            questions: Questions::None,
            inter_idx: None,
        };
        Ok(Self { user, utterance })
    }
}

impl World {
    /// Accepts the visitor who has waited longest; who that is.
    pub(crate) fn accept_next(&mut self, now: Moment) -> Option<String> {
        let user = self.queue.next_visitor(self.config.phantom_service, now)?;
        if let Some(visitor) = self.visitors.get_mut(&user) {
            visitor.phase = Phase::WithAgent;
            visitor.accepted = Some(now);
        }
        self.say(&user, Utterance::system("Connected Agent"), now);
        if let Some(greeting) = self.config.agent_greeting.clone() {
            self.agent_says(&user, &greeting, now);
        }
        Some(user)
    }

    /// An agent's message by the gateway.
    pub(crate) fn carry(&mut self, text: AgentText, now: Moment) -> Result<(), AgentRefusal> {
        if !self.is_with_agent(&text.user) {
            return Err(AgentRefusal::NotInConversation);
        }
        self.say(&text.user, text.utterance, now);
        Ok(())
    }

    /// An agent's words, without the gateway; whether there was a conversation to say them in.
    pub(crate) fn agent_says(&mut self, user: &str, text: &str, now: Moment) -> bool {
        if !self.is_with_agent(user) {
            return false;
        }
        let code = self.random.uuid();
        let utterance = Utterance::agent(text, &self.config.agent_name.clone(), code);
        self.say(user, utterance, now);
        true
    }

    /// The agent hangs up; whether there was a conversation to end.
    pub(crate) fn hang_up(&mut self, user: &str, now: Moment) -> bool {
        if !self.is_with_agent(user) {
            return false;
        }
        self.say(user, Utterance::disconnect(SourceType::Agent), now);
        if let Some(visitor) = self.visitors.get_mut(user) {
            visitor.end();
        }
        true
    }

    /// The agent has looked at what the visitor said.
    pub(crate) fn seen(&mut self, user: &str) {
        if let Some(visitor) = self.visitors.get_mut(user).filter(|known| known.unread > 0) {
            visitor.unread = 0;
            self.touch();
        }
    }

    fn is_with_agent(&self, user: &str) -> bool {
        self.visitors
            .get(user)
            .is_some_and(|visitor| visitor.phase == Phase::WithAgent)
    }
}

fn mandatory(field: Option<String>, name: &'static str) -> Result<String, AgentRefusal> {
    field
        .filter(|value| !value.is_empty())
        .ok_or(AgentRefusal::Field(name))
}
