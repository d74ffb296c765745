//! The tests of all crates that need no browser.

use anyhow::Result;

use super::Tally;
use crate::project::{Project, TESTED_FEATURES};

/// Runs them and answers what they counted.
pub(super) fn run(project: &Project) -> Result<Tally> {
    let mut tally = Tally::default();
    let status = project
        .cmd("cargo")
        .args(["test", "--locked", "--no-fail-fast"])
        .args(["--workspace", "--exclude=frontdesk", TESTED_FEATURES])
        .watch(|line| {
            if let Some(counts) = Tally::of_line(line) {
                tally.add(counts);
            }
        })?;
    Ok(tally.and_ended(status.success()))
}
