//! `cargo xtask attack`: well-known tools against the real program, with a verdict.

mod http;
mod schema;
mod servers;
mod slow;
mod visitor;

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::project::Project;
use crate::setup::{self, Need};

/// What `attack` can be told.
#[derive(Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    attack: Attack,
}

#[derive(Subcommand)]
enum Attack {
    /// Hold connections by being slow: heads, bodies, reading, ranges (slowhttptest)
    Slow(slow::Options),
    /// Call every route with whatever its schema allows and forbids (schemathesis)
    Schema(schema::Options),
}

/// Installs what is missing, builds, attacks, and fails where the proxy does not hold.
///
/// # Errors
///
/// When something is missing or does not compile, and when the proxy does not hold.
pub(crate) fn run(project: &mut Project, options: &Options) -> Result<()> {
    match &options.attack {
        Attack::Slow(options) => slow(project, options),
        Attack::Schema(options) => schema(project, options),
    }
}

/// A small one of each kind, for `ci`.
///
/// # Errors
///
/// As [`run`].
pub(crate) fn slow_short(project: &mut Project) -> Result<()> {
    slow(project, &slow::Options::SHORT)
}

/// See [`slow_short`].
///
/// # Errors
///
/// As [`run`].
pub(crate) fn schema_short(project: &mut Project) -> Result<()> {
    schema(project, &schema::Options::SHORT)
}

fn slow(project: &mut Project, options: &slow::Options) -> Result<()> {
    setup::ensure(project, &[Need::SlowClients])?;
    slow::run(project, options)
}

fn schema(project: &mut Project, options: &schema::Options) -> Result<()> {
    setup::ensure(project, &[Need::Schemathesis])?;
    schema::run(project, options)
}
