//! `cargo xtask bench`: measurements, made by a program of their own so that this one stays light.

use anyhow::Result;
use clap::Args;

use crate::project::Project;

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
pub(crate) fn run(project: &Project, options: &Options) -> Result<()> {
    if options
        .measurement
        .first()
        .is_some_and(|name| name == "proxy")
    {
        // What is measured is the program as it is handed out.
        let cargo = project
            .cmd("cargo")
            .args(["build", "--locked", "--release"]);
        cargo.arg("--package=frontdesk-proxy").run()?;
    }
    project
        .cmd("cargo")
        .args(["run", "--locked", "--package=frontdesk-bench", "--"])
        .args(&options.measurement)
        .run()
}
