//! The widget's own tests, in browsers without a window.

use std::path::Path;

use anyhow::Result;

use super::Tally;
use crate::process::Cmd;
use crate::project::Project;
use crate::setup::{Browser, Firefox, WebKit};

/// Runs them in Chromium and answers what they counted.
pub(super) fn in_chromium(project: &Project) -> Result<Tally> {
    let Browser { driver, .. } = Browser::find()?;
    let wasm_pack = project.cmd("wasm-pack");
    run(wasm_pack, ["--chrome", "--chromedriver"], &driver)
}

/// Runs them in Firefox and answers what they counted.
pub(super) fn in_firefox(project: &Project) -> Result<Tally> {
    let Firefox { driver } = Firefox::find()?;
    let wasm_pack = project.cmd("wasm-pack");
    run(wasm_pack, ["--firefox", "--geckodriver"], &driver)
}

/// Runs them in WebKit, which the runner takes for Safari, and answers what they counted.
pub(super) fn in_webkit(project: &Project) -> Result<Tally> {
    let WebKit { driver, display } = WebKit::find()?;
    let wasm_pack = project.cmd(display).args(["-a", "wasm-pack"]);
    run(wasm_pack, ["--safari", "--safaridriver"], &driver)
}

fn run(wasm_pack: Cmd, [browser, driver]: [&str; 2], path: &Path) -> Result<Tally> {
    let mut tally = Tally::default();
    let status = wasm_pack
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
