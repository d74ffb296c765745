//! A visitor in a real page, against the real proxy and the simulator.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::Tally;
use crate::project::Project;
use crate::setup::Browser;
use crate::web;

/// Runs them and answers what they counted.
pub(super) fn run(project: &Project) -> Result<Tally> {
    let browser = Browser::find()?;
    let folder = project.path("tests/e2e");
    ensure!(
        folder.join("node_modules/@playwright/test").is_dir(),
        "Playwright is missing: run `cargo xtask setup`"
    );
    let report = project.path("target/e2e-report.json");
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let program = |name: &str| format!("target/debug/{name}{}", std::env::consts::EXE_SUFFIX);
    let (proxy, simulator) = (program("frontdesk-proxy"), program("frontdesk-simulator"));
    let status = project
        .cmd("node")
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .env("CHROMIUM", &browser.chromium)
        .env("FRONTDESK_PROXY_BIN", project.path(proxy))
        .env("FRONTDESK_SIMULATOR_BIN", project.path(simulator))
        .env("FRONTDESK_WEB", web::folder(project))
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report)
        .within(&folder)
        .watch(|_| {})?;
    let text = fs::read(&report).context("Playwright wrote no report")?;
    let report: Report = serde_json::from_slice(&text).context("reading Playwright's report")?;
    Ok(report.tally().and_ended(status.success()))
}

#[derive(Deserialize)]
struct Report {
    stats: Stats,
}

#[derive(Deserialize)]
struct Stats {
    expected: u64,
    unexpected: u64,
    flaky: u64,
    skipped: u64,
}

impl Report {
    fn tally(&self) -> Tally {
        let stats = &self.stats;
        Tally::new(
            stats.expected + stats.flaky,
            stats.unexpected,
            stats.skipped,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_playwrights_report() {
        let text = r#"{"config":{},"suites":[],"errors":[],
            "stats":{"startTime":"x","duration":1.5,"expected":7,"skipped":1,"unexpected":2,"flaky":0}}"#;
        let report: Report = serde_json::from_str(text).unwrap();
        assert_eq!(report.tally(), Tally::new(7, 2, 1));
    }
}
