//! In what COVERAGE.md and the project disagree.

use std::collections::BTreeMap;

use crate::page::{Page, PageFixture, PageRow};
use crate::project::Project;
use crate::simulator::simulator;
use crate::support::Row;

/// Every disagreement, each in words that name its place; none when all is well.
pub(crate) fn faults(coverage: &str, project: &Project) -> Vec<String> {
    let page = Page::parse(coverage);
    let mut faults = page.faults;
    rows(&page.rows, &project.rows, &mut faults);
    for row in &page.rows {
        code(row, project, &mut faults);
        tests(row, project, &mut faults);
    }
    simulator(&page.rows, &page.spared, project, &mut faults);
    fixtures(&page.fixtures, project, &mut faults);
    repairs(project, &mut faults);
    faults
}

/// Every row of the documents stands once, as it is, and no other row.
fn rows(given: &[PageRow], documents: &[Row], faults: &mut Vec<String>) {
    let mut by_place: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for PageRow { row, .. } in given {
        by_place.entry(place(row)).or_default().push(row);
    }
    for row in documents {
        let place = place(row);
        match by_place.remove(&place).as_deref() {
            None => faults.push(format!("{place}: not in COVERAGE.md")),
            Some([given]) if *given == row => {}
            Some([given]) => faults.push(format!(
                "{place}: differs from the document: {} there, {} here",
                words(row),
                words(given)
            )),
            Some(several) => {
                faults.push(format!("{place}: {} times in COVERAGE.md", several.len()));
            }
        }
    }
    let invented = by_place.into_keys();
    faults.extend(invented.map(|place| format!("{place}: in no document")));
}

/// What a row names exists, and the first of it has the row's name on the wire.
fn code(PageRow { row, code, .. }: &PageRow, project: &Project, faults: &mut Vec<String>) {
    if code.is_empty() {
        faults.push(format!("{}: names no code", place(row)));
    }
    for (at, path) in code.iter().enumerate() {
        let Some(line) = project.declaration(path) else {
            faults.push(format!("{}: no such code: {path}", place(row)));
            continue;
        };
        if at > 0 {
            continue;
        }
        // A type alone stands for a whole body, which has no name on the wire.
        let Some((_, member)) = path.split_once("::") else {
            continue;
        };
        let name = line.split('"').nth(1).unwrap_or(member);
        let is_in_path = name.contains(&format!("{{{}}}", row.field));
        if !name.eq_ignore_ascii_case(&row.field) && !is_in_path {
            faults.push(format!("{}: {path} is {name} on the wire", place(row)));
        }
    }
}

/// What a row names is a test, and one of them looks into the row's table.
fn tests(page_row: &PageRow, project: &Project, faults: &mut Vec<String>) {
    let PageRow {
        row, code, tests, ..
    } = page_row;
    if tests.is_empty() {
        faults.push(format!("{}: names no test", place(row)));
        return;
    }
    let mut texts = Vec::new();
    for path in tests {
        match project.test(path) {
            Some(text) => texts.push(text),
            None => faults.push(format!("{}: no such test: {path}", place(row))),
        }
    }
    // A type alone stands for a whole body, whose fields have a table of their own.
    let is_body = code.first().is_some_and(|path| !path.contains("::"));
    if !is_body && texts.len() == tests.len() && !look_into(row, &texts) {
        faults.push(format!("{}: no test looks into its table", place(row)));
    }
}

/// Whether one of these tests names the row's table.
pub(crate) fn look_into(row: &Row, tests: &[String]) -> bool {
    let names = |text: &String| {
        row.table
            .split([':', ','])
            .any(|part| text.contains(&format!("\"{}\"", part.trim())))
    };
    tests.iter().any(names)
}

/// Every fixture stands once and is read by the tests that are named.
fn fixtures(given: &[PageFixture], project: &Project, faults: &mut Vec<String>) {
    for name in &project.fixtures {
        let times = given.iter().filter(|given| given.name == *name).count();
        if times != 1 {
            faults.push(format!("fixture {name}: {times} times in COVERAGE.md"));
        }
    }
    for PageFixture { name, tests } in given {
        if !project.fixtures.contains(name) {
            faults.push(format!("fixture {name}: there is no such file"));
        }
        if tests.is_empty() {
            faults.push(format!("fixture {name}: names no test"));
        }
        for path in tests {
            match project.test(path) {
                None => faults.push(format!("fixture {name}: no such test: {path}")),
                Some(text) if !text.contains(&format!("\"{name}\"")) => {
                    faults.push(format!("fixture {name}: {path} does not read it"));
                }
                Some(_) => {}
            }
        }
    }
}

/// What was repaired is there.
fn repairs(project: &Project, faults: &mut Vec<String>) {
    let repaired = project
        .repairs
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    for name in repaired {
        if !project.fixtures.contains(name) {
            faults.push(format!("fixture {name}: repaired, but not there"));
        }
    }
}

/// Where a row stands.
pub(crate) fn place(row: &Row) -> String {
    format!("seed {}, {}, {}", row.document, row.table, row.number)
}

/// What a row says.
fn words(row: &Row) -> String {
    format!("{}, {}, {}", row.field, row.kind, row.mandatory)
}
