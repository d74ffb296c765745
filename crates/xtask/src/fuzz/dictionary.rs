//! The wire's names and words, so that inputs are made of them: without a sanitizer the fuzzer does
//! not see what a text is compared with.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// What the protocol's source calls things.
pub(super) struct Vocabulary {
    words: BTreeSet<String>,
    /// Those of the words that are names of fields.
    names: BTreeSet<String>,
}

impl Vocabulary {
    /// Every literal in the source that is one word.
    ///
    /// # Errors
    ///
    /// When the source cannot be read.
    pub(super) fn of(source: &Path) -> Result<Self> {
        let mut text = String::new();
        gather(source, &mut text).with_context(|| format!("reading {}", source.display()))?;
        Ok(Self {
            words: literals(&text, ""),
            names: literals(&text, "=> \""),
        })
    }

    /// A dictionary in libFuzzer's form.
    pub(super) fn dictionary(&self) -> String {
        let words = self.words.iter().map(|word| format!("\"{word}\"\n"));
        let names = self.names.iter().map(|name| {
            // In JSON, and as a line of the targets' own form of bodies.
            format!("\"\\\"{name}\\\":\"\n\"\\x0a{name}=\"\n")
        });
        words.chain(names).collect()
    }

    /// The names of fields.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }
}

fn gather(folder: &Path, text: &mut String) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, text)?;
        } else {
            text.push_str(&fs::read_to_string(path)?);
        }
    }
    Ok(())
}

/// Every literal of one word on the lines with this mark; comments are passed over.
fn literals(source: &str, mark: &str) -> BTreeSet<String> {
    let lines = source
        .lines()
        .filter(|line| line.contains(mark) && !line.trim_start().starts_with("//"));
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

    const SOURCE: &str = "/// Its \"comment\".\npub code: X => \"resultCode\" | \"retcode\",\n\
                          Text = \"TXT\",\nlet a = \"a sentence\";\n";

    #[test]
    fn takes_names_and_words_and_no_sentences() {
        let words: Vec<String> = literals(SOURCE, "").into_iter().collect();
        assert_eq!(words, ["TXT", "resultCode", "retcode"]);
        let names: Vec<String> = literals(SOURCE, "=> \"").into_iter().collect();
        assert_eq!(names, ["resultCode", "retcode"]);
    }

    #[test]
    fn a_name_stands_in_the_dictionary_as_json_and_as_a_line() {
        let vocabulary = Vocabulary {
            words: literals(SOURCE, "TXT"),
            names: ["cursor".to_owned()].into(),
        };
        let dictionary = "\"TXT\"\n\"\\\"cursor\\\":\"\n\"\\x0acursor=\"\n";
        assert_eq!(vocabulary.dictionary(), dictionary);
    }
}
