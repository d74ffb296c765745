//! What COVERAGE.md is compared with.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, iter};

use crate::support::{Row, parse_rows};

/// Rows, fixtures, sources and tests, as text: so that a test may change them.
#[derive(Debug)]
pub(crate) struct Project {
    /// The documents' rows.
    pub(crate) rows: Vec<Row>,
    /// The fixtures' names, without `.json`.
    pub(crate) fixtures: BTreeSet<String>,
    /// The page that says what was repaired.
    pub(crate) repairs: String,
    /// The crate's sources by their paths, such as `src/limits.rs`.
    pub(crate) sources: BTreeMap<String, String>,
    /// The files of tests by their names, such as `push.rs`.
    pub(crate) tests: BTreeMap<String, String>,
    /// The files of the simulator's behaviour tests, such as `pushes/auth.rs`.
    pub(crate) behaviour: BTreeMap<String, String>,
}

impl Project {
    pub(crate) fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut sources = BTreeMap::new();
        collect(&root.join("src"), "src/", &mut sources);
        let mut behaviour = BTreeMap::new();
        let folder = root.join("../simulator/tests/behaviour");
        collect(&folder, "", &mut behaviour);
        let mut tests = BTreeMap::new();
        let mut fixtures = BTreeSet::new();
        for entry in fs::read_dir(root.join("tests")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                tests.insert(name_of(&path), fs::read_to_string(&path).unwrap());
            }
        }
        for entry in fs::read_dir(root.join("tests/fixtures")).unwrap() {
            let name = name_of(&entry.unwrap().path());
            if let Some(name) = name.strip_suffix(".json") {
                fixtures.insert(name.to_owned());
            }
        }
        Self {
            rows: parse_rows(include_str!("rows.tsv")),
            fixtures,
            repairs: include_str!("../fixtures/README.md").to_owned(),
            sources,
            tests,
            behaviour,
        }
    }

    /// The text of a test that is named as `tests/file.rs::name`; `None` when there is none, or when
    /// it is no test.
    pub(crate) fn test(&self, path: &str) -> Option<String> {
        test(&self.tests, path.strip_prefix("tests/")?)
    }

    /// The same of a test of the simulator's, named as `file.rs::name` or `folder/file.rs::name`.
    /// Its file must be a module of the folder's.
    pub(crate) fn behaviour_test(&self, path: &str) -> Option<String> {
        let (module, _) = path.split_once(".rs::")?;
        let (parent, module) = match module.rsplit_once('/') {
            Some((folder, module)) => (format!("{folder}/mod.rs"), module),
            None => ("main.rs".to_owned(), module),
        };
        let declared = format!("mod {module};");
        let mut lines = self.behaviour.get(&parent)?.lines();
        lines.find(|line| *line == declared)?;
        test(&self.behaviour, path)
    }

    /// The line that declares a type, a field, a variant, a function or a constant: `Type`,
    /// `Type::member` or `module::CONSTANT`.
    pub(crate) fn declaration(&self, path: &str) -> Option<String> {
        let Some((owner, member)) = path.split_once("::") else {
            return self.types(path).next().map(|(_, body)| body[0].to_owned());
        };
        if owner.starts_with(|first: char| first.is_ascii_lowercase()) {
            let source = self.sources.get(&format!("src/{owner}.rs"))?;
            return item(source, member);
        }
        self.types(owner).find_map(|(source, body)| {
            let field = format!("pub {member}: ");
            let variant = |line: &str| {
                let rest = line.strip_prefix(member);
                rest.is_some_and(|rest| rest.starts_with([' ', ',', '(']))
            };
            let inside = body[1..].iter().map(|line| line.trim());
            let is_enum = body[0].contains("enum ");
            let mut declared = inside
                .filter(|line| line.starts_with(&field) || (is_enum && variant(line)))
                .map(str::to_owned);
            declared.next().or_else(|| item(source, member))
        })
    }

    /// The sources that declare a type, each with the lines of its declaration.
    fn types<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, Vec<&'a str>)> {
        self.sources.values().filter_map(move |source| {
            let lines: Vec<&str> = source.lines().collect();
            let at = lines.iter().position(|line| declares(line, name))?;
            Some((source.as_str(), block(&lines, at)))
        })
    }
}

fn test(files: &BTreeMap<String, String>, path: &str) -> Option<String> {
    let (file, name) = path.split_once("::")?;
    let lines: Vec<&str> = files.get(file)?.lines().collect();
    let head = format!("fn {name}(");
    let is_head = |line: &&str| {
        line.strip_prefix("async ")
            .unwrap_or(line)
            .starts_with(&head)
    };
    let at = lines.iter().position(is_head)?;
    let mut above = lines[..at].iter().rev();
    let mut attributes = iter::from_fn(|| above.next().filter(|line| line.starts_with("#[")));
    let is_test = attributes.any(|line| ["#[test]", "#[tokio::test]"].contains(line));
    is_test.then(|| block(&lines, at).join("\n"))
}

/// Whether a line begins the declaration of a type.
fn declares(line: &str, name: &str) -> bool {
    let line = line.trim_start();
    ["pub struct ", "pub enum "].iter().any(|head| {
        line.strip_prefix(head)
            .and_then(|line| line.strip_prefix(name))
            .is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
    })
}

/// A public function or constant.
fn item(source: &str, name: &str) -> Option<String> {
    let heads = [
        format!("pub fn {name}("),
        format!("pub const fn {name}("),
        format!("pub const {name}: "),
    ];
    let is_item = |line: &&str| heads.iter().any(|head| line.starts_with(head.as_str()));
    source
        .lines()
        .map(str::trim_start)
        .find(is_item)
        .map(str::to_owned)
}

/// The lines from one that opens a block to the one that closes it, or that line alone.
fn block<'a>(lines: &[&'a str], at: usize) -> Vec<&'a str> {
    let head = lines[at];
    if !head.ends_with('{') {
        return vec![head];
    }
    let indent = head.len() - head.trim_start().len();
    let end = format!("{}}}", " ".repeat(indent));
    let inner = lines[at..].iter().take_while(|line| **line != end);
    inner.copied().collect()
}

/// Every file below a folder, by its path after `prefix`.
fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", name_of(&path));
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}
