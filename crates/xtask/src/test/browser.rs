//! The widget's own tests, in browsers without a window.

use std::path::Path;

use anyhow::Result;

use super::Tally;
use crate::project::Project;
use crate::setup::{Browser, Firefox};

/// Runs them in Chromium and answers what they counted.
pub(super) fn in_chromium(project: &Project) -> Result<Tally> {
    let Browser { driver, .. } = Browser::find()?;
    run(project, ["--chrome", "--chromedriver"], &driver)
}

/// Runs them in Firefox and answers what they counted.
pub(super) fn in_firefox(project: &Project) -> Result<Tally> {
    let Firefox { driver } = Firefox::find()?;
    run(project, ["--firefox", "--geckodriver"], &driver)
}

fn run(project: &Project, [browser, driver]: [&str; 2], path: &Path) -> Result<Tally> {
    let mut tally = Tally::default();
    let status = project
        .cmd("wasm-pack")
        .args(["test", "--headless", "--mode", "no-install"])
        .args([browser, driver])
        .arg(path)
        .args(["--", "--locked"])
        .env("WASM_BINDGEN_TEST_TIMEOUT", SECONDS_FOR_ALL)
        .watch(|line| {
            if let Some(counts) = Tally::of_line(line) {
                tally.add(counts);
            }
        })?;
    Ok(tally.and_ended(status.success()))
}

/// For a whole test binary; the runner's own 20 s are short on a busy machine.
const SECONDS_FOR_ALL: &str = "120";
