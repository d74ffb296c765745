//! How long the cloud is asked on after the last reader left.

use std::time::Duration;

use clap::Args;
use serde::Deserialize;

use super::faults::Faults;
use super::text::Text;
use super::values::duration;

/// The options of lingering, not yet parsed.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct LingerOptions {
    /// How long the cloud is asked on after the last reader left, with the robot [default: 120s]
    #[arg(long, value_name = "DURATION")]
    pub linger: Option<Text>,
    /// How long it is, in the queue or with an agent [default: 600s]
    #[arg(long, value_name = "DURATION")]
    pub agent_linger: Option<Text>,
}

impl LingerOptions {
    /// What stands in `self`, else what stands in `below`.
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            linger: self.linger.or(below.linger),
            agent_linger: self.agent_linger.or(below.agent_linger),
        }
    }

    /// What is set to nothing counts as not set.
    pub(super) fn drop_blanks(&mut self) {
        for value in [&mut self.linger, &mut self.agent_linger] {
            value.take_if(|value| value.is_blank());
        }
    }
}

/// How long the cloud is asked on after the last reader left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Linger {
    /// With the robot.
    pub robot: Duration,
    /// In the queue or with an agent.
    pub agent: Duration,
}

impl Linger {
    pub(super) fn read(options: &LingerOptions, faults: &mut Faults) -> Self {
        let agent = options.agent_linger.as_ref();
        Self {
            robot: duration("linger", options.linger.as_ref(), ROBOT, faults),
            agent: duration("agent-linger", agent, AGENT, faults),
        }
    }
}

const ROBOT: Duration = Duration::from_secs(120);
const AGENT: Duration = Duration::from_secs(600);
