//! The target of a static program: it runs on every Linux of its processor, with no library beside it.

use anyhow::{Context, Result};

use super::{debian, installing, present};
use crate::process;
use crate::project::Project;

/// The target for this machine; `None` where there is none, as on other systems than Linux.
pub(crate) fn static_target() -> Option<&'static str> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Some("x86_64-unknown-linux-musl"),
        ("linux", "aarch64") => Some("aarch64-unknown-linux-musl"),
        _ => None,
    }
}

pub(super) fn ensure(project: &Project) -> Result<()> {
    let Some(target) = static_target() else {
        return Ok(());
    };
    let rustup = || project.plain_cmd("rustup");
    let installed = rustup().args(["target", "list", "--installed"]).read();
    if !installed.is_ok_and(|targets| targets.lines().any(|line| line == target)) {
        installing(target, "the proxy is handed out as a static program");
        let added = rustup().args(["target", "add", target]).run();
        added.with_context(|| format!("{target} is missing, for which the proxy is built"))?;
    }
    if process::find("musl-gcc").is_none() {
        debian::install(
            project,
            &["musl-tools"],
            "parts of the proxy's cryptography are C",
        )?;
    }
    present("static target", target);
    Ok(())
}
