//! Options of the agents and the queue.

use std::collections::HashSet;
use std::time::Duration;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use frontdesk_simulator::{AgentName, Config, DeskConfig, Scenario};

/// Options of the agents and the queue.
#[derive(Debug, Args)]
pub(super) struct Desk {
    /// The agents' names, with commas between them, 50 at most; their ids are 101, 102, ....
    #[arg(
        long,
        value_name = "NAMES",
        value_delimiter = ',',
        num_args = 1,
        default_value = "Ada,Bruno,Chen"
    )]
    agents: Vec<AgentName>,

    /// How many conversations one agent has at a time.
    #[arg(long, value_name = "N", default_value_t = 5,
          value_parser = clap::value_parser!(u16).range(1..=1000))]
    agent_capacity: u16,

    /// How many may wait, fictional callers counted; further visitors are refused with 160018.
    #[arg(long, value_name = "N")]
    queue_limit: Option<usize>,

    /// After how many seconds in the waiting line a visitor is sent away with 164004.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    queue_timeout: Option<u64>,

    /// After how many seconds an agent who is rung up does not answer.
    #[arg(long, value_name = "SECONDS", default_value_t = 20,
          value_parser = clap::value_parser!(u64).range(1..=3600))]
    ring_timeout: u64,

    /// After a time-out, a visitor may go on writing: offline messages, which an agent can answer
    /// later.
    #[arg(long)]
    asynchronous: bool,

    /// What happens to everybody who connects. The console can start it for one visitor.
    #[arg(long, value_name = "NAME", value_parser = scenarios())]
    scenario: Option<Scenario>,

    /// How many times as fast as people a scenario runs.
    #[arg(long, value_name = "TIMES", default_value_t = 1,
          value_parser = clap::value_parser!(u32).range(1..=1000))]
    scenario_speed: u32,
}

impl Desk {
    pub(super) fn apply(self, config: &mut Config) -> Result<(), String> {
        check(&self.agents)?;
        config.desk = DeskConfig {
            agents: self.agents,
            capacity: self.agent_capacity.into(),
            queue_limit: self.queue_limit,
            queue_timeout: self.queue_timeout.map(Duration::from_secs),
            ring_timeout: Duration::from_secs(self.ring_timeout),
            asynchronous: self.asynchronous,
            scenario: self.scenario,
            scenario_speed: self.scenario_speed,
            ..config.desk.clone()
        };
        Ok(())
    }
}

/// All of them are to be there, and each to be told from the others.
fn check(agents: &[AgentName]) -> Result<(), String> {
    let most = DeskConfig::MAX_AGENTS;
    if agents.len() > most {
        let named = agents.len();
        return Err(format!(
            "--agents names {named}, and {most} is as many as there may be"
        ));
    }
    let mut known = HashSet::new();
    let twice = agents.iter().find(|name| !known.insert(name.as_str()));
    twice.map_or(Ok(()), |name| {
        Err(format!(
            "--agents names {name} twice: give each another name"
        ))
    })
}

/// Names with what they do, as the help shows them.
fn scenarios() -> impl TypedValueParser<Value = Scenario> {
    let names =
        Scenario::ALL.map(|scenario| PossibleValue::new(scenario.name()).help(scenario.does()));
    PossibleValuesParser::new(names)
        .try_map(|name| Scenario::parse(&name).ok_or("there is no such scenario"))
}
