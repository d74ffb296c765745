//! The widget's files, from source to `dist/web`: compile, bind, optimise, bundle, compress, publish.
//!
//! Everything is made in `target/web` first and then put in place file by file, assets before the
//! loader that names them, so that a server that is running never hands out half a version.

mod compress;
mod hash;
mod names;
mod wasm;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::project::Project;

/// Builds all files that a web server hands out.
///
/// # Errors
///
/// When a step fails.
pub(crate) fn build(project: &Project) -> Result<()> {
    let start = Instant::now();
    let module = wasm::compile(project)?;
    let bound = wasm::bind(project, &module)?;
    let next = project.path("target/web/next");
    bundle(project, &bound, &next)?;
    let web = folder(project);
    compress::beside(&next, &web)?;
    publish(&next, &web)?;
    println!(
        "{} is ready ({:.1} s)",
        project.short(&web),
        start.elapsed().as_secs_f32()
    );
    Ok(())
}

/// Where the built files are.
pub(crate) fn folder(project: &Project) -> PathBuf {
    project.path("dist/web")
}

/// Every file below a folder, by its path from there.
///
/// # Errors
///
/// When the folder cannot be read.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut left = vec![PathBuf::new()];
    while let Some(relative) = left.pop() {
        let path = folder.join(&relative);
        for entry in fs::read_dir(&path).with_context(|| format!("reading {}", path.display()))? {
            let entry = entry?;
            let below = relative.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                left.push(below);
            } else {
                found.push(below);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn bundle(project: &Project, bound: &wasm::Bound, out: &Path) -> Result<()> {
    ensure!(
        project.path("www/node_modules/esbuild").is_dir(),
        "esbuild is missing, which bundles the loader and the style: run `cargo xtask setup`"
    );
    if out.exists() {
        fs::remove_dir_all(out).with_context(|| format!("emptying {}", out.display()))?;
    }
    project
        .cmd("node")
        .arg("www/build.mjs")
        .arg("--glue")
        .arg(&bound.glue)
        .arg("--wasm")
        .arg(&bound.wasm)
        .arg("--out")
        .arg(out)
        .run()
}

fn publish(next: &Path, web: &Path) -> Result<()> {
    let mut new = files(next)?;
    // Assets first: names with a hash disturb nobody, and what refers to them comes after them.
    new.sort_by_key(|file| !file.starts_with("assets"));
    for file in &new {
        let (from, to) = (next.join(file), web.join(file));
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::rename(&from, &to)
            .with_context(|| format!("moving {} to {}", from.display(), to.display()))?;
    }
    for old in files(web)? {
        if !new.contains(&old) {
            fs::remove_file(web.join(old))?;
        }
    }
    Ok(())
}
