//! `cargo xtask campaign`: visits through faults and restarts.

use anyhow::{Result, ensure};
use clap::Args;

use crate::project::{Project, TESTED_FEATURES};

/// What `campaign` can be told: what its own program can.
#[derive(Args)]
pub(crate) struct Options {
    /// Options of the campaign
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "OPTIONS"
    )]
    args: Vec<String>,
}

/// Builds the campaign and the proxy, and runs; whether nothing was wrong.
///
/// # Errors
///
/// When something does not compile, or cannot be started.
pub(crate) fn run(project: &Project, options: &Options) -> Result<bool> {
    let asks = |word: &str| options.args.iter().any(|arg| arg.contains(word));
    build(project, Build::Release, asks("journal"))?;
    start(project, Build::Release, &options.args)
}

/// A short one, with what the tests have compiled already.
///
/// # Errors
///
/// When something is wrong with a message, does not compile, or cannot be started.
pub(crate) fn run_short(project: &Project) -> Result<()> {
    build_as_tests(project)?;
    let args = SHORT.map(str::to_owned);
    ensure!(
        start(project, Build::Debug, &args)?,
        "the books do not agree: `cargo xtask campaign {}` shows more",
        SHORT.join(" ")
    );
    Ok(())
}

/// Builds what the tests run, as they have it.
///
/// # Errors
///
/// When it does not compile.
pub(crate) fn build_as_tests(project: &Project) -> Result<()> {
    build(project, Build::Debug, false)
}

#[derive(Clone, Copy)]
enum Build {
    Release,
    Debug,
}

impl Build {
    fn folder(self) -> &'static str {
        match self {
            Self::Release => "target/release",
            Self::Debug => "target/debug",
        }
    }
}

fn build(project: &Project, build: Build, sabotage: bool) -> Result<()> {
    let cargo = project.plain_cmd("cargo").args(["build", "--locked"]);
    let mut cargo = match build {
        Build::Release => {
            let packages = ["--package=frontdesk-campaign", "--package=frontdesk-proxy"];
            cargo.args(packages).arg("--release")
        }
        // As the tests are built, so that nothing is compiled for this alone.
        Build::Debug => cargo.args(["--workspace", "--exclude=frontdesk", TESTED_FEATURES]),
    };
    if sabotage {
        cargo = cargo.arg("--features=frontdesk-proxy/sabotage");
    }
    cargo.run()
}

fn start(project: &Project, build: Build, args: &[String]) -> Result<bool> {
    let program = |name: &str| {
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        project.path(build.folder()).join(name)
    };
    let status = project
        .plain_cmd(program("frontdesk-campaign"))
        .arg("--proxy")
        .arg(program("frontdesk-proxy"))
        .args(args)
        .watch(|_| {})?;
    Ok(status.success())
}

/// About half a minute.
const SHORT: [&str; 7] = [
    "--visits=100",
    "--messages=10",
    "--faults=0.2",
    "--restarts=3",
    "--forget=1",
    "--parallel=100",
    "--seed=1",
];
