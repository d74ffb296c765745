//! What attacks the proxy: slowhttptest from Debian, schemathesis from PyPI.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{debian, installing, present};
use crate::process;
use crate::project::Project;

/// Clients that are slow.
pub(super) fn slow_clients(project: &Project) -> Result<()> {
    if let Some(path) = process::find("slowhttptest") {
        present("slowhttptest", &path.display().to_string());
        return Ok(());
    }
    let why = "it holds connections by being slow, which the proxy must end";
    debian::install(project, &["slowhttptest"], why)
}

/// A caller that goes by the OpenAPI document, in a virtual environment of its own.
pub(super) fn schemathesis(project: &Project) -> Result<()> {
    let version = version();
    if program(project).is_file() {
        present("schemathesis", version);
        return Ok(());
    }
    let python = || project.plain_cmd("python3");
    if !python().args(["-c", "import ensurepip, venv"]).succeeds() {
        let packages = ["python3", "python3-venv"];
        debian::install(project, &packages, "schemathesis is written in Python")?;
    }
    installing(
        &format!("schemathesis {version}"),
        "it calls every route with whatever the OpenAPI document allows and forbids",
    );
    let folder = folder(project);
    python().args(["-m", "venv"]).arg(&folder).run()?;
    project
        .plain_cmd(folder.join("bin/python"))
        .args(["-m", "pip", "install", "--quiet"])
        .args(["--disable-pip-version-check", "--requirement"])
        .arg(project.path(PACKAGES))
        .run()
        .with_context(|| {
            format!("schemathesis {version} is missing; `pip install -r {PACKAGES}` on a connected machine installs it")
        })
}

/// Where its program is.
pub(crate) fn program(project: &Project) -> PathBuf {
    folder(project).join("bin/schemathesis")
}

/// Named after the version, so that another one is another folder.
fn folder(project: &Project) -> PathBuf {
    project.path(format!("target/tools/schemathesis-{}", version()))
}

fn version() -> &'static str {
    let mut lines = PINNED.lines();
    let version = lines.find_map(|line| line.strip_prefix("schemathesis=="));
    version.unwrap_or_default()
}

const PACKAGES: &str = "crates/xtask/src/setup/schemathesis.txt";
const PINNED: &str = include_str!("schemathesis.txt");
