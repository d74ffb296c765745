//! The widget's own tests, in a browser without a window.

use anyhow::Result;

use super::Tally;
use crate::project::Project;
use crate::setup::Browser;

/// Runs them and answers what they counted.
pub(super) fn run(project: &Project) -> Result<Tally> {
    let browser = Browser::find()?;
    let mut tally = Tally::default();
    let status = project
        .cmd("wasm-pack")
        .args([
            "test",
            "--headless",
            "--chrome",
            "--mode",
            "no-install",
            "--chromedriver",
        ])
        .arg(browser.driver)
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
