//! `cargo xtask fuzz`: inputs that nobody thought of, for everything that reads what comes from
//! outside.

mod dictionary;
mod outcome;
mod seeds;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;

use self::dictionary::Vocabulary;
use self::outcome::Outcome;
use crate::process::Cmd;
use crate::project::Project;

/// What `fuzz` can be told.
#[derive(Args)]
pub(crate) struct Options {
    /// How long each target runs
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    seconds: u32,
    /// The targets to run; every one when none is named
    #[arg(value_name = "TARGET")]
    targets: Vec<String>,
}

impl Options {
    /// Every target, for so long.
    pub(crate) fn of_seconds(seconds: u32) -> Self {
        Self {
            seconds,
            targets: Vec::new(),
        }
    }
}

/// Builds the targets and runs them one after the other, the later ones too when one fails.
///
/// # Errors
///
/// When a target is not known or cannot be built, and when one fails: the input is named.
pub(crate) fn run(project: &Project, options: &Options) -> Result<()> {
    let known = targets(project)?;
    for name in &options.targets {
        ensure!(
            known.contains(name),
            "there is no target `{name}`: there are {}",
            known.join(", ")
        );
    }
    let chosen = if options.targets.is_empty() {
        &known
    } else {
        &options.targets
    };
    // `cargo fuzz` itself would change the lock file without a word.
    project
        .plain_cmd("cargo")
        .args(["fetch", "--locked", "--manifest-path"])
        .arg(project.path(FUZZ).join("Cargo.toml"))
        .run()?;
    fuzz(project, "build").run()?;
    let vocabulary = Vocabulary::of(&project.path(SOURCE))?;
    fs::write(project.path(DICTIONARY), vocabulary.dictionary())?;

    let mut outcomes = Vec::new();
    for target in chosen {
        outcomes.push((
            target,
            run_one(project, target, &vocabulary, options.seconds)?,
        ));
    }
    println!();
    for (target, outcome) in &outcomes {
        println!("{target:<16}{outcome}");
    }
    let failed = outcomes.iter().filter(|(_, outcome)| !outcome.is_good());
    match failed.count() {
        0 => Ok(()),
        count => bail!(
            "{count} of {} targets failed; `cargo fuzz fmt` and `cargo fuzz tmin` help to read the input",
            outcomes.len()
        ),
    }
}

fn run_one(
    project: &Project,
    target: &str,
    vocabulary: &Vocabulary,
    seconds: u32,
) -> Result<Outcome> {
    let corpus = folder(project, "corpus", target)?;
    let seeds = folder(project, "seeds", target)?;
    seeds::write(&project.path(FIXTURES), target, vocabulary, &seeds)
        .with_context(|| format!("making the first inputs of {target}"))?;
    let mut outcome = Outcome::default();
    let status = fuzz(project, "run")
        .arg(target)
        .args([corpus, seeds])
        .arg("--")
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-timeout={SECONDS_FOR_ONE_INPUT}"))
        .arg(format!("-dict={DICTIONARY}"))
        .overhear(|line| outcome.hear(line))?;
    outcome.end(status.success());
    Ok(outcome)
}

/// Without a sanitizer, since the crate has no unsafe code; so the pinned compiler will do.
fn fuzz(project: &Project, command: &str) -> Cmd {
    project
        .plain_cmd("cargo")
        .args(["fuzz", command, "--sanitizer=none"])
        .args(["--fuzz-dir", FUZZ, "--target-dir", "target/fuzz"])
}

/// Every target, by its file.
fn targets(project: &Project) -> Result<Vec<String>> {
    let mut targets = Vec::new();
    for entry in fs::read_dir(project.path(FUZZ).join("fuzz_targets"))? {
        let file = entry?.file_name();
        targets.extend(
            file.to_string_lossy()
                .strip_suffix(".rs")
                .map(str::to_owned),
        );
    }
    targets.sort_unstable();
    Ok(targets)
}

fn folder(project: &Project, kind: &str, target: &str) -> Result<PathBuf> {
    let folder = project.path("target/fuzz").join(kind).join(target);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

const FUZZ: &str = "crates/protocol/fuzz";
const SOURCE: &str = "crates/protocol/src";
const DICTIONARY: &str = "target/fuzz/dictionary";
const FIXTURES: &str = "crates/protocol/tests/fixtures";

/// Nothing here takes a hundredth of this.
const SECONDS_FOR_ONE_INPUT: u32 = 5;
