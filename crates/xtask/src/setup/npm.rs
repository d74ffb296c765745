//! What comes from npm: esbuild and wasm-opt for the widget's files, Playwright for its tests.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::{debian, installing, present};
use crate::process;
use crate::project::Project;

/// esbuild and binaryen, of exactly the versions of the lock file.
pub(super) fn bundler(project: &Project) -> Result<()> {
    node(project)?;
    packages(
        project,
        "www",
        "esbuild and wasm-opt make the widget's files small",
    )
}

/// The test runner. Its browsers are not fetched: the machine's Chromium is driven.
pub(super) fn playwright(project: &Project) -> Result<()> {
    node(project)?;
    packages(
        project,
        "tests/e2e",
        "Playwright plays a visitor in a real page",
    )
}

fn node(project: &Project) -> Result<()> {
    if process::find("node").is_none() || process::find("npm").is_none() {
        debian::install(
            project,
            &["nodejs", "npm"],
            "Node runs esbuild, wasm-opt and Playwright",
        )?;
    }
    let version = project.cmd("node").arg("--version").read()?;
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|part| part.parse().ok());
    ensure!(
        major.is_some_and(|major: u32| major >= OLDEST_NODE),
        "Node {version} is too old for esbuild and Playwright: install Node {OLDEST_NODE} or later"
    );
    Ok(())
}

fn packages(project: &Project, folder: &str, why: &str) -> Result<()> {
    let path = project.path(folder);
    let lock = fs::read(path.join("package-lock.json"))
        .with_context(|| format!("reading {folder}/package-lock.json"))?;
    let stamp = path.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        present(folder, "what package-lock.json names");
        return Ok(());
    }
    installing(&format!("{folder}/node_modules"), why);
    project
        .cmd("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .within(&path)
        .run()
        .with_context(|| {
            format!("the packages of {folder} are missing ({why}); `npm ci` in {folder} on a connected machine installs them")
        })?;
    fs::write(stamp, lock).context("noting what was installed")
}

const OLDEST_NODE: u32 = 18;
