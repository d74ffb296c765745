//! `cargo xtask dist`: what is handed out, in `dist/web` and `dist/bin`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::project::Project;
use crate::setup::{self, Need};
use crate::{size, web};

/// Builds the release files.
///
/// # Errors
///
/// When a step fails.
pub(crate) fn run(project: &mut Project) -> Result<()> {
    setup::ensure(project, Need::DIST)?;
    // First, since the proxy carries the widget's files inside.
    web::build(project)?;
    let proxy = build(project, "frontdesk-proxy", setup::static_target())?;
    if setup::static_target().is_some() {
        require_static(project, &proxy)?;
    }
    build(project, "frontdesk-simulator", None)?;
    size::report(project).map(drop)
}

/// Builds a program and puts it into `dist/bin`.
fn build(project: &Project, program: &str, target: Option<&str>) -> Result<PathBuf> {
    let mut cargo =
        project
            .plain_cmd("cargo")
            .args(["build", "--locked", "--release", "--package", program]);
    let mut built = project.path("target");
    if let Some(target) = target {
        cargo = cargo
            .args(["--target", target])
            .env("TARGET_CC", "musl-gcc");
        built.push(target);
    }
    cargo.run()?;
    let bin = project.path("dist/bin");
    fs::create_dir_all(&bin)?;
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let to = bin.join(&file);
    // A running program cannot be written over, but its name can be given to another.
    let new = bin.join(format!("{file}.new"));
    fs::copy(built.join("release").join(&file), &new)
        .and_then(|_| fs::rename(&new, &to))
        .with_context(|| format!("copying {program}"))?;
    println!("{}", project.short(&to));
    Ok(to)
}

/// It must run where there is no C library, as in an empty image.
fn require_static(project: &Project, program: &Path) -> Result<()> {
    let needs = project.plain_cmd("ldd").arg(program).read();
    ensure!(
        needs.is_err() || needs.is_ok_and(|needs| needs.contains("statically linked")),
        "{} is not static: `ldd` names what it needs",
        project.short(program)
    );
    Ok(())
}
