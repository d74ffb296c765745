//! The names and words of the wire, as the source has them: what is new is drawn too.

use std::path::Path;
use std::sync::LazyLock;

/// Every name of a field.
pub(crate) static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| literals_of("=> \""));

/// Every word of an enum.
pub(crate) static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| literals_of(" = \""));

/// What the source defines with `wire!`.
pub(crate) fn wire_types() -> Vec<String> {
    let mut types = Vec::new();
    for block in SOURCE.split("\nwire! {\n").skip(1) {
        let (_, rest) = block.split_once("pub struct ").unwrap();
        let (name, _) = rest.split_once(' ').unwrap();
        types.push(name.to_owned());
    }
    types
}

static SOURCE: LazyLock<String> = LazyLock::new(|| {
    let mut text = String::new();
    read_into(
        &mut text,
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
    );
    text
});

fn read_into(text: &mut String, folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_into(text, &path);
        } else {
            text.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
}

/// The literals of every line that has this mark, each once.
fn literals_of(mark: &str) -> Vec<String> {
    let mut literals: Vec<String> = SOURCE
        .lines()
        .filter(|line| line.contains(mark))
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .filter(|literal| !literal.is_empty() && literal.bytes().all(is_of_a_name))
        .map(str::to_owned)
        .collect();
    literals.sort_unstable();
    literals.dedup();
    literals
}

fn is_of_a_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[test]
fn the_source_tells_its_names_and_words() {
    let holds = |list: &[String], name: &str| list.iter().any(|known| known == name);
    for name in [
        "resultCode",
        "retcode",
        "configMaxcWaitTime",
        "downlinkMessages",
        "simQuestions",
    ] {
        assert!(holds(&NAMES, name), "{name}");
    }
    for word in ["TRANS2AGENT", "TXT", "10010000002", "ROBOT", "bpm", "CSAT"] {
        assert!(holds(&WORDS, word), "{word}");
    }
    assert!(wire_types().len() > 40);
}
