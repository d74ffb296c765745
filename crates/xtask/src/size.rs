//! `cargo xtask size`: what a visitor downloads, held against the budget.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::web;

/// Prints the table and answers whether both sums are within the budget.
///
/// # Errors
///
/// When the files have not been built.
pub(crate) fn report(project: &Project) -> Result<bool> {
    let folder = web::folder(project);
    let before = measure(&folder, "loader", Path::new("frontdesk.js"))?;
    let mut parts = vec![before.clone()];
    for (name, extension) in [("glue", "js"), ("wasm", "wasm"), ("style", "css")] {
        for file in web::files(&folder.join("assets"))? {
            if file.extension().is_some_and(|found| found == extension) {
                parts.push(measure(&folder, name, &Path::new("assets").join(file))?);
            }
        }
    }
    let everything = parts.iter().map(|part| part.brotli).sum();

    println!("{:<8}{:>12}{:>12}   file", "part", "raw", "brotli");
    for part in &parts {
        println!(
            "{:<8}{:>9} KB{:>9} KB   {}",
            part.name,
            kb(part.raw),
            kb(part.brotli),
            part.file
        );
    }
    println!("(1 KB = 1000 bytes; brotli 11, window 24)");
    let first = holds("before the click", before.brotli, BEFORE_THE_CLICK);
    let all = holds("everything", everything, EVERYTHING);
    Ok(first && all)
}

#[derive(Clone)]
struct Part {
    name: &'static str,
    file: String,
    raw: u64,
    brotli: u64,
}

fn measure(folder: &Path, name: &'static str, file: &Path) -> Result<Part> {
    let shown = file.display().to_string();
    let length = |file: &Path| {
        let path = folder.join(file);
        fs::metadata(&path)
            .map(|meta| meta.len())
            .with_context(|| format!("measuring {}", path.display()))
    };
    Ok(Part {
        name,
        raw: length(file)?,
        brotli: length(Path::new(&format!("{shown}.br")))?,
        file: shown,
    })
}

fn holds(what: &str, bytes: u64, budget: u64) -> bool {
    let good = bytes <= budget;
    let verdict = if good { "within" } else { "ABOVE" };
    println!(
        "{what}: {} KB, {verdict} the budget of {} KB",
        kb(bytes),
        kb(budget)
    );
    good
}

fn kb(bytes: u64) -> String {
    let tenths = (bytes + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Brotli bytes that a page pays for the bubble alone.
const BEFORE_THE_CLICK: u64 = 6_000;

/// Brotli bytes that a visitor who opens the panel has downloaded in all.
const EVERYTHING: u64 = 146_000;

#[cfg(test)]
mod tests {
    use super::kb;

    #[test]
    fn kilobytes_are_thousands_rounded_to_a_tenth() {
        assert_eq!(kb(5_949), "5.9");
        assert_eq!(kb(5_950), "6.0");
        assert_eq!(kb(120_000), "120.0");
    }
}
