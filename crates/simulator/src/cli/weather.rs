//! Options of quirks and faults.

use std::fmt::Write as _;

use clap::Args;
use frontdesk_simulator::{Config, Quirk, Quirks};

/// Options of quirks and faults.
#[derive(Debug, Args)]
pub(super) struct Weather {
    /// Which forms of the wire are spoken that the tables do not have: documents, none, all, or
    /// names with commas between them.
    #[arg(long, value_name = "NAMES", default_value = "documents", value_parser = Quirks::parse,
          long_help = quirks_help())]
    quirks: Quirks,
}

impl Weather {
    pub(super) fn apply(self, config: &mut Config) {
        config.quirks = self.quirks;
    }
}

fn quirks_help() -> String {
    let mut help = "Which forms of the wire are spoken that the tables do not have: documents \
        (those that the documents' own examples show, marked *), none, all, or names with commas \
        between them. Forms that exclude each other take turns.\n"
        .to_owned();
    for quirk in Quirk::ALL {
        let mark = if quirk.is_of_documents() { '*' } else { ' ' };
        // Writing to a string cannot fail.
        let _ = write!(help, "\n{mark} {}: {}", quirk.name(), quirk.what());
    }
    help
}
