//! Debian's packages: installed with apt, and the way to a wasm32 toolchain where rustup cannot.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{installing, rust};
use crate::process;
use crate::project::Project;

/// Installs packages, as root or by sudo.
pub(super) fn install(project: &Project, packages: &[&str], why: &str) -> Result<()> {
    let list = packages.join(" ");
    if process::find("apt-get").is_none() {
        bail!(
            "{list} ({why}) cannot be installed here: there is no apt-get; install the like by hand"
        );
    }
    let root = project.cmd("id").arg("-u").read().is_ok_and(|id| id == "0");
    if !root && process::find("sudo").is_none() {
        bail!("{list} ({why}) needs root: run `apt-get install {list}` as root");
    }
    installing(&list, why);
    let apt = |args: &[&str]| {
        let cmd = if root {
            project.cmd("env")
        } else {
            project.cmd("sudo").arg("env")
        };
        cmd.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
            .args(args)
            .run()
    };
    let mut wanted = vec!["install", "-y", "--no-install-recommends"];
    wanted.extend(packages);
    if apt(&wanted).is_err() {
        apt(&["update"])?;
        apt(&wanted).with_context(|| format!("{list} ({why}) could not be installed"))?;
    }
    Ok(())
}

/// Makes a toolchain for wasm32 of Debian's compiler and its std source, and links it to rustup.
///
/// The compiler lies beside the rustup toolchains and touches none of them.
pub(super) fn wasm_toolchain(project: &Project, name: &str) -> Result<()> {
    let why = "a compiler whose standard library can be built for wasm32 here";
    install(
        project,
        &[
            "rustc-web",
            "cargo-web",
            "rust-web-src",
            // Gives the linker the name that rustc calls it by.
            "rust-web-llvm",
            "lld-22",
            "rust-web-clippy",
        ],
        why,
    )?;
    let sysroot = Path::new("/usr");
    if !rust::has_target(sysroot) {
        build_std(project, sysroot)?;
    }
    project
        .cmd("rustup")
        .args(["toolchain", "link", name])
        .arg(sysroot)
        .run()
}

fn build_std(project: &Project, sysroot: &Path) -> Result<()> {
    installing(
        "std for wasm32",
        "it is built once, of its Debian source; this takes about half a minute",
    );
    let folder = project.path("target/wasm-std");
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("Cargo.toml"), EMPTY_PACKAGE)?;
    fs::write(folder.join("src/lib.rs"), "#![no_std]\n")?;
    project
        .cmd(sysroot.join("bin/cargo"))
        .args(["build", "--release", "--target", rust::TARGET])
        .arg("-Zbuild-std=std,panic_abort,panic_unwind,test,proc_macro")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", sysroot.join("bin/rustc"))
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .within(&folder)
        .run()?;
    let built = folder
        .join("target")
        .join(rust::TARGET)
        .join("release/deps");
    let libraries: Vec<_> = fs::read_dir(&built)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension() == Some(OsStr::new("rlib")))
        .filter(|path| !path.to_string_lossy().contains("libempty_package"))
        .collect();
    let destination = rust::target_libraries(sysroot);
    let copy = if fs::create_dir_all(&destination).is_ok() {
        project.cmd("cp")
    } else {
        project
            .cmd("sudo")
            .args(["mkdir", "-p"])
            .arg(&destination)
            .run()?;
        project.cmd("sudo").arg("cp")
    };
    copy.args(libraries).arg(destination).run()
}

const EMPTY_PACKAGE: &str =
    "[package]\nname = \"empty_package\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";
