//! Options of robot, files, calls and what else is offered.

use clap::Args;
use frontdesk_simulator::Config;

/// Options of robot, files, calls and what else is offered.
#[derive(Debug, Args)]
pub(super) struct Services {}

impl Services {
    pub(super) fn apply(self, _config: &mut Config) {}
}
