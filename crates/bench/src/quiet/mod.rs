//! Requests to the cloud per quiet visitor-minute: what it costs that somebody could say something.

mod desk;
mod reader;

use std::time::Duration;

use anyhow::Result;
use clap::Args;
use futures_util::future::try_join_all;
use tokio::time::{Instant, sleep};

use desk::Desk;
use reader::Reader;

/// What `quiet` can be told.
#[derive(Args)]
pub(crate) struct Options {
    /// For how many seconds requests are counted
    #[arg(long, default_value_t = 120, value_parser = clap::value_parser!(u64).range(60..))]
    seconds: u64,
    /// How many visitors each way has
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=500))]
    visitors: u32,
}

/// A way to hear what comes.
struct Way {
    name: &'static str,
    reader: Reader,
    /// How long the cloud holds a poll while there is nothing.
    hold: Duration,
    /// Whether the cloud pushes.
    pushes: bool,
}

/// Measures all ways side by side, and prints a table.
///
/// # Errors
/// A desk does not start, or a visitor is refused.
pub(crate) async fn run(options: &Options) -> Result<()> {
    let rows = try_join_all(WAYS.iter().map(|way| measured(way, options))).await?;
    println!(
        "{} visitors each, {} s\n",
        options.visitors, options.seconds
    );
    println!(
        "| how a quiet visitor listens | the cloud holds a poll | requests to the cloud | per visitor-minute |"
    );
    println!("|---|---|---|---|");
    for (way, (_, requests, minutes)) in WAYS.iter().zip(&rows) {
        let each = *requests as f64 / (f64::from(options.visitors) * minutes);
        let hold = way.hold.as_secs();
        println!("| {} | {hold} s | {requests} | {each:.1} |", way.name);
    }
    Ok(())
}

/// Requests to the cloud, of whatever kind, and the minutes in which they came. The desk goes on until
/// all are done.
async fn measured(way: &Way, options: &Options) -> Result<(Desk, u64, f64)> {
    let desk = Desk::start(way.hold, way.pushes).await?;
    for number in 0..options.visitors {
        // Spread over the time between two polls, as visitors are.
        sleep(SPREAD / options.visitors).await;
        let name = format!("visitor-{number}");
        way.reader.start(&desk, &name).await?;
    }
    sleep(WARM_UP).await;
    let (before, begun) = (desk.requests(), Instant::now());
    sleep(Duration::from_secs(options.seconds)).await;
    let minutes = begun.elapsed().as_secs_f64() / 60.0;
    let requests = desk.requests() - before;
    Ok((desk, requests, minutes))
}

const WAYS: [Way; 6] = [
    Way {
        name: "a poll every 2 s, straight to the cloud",
        reader: Reader::TimerAtCloud,
        hold: Duration::ZERO,
        pushes: false,
    },
    Way {
        name: "a poll every 2 s, straight to the cloud",
        reader: Reader::TimerAtCloud,
        hold: HOLD,
        pushes: false,
    },
    Way {
        name: "a poll every 2 s, to the proxy",
        reader: Reader::TimerAtProxy,
        hold: Duration::ZERO,
        pushes: false,
    },
    Way {
        name: "a poll every 2 s, to the proxy",
        reader: Reader::TimerAtProxy,
        hold: HOLD,
        pushes: false,
    },
    Way {
        name: "the stream; the proxy polls",
        reader: Reader::Stream,
        hold: HOLD,
        pushes: false,
    },
    Way {
        name: "the stream; the cloud pushes, `--safety-poll 30s`",
        reader: Reader::Stream,
        hold: HOLD,
        pushes: true,
    },
];

/// As the documents say.
const HOLD: Duration = Duration::from_secs(5);
const SPREAD: Duration = Duration::from_secs(30);
/// Until greetings are handed out and everybody only waits.
const WARM_UP: Duration = Duration::from_secs(15);
