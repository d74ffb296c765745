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
    let proxy = build_proxy(project)?;
    hand_out(project, &proxy)?;
    hand_out(project, &build(project, "frontdesk-simulator", None)?)?;
    size::report(project).map(drop)
}

/// Builds the proxy as it is handed out, with the widget's files as they are, and answers where it is.
///
/// # Errors
///
/// When it does not compile, or is not static where it should be.
pub(crate) fn build_proxy(project: &Project) -> Result<PathBuf> {
    let proxy = build(project, "frontdesk-proxy", setup::static_target())?;
    if setup::static_target().is_some() {
        require_static(project, &proxy)?;
    }
    Ok(proxy)
}

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
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    Ok(built.join("release").join(file))
}

/// Puts a program into `dist/bin`.
fn hand_out(project: &Project, program: &Path) -> Result<()> {
    let bin = project.path("dist/bin");
    fs::create_dir_all(&bin)?;
    let to = bin.join(program.file_name().context("a program without a name")?);
    // A running program cannot be written over, but its name can be given to another.
    let new = to.with_extension("new");
    fs::copy(program, &new)
        .and_then(|_| fs::rename(&new, &to))
        .with_context(|| format!("copying {}", project.short(program)))?;
    println!("{}", project.short(&to));
    Ok(())
}

/// It must run where there is no C library, as in an empty image: so it names nobody who loads one.
fn require_static(project: &Project, program: &Path) -> Result<()> {
    let segments = project
        .plain_cmd("readelf")
        .arg("-lW")
        .arg(program)
        .read()?;
    ensure!(
        segments.contains("LOAD") && !segments.contains("INTERP"),
        "{} is not static: `readelf -l` names what loads it",
        project.short(program)
    );
    Ok(())
}
