//! `cargo xtask attack slow`: clients that hold connections by being slow. They must be ended, and
//! meanwhile nobody else may notice them.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;

use super::servers::Servers;
use super::visitor::Visitor;
use crate::project::Project;
use crate::web;

/// What `attack slow` can be told.
#[derive(Args)]
pub(crate) struct Options {
    /// Slow connections at a time
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(10..=4000))]
    connections: u32,
}

impl Options {
    pub(super) const SHORT: Self = Self { connections: 100 };
}

/// Attacks in each way, one after the other.
pub(super) fn run(project: &Project, options: &Options) -> Result<()> {
    let servers = Servers::start(project)?;
    let file = largest(project)?;
    let mut failed = 0;
    let mut table = Vec::new();
    for way in &WAYS {
        let outcome = attack(project, &servers, way, options.connections, &file)?;
        let faults = outcome.faults(way, options.connections);
        failed += usize::from(!faults.is_empty());
        table.push(outcome.line(way, &faults));
    }
    println!(
        "\n{:<10}{:>12}{:>12}{:>16}{:>12}   verdict",
        "slow", "open", "ended", "visitor's calls", "slowest"
    );
    table.iter().for_each(|line| println!("{line}"));
    if failed > 0 {
        bail!("{failed} of {} ways to be slow were not held", WAYS.len());
    }
    Ok(())
}

/// One way to be slow.
struct Way {
    name: &'static str,
    options: &'static [&'static str],
    /// What is called; `None`: the largest file.
    path: Option<&'static str>,
    /// Whether it holds its connections, so that all are open at one time.
    holds: bool,
}

const WAYS: [Way; 4] = [
    Way {
        name: "head",
        options: &["-H", "-i", "3"],
        path: Some("/frontdesk.js"),
        holds: true,
    },
    Way {
        name: "body",
        options: &["-B", "-i", "3", "-s", "4096", "-f", "application/json"],
        path: Some("/apiaccess/ccmessaging/applyToken"),
        holds: true,
    },
    // Five bytes in five seconds, through a window of next to nothing.
    Way {
        name: "reading",
        options: &[
            "-X", "-w", "1", "-y", "512", "-z", "5", "-n", "5", "-k", "3",
        ],
        path: None,
        holds: true,
    },
    // Thousands of overlapping parts of one file.
    Way {
        name: "ranges",
        options: &["-R", "-t", "GET", "-a", "5", "-b", "3000"],
        path: None,
        holds: false,
    },
];

/// What became of an attack.
struct Outcome {
    /// Connections that were open at a time.
    most: usize,
    /// When none of them was open any more.
    ended: Option<Duration>,
    visitor: Visitor,
}

fn attack(
    project: &Project,
    servers: &Servers,
    way: &Way,
    connections: u32,
    file: &str,
) -> Result<Outcome> {
    let connections = connections.to_string();
    let url = format!("http://{}{}", servers.proxy, way.path.unwrap_or(file));
    let mut visitor = Visitor::new(servers.proxy)?;
    let start = Instant::now();
    let mut attacker = project
        .plain_cmd("slowhttptest")
        .args(way.options)
        .args(["-c", &connections, "-r", &connections])
        .args(["-l", &SECONDS.to_string(), "-p", "3", "-u", &url])
        .serve(&servers.logs.join(format!("slow-{}.log", way.name)))?;
    let (mut most, mut ended) = (0, None);
    while start.elapsed() < Duration::from_secs(SECONDS) {
        visitor
            .talk()
            .with_context(|| format!("while others were slow with {}", way.name))?;
        let open = servers.connections()?;
        most = most.max(open);
        let begun = if way.holds {
            most > FEW
        } else {
            attacker.has_ended()
        };
        if begun && open <= FEW {
            ended = Some(start.elapsed());
            break;
        }
        thread::sleep(PAUSE);
    }
    Ok(Outcome {
        most,
        ended,
        visitor,
    })
}

impl Outcome {
    fn faults(&self, way: &Way, connections: u32) -> Vec<&'static str> {
        let wanted = usize::try_from(connections).unwrap_or(usize::MAX) / 10 * 9;
        let mut faults = Vec::new();
        if way.holds && self.most < wanted {
            faults.push("so many connections were never open at a time: nothing is shown");
        }
        if self.ended.is_none_or(|time| time > DEADLINE) {
            faults.push("they were not ended in time");
        }
        if self.visitor.slowest > QUICK {
            faults.push("a visitor had to wait");
        }
        faults
    }

    fn line(&self, way: &Way, faults: &[&str]) -> String {
        let ended = self.ended.map_or("never".to_owned(), |time| {
            format!("{:.1} s", time.as_secs_f32())
        });
        let slowest = format!("{} ms", self.visitor.slowest.as_millis());
        let verdict = if faults.is_empty() {
            "held".to_owned()
        } else {
            format!("FAILED: {}", faults.join("; "))
        };
        format!(
            "{:<10}{:>12}{ended:>12}{:>16}{slowest:>12}   {verdict}",
            way.name, self.most, self.visitor.calls
        )
    }
}

/// The path of the largest file of the widget's.
fn largest(project: &Project) -> Result<String> {
    let folder = web::folder(project).join("assets");
    let files = std::fs::read_dir(&folder)
        .context("the widget's files are not built: run `cargo xtask web` first")?;
    let largest = files
        .flatten()
        .filter_map(|file| Some((file.metadata().ok()?.len(), file.file_name())))
        .max();
    let (_, name) = largest.context("there are no files of the widget's")?;
    Ok(format!("/assets/{}", name.to_string_lossy()))
}

/// How long an attack goes on that is not ended.
const SECONDS: u64 = 30;

/// By when the proxy must have ended it: its deadlines for heads and bodies are 10 s.
const DEADLINE: Duration = Duration::from_secs(15);

/// What a visitor may have to wait, with a debug build and the attackers on one machine.
const QUICK: Duration = Duration::from_secs(2);

/// Connections that are nobody's attack: a visitor's own, and the attacker's probe.
const FEW: usize = 3;

const PAUSE: Duration = Duration::from_millis(100);
