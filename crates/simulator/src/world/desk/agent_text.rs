//! An agent's message, as the agent gateway takes it.

use frontdesk_protocol::agent_gateway::AgentMessage;
use frontdesk_protocol::limits::MESSAGE_CODE;
use frontdesk_protocol::{ControlType, SourceType};

use crate::server::json::filled;
use crate::world::downlink::Utterance;

/// Why the agent gateway does not carry a message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum AgentRefusal {
    /// A mandatory field is missing or holds something else.
    Field(&'static str),
    /// The Guid is not that of an agent who is signed in under this id.
    NotSignedIn,
    /// This agent is not in a conversation with this visitor.
    NotInConversation,
    /// The conversation with this visitor is another call.
    OtherCall,
}

/// A message that has everything that it must have (seed 001 table 3).
#[derive(Debug)]
pub(crate) struct AgentText {
    pub(crate) user: String,
    pub(crate) utterance: Utterance,
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
        let code = mandatory(message.message_code, "messageCode")?;
        // A push could not carry a longer one.
        MESSAGE_CODE
            .check(&code)
            .map_err(|_| AgentRefusal::Field("messageCode"))?;
        mandatory(message.send_time, "sendTime")?;
        let utterance = Utterance {
            media: Some(message.media.ok_or(AgentRefusal::Field("mediaType"))?),
            content: Some(mandatory(message.content, "content")?),
            nickname: Some(mandatory(message.nickname, "senderNickname")?),
            avatar: Some(mandatory(message.avatar, "senderAvatar")?),
            code: Some(code),
            content_type: message.content_type,
            file_type: message.media_file_type,
            ..Utterance::silent(SourceType::Agent, ControlType::Chat)
        };
        Ok(Self { user, utterance })
    }
}

fn mandatory(field: Option<String>, name: &'static str) -> Result<String, AgentRefusal> {
    filled(field).ok_or(AgentRefusal::Field(name))
}
