//! The agents: who they are, and whether they are signed in.

use std::fmt;
use std::str::FromStr;

use frontdesk_protocol::limits::AGENT_IDS;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::refusal::DeskRefusal;
use crate::{AgentName, DeskConfig};

/// An agent's id, 101 to 59999 (seed 001).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgentId(u32);

impl AgentId {
    /// The first agent's.
    pub const FIRST: Self = Self(*AGENT_IDS.start());

    /// An id within the range.
    pub fn new(id: u32) -> Option<Self> {
        AGENT_IDS.contains(&id).then_some(Self(id))
    }
}

impl fmt::Display for AgentId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// What is no agent's id.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("agentid must be 101 to 59999")]
pub struct BadAgentId;

impl FromStr for AgentId {
    type Err = BadAgentId;

    fn from_str(text: &str) -> Result<Self, BadAgentId> {
        text.parse().ok().and_then(Self::new).ok_or(BadAgentId)
    }
}

impl Serialize for AgentId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// From a number or from its digits.
impl<'de> Deserialize<'de> for AgentId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// One agent.
#[derive(Debug)]
pub(crate) struct Agent {
    pub(crate) id: AgentId,
    /// What the agent's desktop shows to the gateway as `Guid`.
    pub(crate) guid: String,
    pub(crate) name: String,
    pub(crate) signed_in: bool,
}

/// All agents, in the order of their ids.
#[derive(Debug)]
pub(crate) struct Agents(Vec<Agent>);

impl Agents {
    /// All of them signed in.
    pub(crate) fn new(names: &[AgentName]) -> Self {
        let ids = (AgentId::FIRST.0..).map(AgentId);
        let agents = ids.zip(names).take(DeskConfig::MAX_AGENTS);
        Self(agents.map(|(id, name)| Agent::new(id, name)).collect())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Agent> {
        self.0.iter()
    }

    pub(crate) fn signed_in(&self) -> impl Iterator<Item = &Agent> {
        self.iter().filter(|agent| agent.signed_in)
    }

    /// An agent by id.
    pub(crate) fn get(&self, id: AgentId) -> Result<&Agent, DeskRefusal> {
        self.iter()
            .find(|agent| agent.id == id)
            .ok_or(DeskRefusal::NoSuchAgent(id))
    }

    /// An agent who is signed in.
    pub(crate) fn present(&self, id: AgentId) -> Result<&Agent, DeskRefusal> {
        let agent = self.get(id)?;
        if agent.signed_in {
            Ok(agent)
        } else {
            Err(DeskRefusal::SignedOut(agent.name.clone()))
        }
    }

    /// Whether an agent is signed in under this Guid.
    pub(crate) fn knows(&self, id: AgentId, guid: &str) -> bool {
        self.present(id).is_ok_and(|agent| agent.guid == guid)
    }

    /// Signs an agent in or out; whether that changed anything.
    pub(crate) fn set_signed_in(
        &mut self,
        id: AgentId,
        signed_in: bool,
    ) -> Result<bool, DeskRefusal> {
        let agent = self
            .0
            .iter_mut()
            .find(|agent| agent.id == id)
            .ok_or(DeskRefusal::NoSuchAgent(id))?;
        let changes = agent.signed_in != signed_in;
        agent.signed_in = signed_in;
        Ok(changes)
    }
}

impl Agent {
    fn new(id: AgentId, name: &AgentName) -> Self {
        Self {
            id,
            guid: format!("00000000-0000-0000-0000-{:012}.AgentGateway1", id.0),
            name: name.to_string(),
            signed_in: true,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn ids_are_read_from_numbers_and_digits_within_their_range() {
        let read = |json: &str| serde_json::from_str::<AgentId>(json).ok();
        assert_eq!(read("101"), AgentId::new(101));
        assert_eq!(read("\"59999\""), AgentId::new(59_999));
        for bad in ["100", "60000", "\"Ada\"", "null", "101.5"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_guid_is_known_only_while_its_agent_is_signed_in() {
        let mut agents = Agents::new(&["Ada".parse().unwrap(), "Bruno".parse().unwrap()]);
        let bruno = AgentId::new(102).unwrap();
        let guid = "00000000-0000-0000-0000-000000000102.AgentGateway1";
        assert!(agents.knows(bruno, guid));
        assert!(!agents.knows(AgentId::FIRST, guid));
        assert_eq!(agents.set_signed_in(bruno, false), Ok(true));
        assert!(!agents.knows(bruno, guid));
    }
}
