//! What a campaign can be told.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use frontdesk_conversation::Sabotage as Rule;
use frontdesk_simulator::FaultSpec;

/// Lets visitors chat through faults and restarts of the proxy, and compares the books of visitor,
/// proxy and upstream.
///
/// The last line is `lost N, doubled N, out of order N, falsely sent N, stuck N`; the exit code is 0
/// where all are 0, else 1.
///
/// A seed fixes what each visitor writes, when and how often a page is reloaded, every random choice
/// of the conversation and of the agents, and the dice of the faults. It does not fix which call meets
/// which fault: calls of many visitors reach the dice in the order in which the machine happens to
/// run them, and a kill of the proxy meets whatever is under way then. `--parallel 1` without
/// restarts comes closest to the same run twice.
#[derive(Debug, Clone, Parser)]
#[command(name = "frontdesk-campaign")]
pub struct Options {
    /// How many visits
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    pub visits: u32,
    /// How many messages a visit has: half of them up, half of them down
    #[arg(long, value_name = "M", default_value_t = 10, value_parser = clap::value_parser!(u32).range(2..=200))]
    pub messages: u32,
    /// What goes wrong and how often: `LEG.KIND=RATE,…`, or a rate for all kinds on both legs
    #[arg(long, value_name = "SPEC", default_value = "0.2", value_parser = FaultSpec::parse)]
    pub faults: FaultSpec,
    /// How often the proxy is killed and started again
    #[arg(long, value_name = "R", default_value_t = 3)]
    pub restarts: u32,
    /// At how many of the restarts, the last ones, the proxy's store is lost as well
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub forget: u32,
    /// The seed
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// How many visits at a time
    #[arg(long, value_name = "P", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=2000))]
    pub parallel: u32,
    /// How many times as fast the conversation's clock and timers run
    #[arg(long, value_name = "F", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=20))]
    pub speed: u32,
    /// Breaks one protection, to show that the books find it
    #[arg(long, value_name = "RULE")]
    pub sabotage: Option<Sabotage>,
    /// The proxy's program; one that can sabotage its journal where that is asked for
    #[arg(
        long,
        value_name = "FILE",
        default_value = "target/release/frontdesk-proxy"
    )]
    pub proxy: PathBuf,
    /// Prints what went wrong with these many visits at most
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub show: usize,
}

/// A protection that can be broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Sabotage {
    /// The conversation shows what it has seen before
    Dedupe,
    /// The conversation repeats a message under a new id
    Outbox,
    /// The conversation acknowledges what it has not stored
    Cursor,
    /// The proxy journals some messages not at all
    Journal,
}

impl Sabotage {
    /// What the conversation is to break.
    pub fn rule(self) -> Option<Rule> {
        match self {
            Self::Dedupe => Some(Rule::Dedupe),
            Self::Outbox => Some(Rule::Outbox),
            Self::Cursor => Some(Rule::Cursor),
            Self::Journal => None,
        }
    }
}
