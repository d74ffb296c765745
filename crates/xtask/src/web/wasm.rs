//! The widget as WebAssembly: compiled for size, bound to JavaScript, optimised.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::hash;
use super::names::Names;
use crate::project::Project;
use crate::setup;

/// The module and the JavaScript that loads it.
#[derive(Debug)]
pub(super) struct Bound {
    /// The bridge that wasm-bindgen wrote, an ES module.
    pub(super) glue: PathBuf,
    /// The optimised module.
    pub(super) wasm: PathBuf,
}

/// Compiles the widget and answers where the module is.
///
/// With the source of the standard library at hand it is rebuilt for size, with panics that abort
/// at once and without texts that only they would show: a fifth less to download. That takes unstable flags of cargo, allowed for this one
/// command; its files lie apart from those of ordinary builds (profile `wasm`).
pub(super) fn compile(project: &Project) -> Result<PathBuf> {
    let cargo = project.cmd("cargo").args([
        "build",
        "--locked",
        "--profile=wasm",
        "--target=wasm32-unknown-unknown",
        "--package=frontdesk",
        "--bin=widget",
    ]);
    if setup::has_std_source(project) {
        cargo
            .args([
                "-Zbuild-std=std,panic_abort",
                "-Zbuild-std-features=optimize_for_size",
                "-Zpanic-immediate-abort",
                "--config=profile.wasm.panic=\"immediate-abort\"",
                "--config=target.wasm32-unknown-unknown.rustflags=[\"-Zfmt-debug=none\", \"-Zlocation-detail=none\"]",
            ])
            .env("RUSTC_BOOTSTRAP", "1")
            .run()?;
    } else {
        println!(
            "rust-src is not here: the widget is built with the ready-made standard library and is larger"
        );
        cargo.run()?;
    }
    Ok(project.path("target/wasm32-unknown-unknown/wasm/widget.wasm"))
}

/// Makes the JavaScript bridge and the optimised module, unless both are there for this module.
pub(super) fn bind(project: &Project, module: &Path) -> Result<Bound> {
    let folder = project.path("target/web/bound");
    let bound = Bound {
        glue: folder.join("widget.js"),
        wasm: folder.join("widget.wasm"),
    };
    let stamp = folder.join("made-of");
    let source = hash::of(&[
        &fs::read(module).with_context(|| format!("reading {}", module.display()))?,
        project.locked_version("wasm-bindgen")?.as_bytes(),
        &fs::read(project.path("www/package-lock.json"))?,
        WASM_OPT.join(" ").as_bytes(),
    ]);
    if bound.wasm.is_file() && fs::read_to_string(&stamp).is_ok_and(|made_of| made_of == source) {
        return Ok(bound);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    project
        .cmd("wasm-bindgen")
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--out-name",
            "widget",
            "--out-dir",
        ])
        .arg(&folder)
        .arg(module)
        .run()?;
    let wasm_opt = project.path("www/node_modules/binaryen/bin/wasm-opt");
    ensure!(
        wasm_opt.is_file(),
        "wasm-opt is missing, which makes the widget smaller: run `cargo xtask setup`"
    );
    let printed = project
        .cmd("node")
        .arg(wasm_opt)
        .args(WASM_OPT)
        .arg(folder.join("widget_bg.wasm"))
        .arg("-o")
        .arg(&bound.wasm)
        .read()?;
    let glue = Names::read(&printed)?.apply(&fs::read_to_string(&bound.glue)?)?;
    fs::write(&bound.glue, glue)?;
    fs::write(stamp, source)?;
    Ok(bound)
}

/// What is fewer bytes once compressed: `-Os` is larger than `-Oz` before that and smaller after it.
/// Flattening gives each value a local of its own, and the runs after it find in that form what the
/// first did not see. Nothing is in the lowest kilobyte of the memory but the far end of the stack,
/// so offsets may be folded into loads and stores.
///
/// The features are those that rustc uses for this target; every browser with Trusted Types or
/// constructable sheets has them.
const WASM_OPT: &[&str] = &[
    "--low-memory-unused",
    "-Os",
    "--flatten",
    "--rereloop",
    "-Os",
    "-Os",
    "--reorder-functions",
    "--reorder-locals",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--minify-imports-and-exports-and-modules",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];
