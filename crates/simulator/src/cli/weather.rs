//! Options of quirks and faults.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use clap::Args;
use frontdesk_simulator::{Config, DownLeg, FaultSpec, Leg, Quirk, Quirks, WeatherConfig};

/// Options of quirks and faults.
#[derive(Debug, Args)]
pub(super) struct Weather {
    /// Which forms of the wire are spoken that the tables do not have: documents, none, all, or
    /// names with commas between them.
    #[arg(long, value_name = "NAMES", default_value = "documents", value_parser = Quirks::parse,
          long_help = quirks_help())]
    quirks: Quirks,

    /// What goes wrong and how often, as LEG.KIND=RATE with commas between: legs up (proxy and
    /// upstream) and down (visitor and proxy, only with --down-listen); kinds drop, delay, cut,
    /// garbage, duplicate, 401, 403, 429, 500, expire. LEG=RATE is all kinds of a leg together,
    /// KIND=RATE a kind on both legs, and RATE alone all kinds on both; without --down-listen these
    /// two are for the leg up only.
    #[arg(long, value_name = "FAULTS", default_value = "none", value_parser = FaultSpec::parse)]
    faults: FaultSpec,

    /// The seed of faults and quirks: the same seed and the same calls in the same order, the same
    /// faults and forms. Without it, one at random, which the console shows.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,

    /// How many milliseconds a delay lasts at most.
    #[arg(long, value_name = "MS", default_value_t = 3000,
          value_parser = clap::value_parser!(u64).range(..=600_000))]
    longest_delay_ms: u64,

    /// Where visitors reach the proxy through the faults of the leg down; only this machine's own
    /// addresses are accepted, and port 0 takes a free one.
    #[arg(long, value_name = "ADDR", requires = "down_to")]
    down_listen: Option<SocketAddr>,

    /// The proxy behind --down-listen: http:// and an address of this machine.
    #[arg(long, value_name = "URL", requires = "down_listen")]
    down_to: Option<String>,
}

impl Weather {
    pub(super) fn apply(self, config: &mut Config) -> Result<(), String> {
        if self.down_listen.is_none() && self.faults.names(Leg::Down) {
            return Err(format!(
                "--faults {} asks for faults between visitor and proxy: add --down-listen and \
                 --down-to, or leave the leg down out",
                self.faults
            ));
        }
        config.quirks = self.quirks;
        config.weather = WeatherConfig {
            faults: self.faults,
            seed: self.seed,
            longest_delay: Duration::from_millis(self.longest_delay_ms),
            down: self
                .down_listen
                .zip(self.down_to)
                .map(|(listen, to)| DownLeg { listen, to }),
        };
        Ok(())
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
