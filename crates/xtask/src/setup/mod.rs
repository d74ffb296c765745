//! `cargo xtask setup`: installs what is missing, and says what it does and why.
//!
//! Each part looks first and is silent work of a moment when the right version is there.

mod attack;
mod browser;
mod cargo_tools;
mod debian;
mod musl;
mod npm;
mod rust;

pub(crate) use attack::program as schemathesis;
pub(crate) use browser::{Browser, Firefox, WebKit};
pub(crate) use musl::static_target;
pub(crate) use rust::has_std_source;

use anyhow::{Result, bail};

use crate::project::Project;

/// Something that has to be on the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// The standard library for wasm32 and, for the smaller build, its source.
    WasmTarget,
    /// `wasm-bindgen` and its test runner, of exactly the version of `Cargo.lock`.
    WasmBindgen,
    /// Node, esbuild and wasm-opt.
    Bundler,
    /// `wasm-pack`, which runs the component tests.
    WasmPack,
    /// Chromium and ChromeDriver.
    Browser,
    /// Firefox and geckodriver.
    Firefox,
    /// WebKit, its driver and a display.
    WebKit,
    /// Playwright's test runner, without its browsers.
    Playwright,
    /// Trunk, which serves the preview.
    Trunk,
    /// `cargo deny`, which checks licences and sources.
    CargoDeny,
    /// `cargo fuzz`, which feeds the decoders.
    CargoFuzz,
    /// `slowhttptest`, which is slow.
    SlowClients,
    /// `schemathesis`, which calls by the OpenAPI document.
    Schemathesis,
    /// The target and the compiler of a static program, on Linux.
    Static,
}

impl Need {
    /// What building the widget's files takes.
    pub(crate) const WEB: &[Self] = &[Self::WasmTarget, Self::WasmBindgen, Self::Bundler];
    /// What the release files take.
    pub(crate) const DIST: &[Self] = &[
        Self::WasmTarget,
        Self::WasmBindgen,
        Self::Bundler,
        Self::Static,
    ];
    /// What the browser tests take.
    pub(crate) const BROWSER_TESTS: &[Self] = &[
        Self::WasmTarget,
        Self::WasmBindgen,
        Self::WasmPack,
        Self::Browser,
        Self::Firefox,
        Self::WebKit,
    ];
    /// What the end-to-end tests take.
    pub(crate) const E2E_TESTS: &[Self] = &[
        Self::WasmTarget,
        Self::WasmBindgen,
        Self::Bundler,
        Self::Playwright,
        Self::Browser,
    ];
    /// What every test together takes.
    pub(crate) const TEST: &[Self] = &[
        Self::WasmTarget,
        Self::WasmBindgen,
        Self::Bundler,
        Self::WasmPack,
        Self::Browser,
        Self::Firefox,
        Self::WebKit,
        Self::Playwright,
    ];
    /// What fuzzing takes.
    pub(crate) const FUZZ: &[Self] = &[Self::CargoFuzz];
    /// Everything that tests and checks take.
    pub(crate) const ALL: &[Self] = &[
        Self::WasmTarget,
        Self::WasmBindgen,
        Self::Bundler,
        Self::WasmPack,
        Self::Browser,
        Self::Firefox,
        Self::WebKit,
        Self::Playwright,
        Self::Trunk,
        Self::CargoDeny,
        Self::CargoFuzz,
        Self::SlowClients,
        Self::Schemathesis,
    ];

    fn ensure(self, project: &mut Project) -> Result<()> {
        match self {
            Self::WasmTarget => rust::ensure(project),
            Self::WasmBindgen => cargo_tools::wasm_bindgen(project),
            Self::Bundler => npm::bundler(project),
            Self::WasmPack => cargo_tools::wasm_pack(project),
            Self::Browser => browser::ensure(project),
            Self::Firefox => browser::ensure_firefox(project),
            Self::WebKit => browser::ensure_webkit(project),
            Self::Playwright => npm::playwright(project),
            Self::Trunk => cargo_tools::trunk(project),
            Self::CargoDeny => cargo_tools::cargo_deny(project),
            Self::CargoFuzz => cargo_tools::cargo_fuzz(project),
            Self::SlowClients => attack::slow_clients(project),
            Self::Schemathesis => attack::schemathesis(project),
            Self::Static => musl::ensure(project),
        }
    }
}

/// Sees to it that all of `needs` are there, going on to the next when one cannot be had.
///
/// # Errors
///
/// One sentence for each that is missing: what it is, what it is for and what to do.
pub(crate) fn ensure(project: &mut Project, needs: &[Need]) -> Result<()> {
    let mut missing = Vec::new();
    for need in needs {
        if let Err(error) = need.ensure(project) {
            println!("setup: {error:#}");
            missing.push(format!("{error:#}"));
        }
    }
    match missing.as_slice() {
        [] => Ok(()),
        [one] => bail!("set-up is not complete: {one}"),
        several => bail!("set-up is not complete:\n  - {}", several.join("\n  - ")),
    }
}

fn present(what: &str, detail: &str) {
    println!("setup: {what}: {detail} is here");
}

fn installing(what: &str, why: &str) {
    println!("setup: installing {what}: {why}");
}
