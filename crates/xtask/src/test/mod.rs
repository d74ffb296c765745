//! `cargo xtask test`: every test, native, in a browser and end to end, and one line that sums up.

mod browser;
mod e2e;
mod native;
mod tally;

pub(crate) use tally::Tally;

use anyhow::{Result, ensure};
use clap::{Args, ValueEnum};

use crate::project::Project;
use crate::setup::{self, Need};
use crate::{demo, web};

/// What `test` can be told.
#[derive(Args, Default)]
pub(crate) struct Options {
    /// Run one kind of tests alone
    #[arg(long)]
    only: Option<Suite>,
}

/// A kind of tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Suite {
    /// The crates without a browser
    Native,
    /// The components, each alone in a browser
    Browser,
    /// A visitor in a real page
    E2e,
}

/// Installs, builds and runs; what fails is counted and does not keep the rest from running.
pub(crate) fn run(project: &mut Project, options: &Options) -> Tally {
    let mut tally = Tally::default();
    let needs = match options.only {
        None => Need::TEST,
        Some(Suite::Native) => &[],
        Some(Suite::Browser) => Need::BROWSER_TESTS,
        Some(Suite::E2e) => Need::E2E_TESTS,
    };
    said(&setup::ensure(project, needs));
    let wanted = |suite| options.only.is_none_or(|only| only == suite);
    let built = !wanted(Suite::E2e) || said(&web::build(project));
    run_suites(project, wanted, built, &mut tally);
    tally
}

/// Runs all suites with the widget's files as they are; `built` says whether they are there.
pub(crate) fn run_all(project: &Project, built: bool, tally: &mut Tally) {
    run_suites(project, |_| true, built, tally);
}

fn run_suites(project: &Project, wanted: impl Fn(Suite) -> bool, built: bool, tally: &mut Tally) {
    if wanted(Suite::Native) {
        tally.suite("native tests", || native::run(project));
    }
    if wanted(Suite::Browser) {
        tally.suite("component tests, Chromium", || {
            browser::in_chromium(project)
        });
        tally.suite("component tests, Firefox", || browser::in_firefox(project));
        tally.suite("component tests, WebKit", || browser::in_webkit(project));
    }
    if wanted(Suite::E2e) {
        tally.suite("end-to-end tests", || {
            ensure!(built, "the widget could not be built");
            demo::build_proxy(project)?;
            e2e::run(project)
        });
    }
}

fn said(result: &Result<()>) -> bool {
    if let Err(error) = result {
        println!("{error:#}");
    }
    result.is_ok()
}
