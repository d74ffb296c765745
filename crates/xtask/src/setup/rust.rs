//! The standard library for `wasm32-unknown-unknown` and, for the smaller build, its source.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{debian, installing, present};
use crate::process;
use crate::project::Project;

/// Adds the target and the source with rustup, or builds them from Debian's packages when rustup's
/// server refuses.
pub(super) fn ensure(project: &mut Project) -> Result<()> {
    if !has_target(&sysroot(project)?) {
        if linked_toolchain_works(project) {
            project.use_toolchain(LINKED);
        } else {
            installing(TARGET, "the widget runs in browsers as WebAssembly");
            let added = project.cmd("rustup").args(["target", "add", TARGET]).run();
            if let Err(refusal) = added {
                println!("setup: rustup could not add it ({refusal}); trying Debian's packages");
                debian::wasm_toolchain(project, LINKED).context(
                    "the standard library for wasm32-unknown-unknown is missing, without which the \
                     widget cannot be built; `rustup target add wasm32-unknown-unknown` on a \
                     connected machine adds it",
                )?;
                project.use_toolchain(LINKED);
            }
        }
    }
    if !has_std_source(project) {
        installing(
            "rust-src",
            "with the standard library rebuilt for size the widget is a sixth smaller",
        );
        if project
            .cmd("rustup")
            .args(["component", "add", "rust-src"])
            .run()
            .is_err()
        {
            println!(
                "setup: rust-src could not be had; the widget is built with the ready-made std"
            );
        }
    }
    present("rust", &project.cmd("rustc").arg("-V").read()?);
    Ok(())
}

/// Whether the standard library can be rebuilt.
pub(crate) fn has_std_source(project: &Project) -> bool {
    sysroot(project).is_ok_and(|root| root.join("lib/rustlib/src/rust/library/std").is_dir())
}

/// Where a toolchain keeps the standard library of the target.
pub(super) fn target_libraries(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(TARGET).join("lib")
}

pub(super) fn has_target(sysroot: &Path) -> bool {
    let entries = std::fs::read_dir(target_libraries(sysroot));
    entries.into_iter().flatten().flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    })
}

fn sysroot(project: &Project) -> Result<PathBuf> {
    let printed = project.cmd("rustc").args(["--print", "sysroot"]).read();
    printed
        .map(PathBuf::from)
        .context("Rust is missing: install it from https://rustup.rs")
}

fn linked_toolchain_works(project: &Project) -> bool {
    let probe = project
        .cmd("rustc")
        .arg(format!("+{LINKED}"))
        .args(["--print", "sysroot"])
        .read();
    probe.is_ok_and(|sysroot| has_target(Path::new(&sysroot)))
        && process::find("rust-lld").is_some()
}

/// The target that browsers run.
pub(super) const TARGET: &str = "wasm32-unknown-unknown";

/// The name under which the toolchain of the fall-back is linked.
const LINKED: &str = "wasm";
