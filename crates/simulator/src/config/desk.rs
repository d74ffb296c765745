//! The desk: who answers, how long the line may get, and how long anybody waits.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::Scenario;

/// Agents, queue and time-outs.
#[derive(Debug, Clone)]
pub struct DeskConfig {
    /// The agents, all signed in at the start; their ids count up from 101. At most
    /// [`DeskConfig::MAX_AGENTS`] are there, whoever else is named.
    pub agents: Vec<AgentName>,
    /// How many conversations one agent has at a time.
    pub capacity: usize,
    /// How many may wait, fictional callers counted; further visitors are refused with 160018.
    /// `None`: any number.
    pub queue_limit: Option<usize>,
    /// A visitor who waits this long for a person is sent away with 164004. `None`: nobody is.
    pub queue_timeout: Option<Duration>,
    /// An agent who is rung up does not answer after this.
    pub ring_timeout: Duration,
    /// Whether a visitor may go on writing, for later, after a time-out.
    pub asynchronous: bool,
    /// What a visitor is told who may do so.
    pub offline_tips: String,
    /// The scenario that runs with everybody who connects.
    pub scenario: Option<Scenario>,
    /// How many times as fast scenarios run; 1 is the pace of people.
    pub scenario_speed: u32,
}

impl DeskConfig {
    /// The most agents.
    pub const MAX_AGENTS: usize = 50;

    /// Three agents, for a person who tries it.
    pub(crate) fn demo() -> Self {
        Self {
            agents: DEMO_AGENTS.iter().map(AgentName::of).collect(),
            ..Self::default()
        }
    }
}

impl Default for DeskConfig {
    fn default() -> Self {
        Self {
            agents: DEMO_AGENTS.iter().take(1).map(AgentName::of).collect(),
            capacity: 5,
            queue_limit: None,
            queue_timeout: None,
            ring_timeout: Duration::from_secs(20),
            asynchronous: false,
            offline_tips: OFFLINE_TIPS.to_owned(),
            scenario: None,
            scenario_speed: 1,
        }
    }
}

/// The name under which an agent writes: 1 to 32 characters without commas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentName(String);

impl AgentName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of(name: &&str) -> Self {
        Self((*name).to_owned())
    }
}

/// Why something is no agent's name.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("an agent's name has 1 to 32 characters, no comma and no control character: {0:?}")]
pub struct BadAgentName(String);

impl FromStr for AgentName {
    type Err = BadAgentName;

    fn from_str(text: &str) -> Result<Self, BadAgentName> {
        let name = text.trim();
        let length = name.chars().count();
        let bad = |letter: char| letter == ',' || letter.is_control();
        if length == 0 || length > MAX_NAME_CHARS || name.contains(bad) {
            return Err(BadAgentName(text.to_owned()));
        }
        Ok(Self(name.to_owned()))
    }
}

impl fmt::Display for AgentName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

const DEMO_AGENTS: [&str; 3] = ["Ada", "Bruno", "Chen"];
const MAX_NAME_CHARS: usize = 32;
const OFFLINE_TIPS: &str = "You were away for a while. Write on: what you send is kept, and an \
    agent answers as soon as one is free.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_cannot_be_told_apart_or_shown_are_refused() {
        assert_eq!(
            "  Zoë "
                .parse::<AgentName>()
                .as_ref()
                .map(AgentName::as_str),
            Ok("Zoë")
        );
        for bad in ["", "  ", "a,b", "a\nb", &"x".repeat(33)] {
            assert!(bad.parse::<AgentName>().is_err(), "{bad:?}");
        }
    }
}
