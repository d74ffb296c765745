//! `cargo xtask ci`: everything that must hold before a change is taken.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::project::{Project, TESTED_FEATURES};
use crate::setup::{self, Need};
use crate::test::{self, Tally};
use crate::{attack, campaign, fuzz, size, web};

/// Runs every step, the later ones too when one fails, and sums up; each step counts as one.
pub(crate) fn run(project: &mut Project) -> Tally {
    let mut steps = Steps::default();
    steps.run("set-up", || setup::ensure(project, Need::ALL));
    steps.run("format", || format(project));
    steps.run("clippy, native", || clippy_native(project));
    steps.run("clippy, plain", || clippy_plain(project));
    steps.run("clippy, wasm", || clippy_wasm(project));
    steps.run("licences and sources", || licences(project));
    steps.run("advisories", || advisories(project));
    steps.run("preview", || preview(project));
    let built = steps.run("widget", || web::build(project));
    steps.run("size", || {
        ensure!(built, "the widget could not be built");
        ensure!(
            size::report(project)?,
            "the widget is larger than its budget"
        );
        Ok(())
    });
    steps.run("fuzzing", || {
        fuzz::run(project, &fuzz::Options::of_seconds(FUZZING_SECONDS))
    });
    steps.run("campaign", || campaign::run_short(project));
    steps.run("attack, slow", || attack::slow_short(project));
    steps.run("attack, schema", || attack::schema_short(project));

    let start = Instant::now();
    let mut tally = steps.tally;
    test::run_all(project, built, &mut tally);
    steps.took.push(("tests", start.elapsed(), None));
    steps.table();
    tally
}

#[derive(Default)]
struct Steps {
    tally: Tally,
    took: Vec<(&'static str, Duration, Option<bool>)>,
}

impl Steps {
    fn run(&mut self, name: &'static str, step: impl FnOnce() -> Result<()>) -> bool {
        println!("\n=== {name}");
        let start = Instant::now();
        let result = step();
        if let Err(error) = &result {
            println!("{name}: FAILED: {error:#}");
        }
        self.tally.count(result.is_ok());
        self.took
            .push((name, start.elapsed(), Some(result.is_ok())));
        result.is_ok()
    }

    fn table(&self) {
        println!();
        for (name, took, good) in &self.took {
            let verdict = match good {
                Some(true) => "passed",
                Some(false) => "FAILED",
                None => "(counted one by one)",
            };
            println!("{name:<24}{:>8.1} s   {verdict}", took.as_secs_f32());
        }
    }
}

fn format(project: &Project) -> Result<()> {
    let cargo = || project.plain_cmd("cargo").args(["fmt", "--check"]);
    cargo().arg("--all").run()?;
    // A workspace of its own.
    cargo()
        .args(["--manifest-path", "crates/protocol/fuzz/Cargo.toml"])
        .run()
}

fn clippy_native(project: &Project) -> Result<()> {
    let cargo = project
        .plain_cmd("cargo")
        .args(["clippy", "--locked", "--all-targets"]);
    cargo
        .args(["--workspace", "--exclude=frontdesk", TESTED_FEATURES])
        .args(["--", "-D", "warnings"])
        .run()
}

/// The proxy as it is handed out, with nothing in it of what only a feature brings.
fn clippy_plain(project: &Project) -> Result<()> {
    let cargo = || project.plain_cmd("cargo");
    cargo()
        .args(["clippy", "--locked", "--package=frontdesk-proxy"])
        .args(["--", "-D", "warnings"])
        .run()?;
    let crates = cargo()
        .args(["tree", "--locked", "--package=frontdesk-proxy"])
        .args(["--edges=normal,build", "--prefix=none"])
        .read()?;
    for feature in ["frontdesk-simulator ", "opentelemetry", "prost "] {
        ensure!(
            !crates.lines().any(|line| line.starts_with(feature)),
            "{feature} is in a proxy that is built without features"
        );
    }
    Ok(())
}

fn clippy_wasm(project: &Project) -> Result<()> {
    project
        .cmd("cargo")
        .args(["clippy", "--locked", "--all-targets", "--package=frontdesk"])
        .args(["--target=wasm32-unknown-unknown", "--", "-D", "warnings"])
        .env("CLIPPY_CONF_DIR", project.path(".clippy/wasm"))
        .run()
}

fn licences(project: &Project) -> Result<()> {
    project
        .cmd("cargo")
        .args(["deny", "--locked", "check", "bans", "licenses", "sources"])
        .run()
}

/// The database of advisories lies on another machine; that it cannot be had says nothing about
/// this project.
fn advisories(project: &Project) -> Result<()> {
    if !project
        .cmd("cargo")
        .args(["deny", "fetch", "db"])
        .succeeds()
    {
        println!(
            "the advisory database could not be fetched: known vulnerabilities were not looked up"
        );
        return Ok(());
    }
    project
        .cmd("cargo")
        .args(["deny", "--locked", "check", "--disable-fetch", "advisories"])
        .run()
}

fn preview(project: &Project) -> Result<()> {
    project.cmd("trunk").args(["build", "--offline"]).run()
}

/// For each target.
const FUZZING_SECONDS: u32 = 5;
