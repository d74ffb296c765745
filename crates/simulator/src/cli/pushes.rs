//! Options of pushed messages.

use clap::Args;
use frontdesk_simulator::Config;

/// Options of pushed messages.
#[derive(Debug, Args)]
pub(super) struct Pushes {}

impl Pushes {
    pub(super) fn apply(self, _config: &mut Config) {}
}
