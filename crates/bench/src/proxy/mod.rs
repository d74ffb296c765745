//! What the proxy takes of a machine: on the disk, until it is ready, in memory, and for each visitor who
//! listens.

mod program;
mod streams;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Args;
use tokio::time::sleep;

use crate::setting::{Setting, free_address};
use program::Program;
use streams::Streams;

/// What `proxy` can be told.
#[derive(Args)]
pub(crate) struct Options {
    /// The program that is measured
    #[arg(long, overrides_with = "program")]
    program: PathBuf,
    /// How many streams are open while the cloud pushes; polls get a fifth of them
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(100..=15_000))]
    streams: u32,
    /// How often it is started
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1000))]
    starts: u32,
}

/// Measures, and prints a table.
///
/// # Errors
/// The program cannot be started or read, or a visitor is refused.
pub(crate) async fn run(options: &Options) -> Result<()> {
    let size = std::fs::metadata(&options.program)
        .with_context(|| format!("{} is not there", options.program.display()))?
        .len();
    println!("| of the proxy | |\n|---|---|");
    println!("| program, with the widget inside | {} |", megabytes(size));
    for store in [Store::Memory, Store::File] {
        let (times, idle) = starts(options, store).await?;
        let [least, median, most] = times.map(|time| time.as_secs_f64() * 1000.0);
        let name = store.name();
        println!(
            "| from start to ready, `--store {name}`, of {} starts | {median:.0} ms ({least:.0} to {most:.0}) |",
            options.starts
        );
        println!(
            "| memory when idle, `--store {name}` | {} |",
            megabytes(idle)
        );
    }
    for (store, pushes, count) in [
        (Store::Memory, true, options.streams),
        (Store::File, true, options.streams),
        (Store::Memory, false, options.streams / 5),
    ] {
        let open = listening(&options.program, store, pushes, count).await?;
        let way = if pushes {
            "the cloud pushes"
        } else {
            "the cloud is polled"
        };
        let row = format!("{count} open streams, `--store {}`, {way}", store.name());
        let kilobytes = open.memory as f64 / f64::from(count) / 1000.0;
        println!("| {row}: memory of each | {kilobytes:.1} KB |");
        println!("| the same: of a core | {:.0} % |", open.core * 100.0);
    }
    println!("\n1 MB = 1000 KB = 1,000,000 bytes");
    Ok(())
}

/// What streams cost.
struct Open {
    /// Bytes more than when idle, of all of them.
    memory: u64,
    /// Part of one core that is used while nobody says anything.
    core: f64,
}

async fn listening(path: &Path, store: Store, pushes: bool, count: u32) -> Result<Open> {
    let setting = Setting::new(free_address()?, HOLD, pushes);
    let cloud = setting.cloud().await?;
    let kept = store.flags()?;
    let flags = setting.flags(&cloud.url()).into_iter().chain(kept.flags);
    let flags = flags.chain(MANY.map(str::to_owned));
    let program = Program::start(path, free_address()?, flags).await?;
    sleep(SETTLE).await;
    let idle = program.memory()?;
    let streams = Streams::open(&setting.proxy(), count).await?;
    sleep(QUIET).await;
    streams.require_open()?;
    let (before, memory) = (program.cpu()?, program.memory()?);
    sleep(COUNTED).await;
    let core = (program.cpu()? - before) / COUNTED.as_secs_f64();
    streams.require_open()?;
    Ok(Open {
        memory: memory.saturating_sub(idle),
        core,
    })
}

/// Least, median and most of the times from start to ready, and the memory of the last when idle.
async fn starts(options: &Options, store: Store) -> Result<([Duration; 3], u64)> {
    let setting = Setting::new(free_address()?, HOLD, false);
    let cloud = setting.cloud().await?;
    let mut times = Vec::new();
    let mut idle = 0;
    for _ in 0..options.starts {
        let kept = store.flags()?;
        let flags = setting.flags(&cloud.url()).into_iter().chain(kept.flags);
        let program = Program::start(&options.program, free_address()?, flags).await?;
        times.push(program.start_up);
        if times.len() == options.starts as usize {
            sleep(SETTLE).await;
            idle = program.memory()?;
        }
    }
    times.sort_unstable();
    let at = |index: usize| times.get(index).copied().unwrap_or_default();
    Ok(([at(0), at(times.len() / 2), at(times.len() - 1)], idle))
}

#[derive(Debug, Clone, Copy)]
enum Store {
    Memory,
    File,
}

/// A store's flags, and its folder, which goes with this value.
struct Kept {
    flags: Vec<String>,
    _folder: Option<tempfile::TempDir>,
}

impl Store {
    fn name(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::File => "file",
        }
    }

    fn flags(self) -> Result<Kept> {
        Ok(match self {
            Self::Memory => Kept {
                flags: Vec::new(),
                _folder: None,
            },
            Self::File => {
                let folder = tempfile::tempdir()?;
                let path = folder.path().join("store");
                Kept {
                    flags: vec![format!("--store=file:{}", path.display())],
                    _folder: Some(folder),
                }
            }
        })
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1_000_000.0)
}

/// All of these visitors come from one address, and at once.
const MANY: [&str; 4] = [
    "--limit-new-visitors=off",
    "--limit-calls-address=off",
    "--limit-connections=40000",
    "--linger=1s",
];

/// As the documents say.
const HOLD: Duration = Duration::from_secs(5);
const SETTLE: Duration = Duration::from_secs(2);
/// Until greetings are handed out and everybody only waits.
const QUIET: Duration = Duration::from_secs(20);
const COUNTED: Duration = Duration::from_secs(30);
