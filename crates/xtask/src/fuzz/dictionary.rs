//! The wire's names and words, so that inputs are made of them: without a sanitizer the fuzzer does
//! not see what a text is compared with.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// A dictionary in libFuzzer's form, of every literal in the source that is one word.
///
/// # Errors
///
/// When the source cannot be read.
pub(super) fn of(source: &Path) -> Result<String> {
    let mut words = BTreeSet::new();
    gather(source, &mut words).with_context(|| format!("reading {}", source.display()))?;
    let entries = words
        .iter()
        .map(|word| format!("\"{word}\"\n\"\\\"{word}\\\":\"\n"));
    Ok(entries.collect())
}

fn gather(folder: &Path, words: &mut BTreeSet<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, words)?;
        } else {
            words.extend(literals(&fs::read_to_string(path)?));
        }
    }
    Ok(())
}

/// Every literal of one word; comments are passed over.
fn literals(source: &str) -> Vec<String> {
    let lines = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .filter(|literal| !literal.is_empty() && literal.bytes().all(is_of_a_word))
        .map(str::to_owned)
        .collect()
}

fn is_of_a_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_names_and_words_and_no_sentences() {
        let source = "/// Its \"comment\".\npub code: X => \"resultCode\" | \"retcode\",\nText = \"TXT\",\nlet a = \"a sentence\";\n";
        assert_eq!(literals(source), ["resultCode", "retcode", "TXT"]);
    }
}
