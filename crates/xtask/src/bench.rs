//! `cargo xtask bench`: measurements, made by a program of their own so that this one stays light.

use anyhow::Result;
use clap::Args;

use crate::dist;
use crate::project::Project;
use crate::setup::{self, Need};

/// What `bench` can be told.
#[derive(Args)]
pub(crate) struct Options {
    /// Which measurement, and what it is told; none lists them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    measurement: Vec<String>,
}

/// Builds the program and runs it.
///
/// # Errors
///
/// When it does not compile, or a measurement fails.
pub(crate) fn run(project: &mut Project, options: &Options) -> Result<()> {
    let mut given = options.measurement.clone();
    if given.first().is_some_and(|name| name == "proxy") {
        setup::ensure(project, Need::DIST)?;
        // First, so that it can be told another.
        let program = format!("--program={}", dist::build_proxy(project)?.display());
        given.insert(1, program);
    }
    project
        .cmd("cargo")
        .args(["run", "--locked", "--package=frontdesk-bench", "--"])
        .args(&given)
        .run()
}
