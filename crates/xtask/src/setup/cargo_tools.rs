//! Tools that `cargo install` brings, of the versions that are known to work together.

use anyhow::{Context, Result};

use super::{debian, installing, present};
use crate::process;
use crate::project::Project;

/// Its version must be the library's, or it refuses to work.
pub(super) fn wasm_bindgen(project: &Project) -> Result<()> {
    Tool {
        package: "wasm-bindgen-cli",
        version: &project.locked_version("wasm-bindgen")?,
        // Its lock file names a version that the registry does not have.
        locked: false,
        asked: &["wasm-bindgen", "--version"],
        why: "it makes the bridge between JavaScript and the widget's wasm",
    }
    .ensure(project)
}

/// Runs the component tests in a browser.
pub(super) fn wasm_pack(project: &Project) -> Result<()> {
    Tool {
        package: "wasm-pack",
        version: "0.15.1",
        locked: true,
        asked: &["wasm-pack", "--version"],
        why: "it runs the component tests in a browser",
    }
    .ensure(project)
}

/// Starts Firefox for the component tests; Debian has no package of it.
pub(super) fn geckodriver(project: &Project) -> Result<()> {
    Tool {
        package: "geckodriver",
        version: "0.37.1",
        locked: true,
        asked: &["geckodriver", "--version"],
        why: "it starts Firefox for the component tests",
    }
    .ensure(project)
}

/// Serves the preview. Later versions need a newer compiler.
pub(super) fn trunk(project: &Project) -> Result<()> {
    Tool {
        package: "trunk",
        version: "0.21.14",
        // Without its lock file it does not compile.
        locked: true,
        asked: &["trunk", "--version"],
        why: "it serves the preview with live reload",
    }
    .ensure(project)
}

/// Checks licences, sources and advisories.
pub(super) fn cargo_deny(project: &Project) -> Result<()> {
    Tool {
        package: "cargo-deny",
        version: "0.20.2",
        locked: true,
        asked: &["cargo", "deny", "--version"],
        why: "it checks the licences and sources of all dependencies",
    }
    .ensure(project)
}

/// Feeds the decoders with inputs that nobody thought of. What it links is written in C++.
pub(super) fn cargo_fuzz(project: &Project) -> Result<()> {
    if process::find("c++").is_none() {
        debian::install(project, &["g++"], "libFuzzer is written in C++")?;
    }
    Tool {
        package: "cargo-fuzz",
        version: "0.13.2",
        locked: true,
        asked: &["cargo", "fuzz", "--version"],
        why: "it feeds the decoders with inputs that nobody thought of",
    }
    .ensure(project)
}

struct Tool<'a> {
    package: &'a str,
    version: &'a str,
    locked: bool,
    asked: &'a [&'a str],
    why: &'a str,
}

impl Tool<'_> {
    fn ensure(&self, project: &Project) -> Result<()> {
        if self.is_installed(project) {
            present(self.package, self.version);
            return Ok(());
        }
        installing(
            &format!("{} {}", self.package, self.version),
            &format!("{}; this takes some minutes, once", self.why),
        );
        // One folder for all of them: they share many dependencies.
        let install = project
            .cmd("cargo")
            .args(["install", self.package, "--version", self.version])
            .args(self.locked.then_some("--locked"))
            .env("CARGO_TARGET_DIR", project.path("target/tools"));
        install.run().with_context(|| {
            format!(
                "{} {} is missing ({}); `cargo install {0} --version {1}` on a connected machine installs it",
                self.package, self.version, self.why
            )
        })
    }

    fn is_installed(&self, project: &Project) -> bool {
        let [program, args @ ..] = self.asked else {
            return false;
        };
        let answer = project.cmd(program).args(args).read();
        answer.is_ok_and(|answer| answer.split_whitespace().any(|word| word == self.version))
    }
}
