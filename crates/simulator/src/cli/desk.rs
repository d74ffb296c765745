//! Options of the agents and the queue.

use clap::Args;
use frontdesk_simulator::Config;

/// Options of the agents and the queue.
#[derive(Debug, Args)]
pub(super) struct Desk {}

impl Desk {
    pub(super) fn apply(self, _config: &mut Config) {}
}
