//! Options of quirks and faults.

use clap::Args;
use frontdesk_simulator::Config;

/// Options of quirks and faults.
#[derive(Debug, Args)]
pub(super) struct Weather {}

impl Weather {
    pub(super) fn apply(self, _config: &mut Config) {}
}
