//! What can be typed after `cargo xtask`.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::project::Project;
use crate::setup::{self, Need};
use crate::{attack, bench, campaign, ci, demo, dist, fuzz, size, test, web};

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Frontdesk's own commands"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing, build, and run the widget, the proxy and the simulator here
    Demo(demo::Options),
    /// Install what is missing and run every test; the last line is "N passed, N failed"
    Test(test::Options),
    /// Let visitors chat through faults and restarts, and compare the books; --help says more
    #[command(disable_help_flag = true)]
    Campaign(campaign::Options),
    /// Measure the proxy: `bench quiet` what a quiet visitor costs the cloud, `bench proxy` what it takes of a machine
    Bench(bench::Options),
    /// Feed everything that reads what comes from outside with inputs that nobody thought of
    Fuzz(fuzz::Options),
    /// Attack the proxy with tools that others made: `slow`, `schema`; fails where it does not hold
    Attack(attack::Options),
    /// Install what is missing, saying what and why
    Setup,
    /// Build the widget's files into dist/web
    Web,
    /// Build the widget and hold its size against the budget; fails above it
    Size,
    /// Build the release files into dist/web and dist/bin
    Dist,
    /// Format, lints, licences, preview, size, fuzzing, attacks and every test; the last line is "N passed, N failed"
    Ci,
    /// Wait until an address answers, then say where the demo is
    #[command(hide = true)]
    Announce(demo::Announcement),
}

/// Reads the command line and carries it out.
///
/// # Errors
///
/// When a step failed; the message says which and what to do.
pub(crate) fn run() -> Result<ExitCode> {
    let mut project = Project::locate()?;
    match Cli::parse().command {
        Command::Demo(options) => demo::run(&mut project, &options)?,
        Command::Announce(announcement) => demo::announce(&announcement),
        Command::Setup => setup::ensure(&mut project, Need::ALL)?,
        Command::Web => {
            setup::ensure(&mut project, Need::WEB)?;
            web::build(&project)?;
        }
        Command::Size => {
            setup::ensure(&mut project, Need::WEB)?;
            web::build(&project)?;
            return Ok(verdict(size::report(&project)?));
        }
        Command::Campaign(options) => return Ok(verdict(campaign::run(&project, &options)?)),
        Command::Bench(options) => bench::run(&mut project, &options)?,
        Command::Fuzz(options) => {
            setup::ensure(&mut project, Need::FUZZ)?;
            fuzz::run(&project, &options)?;
        }
        Command::Attack(options) => attack::run(&mut project, &options)?,
        Command::Dist => dist::run(&mut project)?,
        Command::Test(options) => return Ok(verdict(test::run(&mut project, &options).conclude())),
        Command::Ci => return Ok(verdict(ci::run(&mut project).conclude())),
    }
    Ok(ExitCode::SUCCESS)
}

fn verdict(good: bool) -> ExitCode {
    if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
