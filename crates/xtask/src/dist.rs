//! `cargo xtask dist`: what is handed out, in `dist/web` and `dist/bin`.

use std::fs;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::setup::{self, Need};
use crate::{size, web};

/// Builds the release files.
///
/// # Errors
///
/// When a step fails.
pub(crate) fn run(project: &mut Project) -> Result<()> {
    setup::ensure(project, Need::WEB)?;
    web::build(project)?;
    // After the widget's files: the proxy carries them inside.
    let cargo = project
        .cmd("cargo")
        .args(["build", "--locked", "--release"]);
    cargo
        .args(PROGRAMS.map(|program| format!("--package={program}")))
        .run()?;
    let bin = project.path("dist/bin");
    fs::create_dir_all(&bin)?;
    for program in PROGRAMS {
        let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
        let to = bin.join(&file);
        // A running program cannot be written over, but its name can be given to another.
        let new = bin.join(format!("{file}.new"));
        fs::copy(project.path("target/release").join(&file), &new)
            .and_then(|_| fs::rename(&new, &to))
            .with_context(|| format!("copying {program}"))?;
        println!("{}", project.short(&to));
    }
    size::report(project).map(drop)
}

const PROGRAMS: [&str; 2] = ["frontdesk-proxy", "frontdesk-simulator"];
