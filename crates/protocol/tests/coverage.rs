//! COVERAGE.md, the documents' rows, the fixtures, the code and the tests agree; and what makes them
//! disagree is found.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "coverage/faults.rs"]
mod faults;
#[path = "coverage/page.rs"]
mod page;
#[path = "coverage/project.rs"]
mod project;
#[path = "coverage/simulator.rs"]
mod simulator;
#[path = "coverage/simulator_column.rs"]
mod simulator_column;
mod support;

use faults::faults;
use project::Project;

/// The page as it is.
const PAGE: &str = include_str!("../COVERAGE.md");

/// A row that the tests below take away and change.
const MAX_WAIT: &str = "| 1.4 | `configMaxcWaitTime` | integer | False | `QueueInfo::max_wait` | \
                        `tests/tables_service.rs::a_place_in_the_queue_comes_with_its_times` | \
                        `documented/service.rs::a_place_is_asked_for_and_answered_as_its_tables_say`, \
                        `queue.rs::a_place_comes_with_its_times_in_seconds` |\n";

/// How the faults name it.
const ITS_NAME: &str = "seed 003, §4.1.2, table 4-2: RspMsg200 Parameters, 1.4";

/// A test of another table.
const OTHER: &str = "a_rating_has_a_level_and_a_comment";

/// The page with one piece of it replaced.
fn page(from: &str, to: &str) -> String {
    assert!(PAGE.contains(from), "the page does not hold {from}");
    PAGE.replacen(from, to, 1)
}

/// The page with that row's line changed.
fn row(from: &str, to: &str) -> String {
    assert!(MAX_WAIT.contains(from));
    page(MAX_WAIT, &MAX_WAIT.replacen(from, to, 1))
}

#[test]
fn the_page_and_the_project_agree() {
    let project = Project::read();
    assert_eq!(faults(PAGE, &project), Vec::<String>::new());
    let tables_of_003 = project
        .rows
        .iter()
        .filter(|row| row.document == "003" && row.table.contains("table "));
    assert_eq!((project.rows.len(), tables_of_003.count()), (239, 164));
}

#[test]
fn a_row_that_is_missing_is_a_fault() {
    let found = faults(&page(MAX_WAIT, ""), &Project::read());
    assert_eq!(found, [format!("{ITS_NAME}: not in COVERAGE.md")]);
}

#[test]
fn a_row_that_stands_twice_is_a_fault() {
    let found = faults(&page(MAX_WAIT, &MAX_WAIT.repeat(2)), &Project::read());
    assert_eq!(found, [format!("{ITS_NAME}: 2 times in COVERAGE.md")]);
}

#[test]
fn a_row_of_no_document_is_a_fault() {
    let mut project = Project::read();
    project.rows.retain(|row| row.field != "configMaxcWaitTime");
    let found = faults(PAGE, &project);
    assert_eq!(found, [format!("{ITS_NAME}: in no document")]);
}

#[test]
fn a_row_that_says_something_else_than_the_document_is_a_fault() {
    for (from, to) in [("integer", "string"), ("False", "True")] {
        let found = faults(&row(from, to), &Project::read());
        let words = "differs from the document: configMaxcWaitTime";
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with(&format!("{ITS_NAME}: {words}")),
            "{found:?}"
        );
    }
}

#[test]
fn a_test_that_is_renamed_is_a_fault_in_every_row_that_names_it() {
    let mut project = Project::read();
    let file = project.tests.get_mut("tables_service.rs").unwrap();
    *file = file.replace("fn a_rating_has_a_level", "fn a_rating_has_a_mark");
    let found = faults(PAGE, &project);
    let name = "tests/tables_service.rs::a_rating_has_a_level_and_a_comment";
    assert_eq!(found.len(), 6, "{found:?}");
    assert!(
        found
            .iter()
            .all(|fault| fault.ends_with(&format!("no such test: {name}")))
    );
}

#[test]
fn a_test_of_another_table_is_a_fault() {
    let found = faults(
        &row("a_place_in_the_queue_comes_with_its_times", OTHER),
        &Project::read(),
    );
    assert_eq!(found, [format!("{ITS_NAME}: no test looks into its table")]);
}

#[test]
fn a_function_that_is_no_test_is_a_fault() {
    let mut project = Project::read();
    let file = project.tests.get_mut("tables_files.rs").unwrap();
    *file = file.replacen("#[test]\n", "", 1);
    let found = faults(PAGE, &project);
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found[0].contains("no such test: tests/tables_files.rs::"));
}

#[test]
fn a_row_without_code_or_tests_is_a_fault() {
    let found = faults(&row("`QueueInfo::max_wait`", ""), &Project::read());
    assert_eq!(found, [format!("{ITS_NAME}: names no code")]);
    let test = "`tests/tables_service.rs::a_place_in_the_queue_comes_with_its_times`";
    let found = faults(&row(test, "by hand"), &Project::read());
    assert_eq!(found, [format!("{ITS_NAME}: names no test")]);
}

#[test]
fn code_that_does_not_exist_is_a_fault() {
    // No such field; the field of another type; no such type, constant or function.
    for path in [
        "QueueInfo::longest",
        "QueueRequest::max_wait",
        "QueueAnswer::max_wait",
        "limits::WAIT",
        "MediaType::parse",
    ] {
        let found = faults(&row("QueueInfo::max_wait", path), &Project::read());
        assert_eq!(found, [format!("{ITS_NAME}: no such code: {path}")]);
    }
}

#[test]
fn code_under_another_name_on_the_wire_is_a_fault() {
    for (path, name) in [
        ("QueueInfo::longest_wait", "longestWaitTime"),
        ("headers::APP_KEY", "x-app-key"),
    ] {
        let found = faults(&row("QueueInfo::max_wait", path), &Project::read());
        assert_eq!(found, [format!("{ITS_NAME}: {path} is {name} on the wire")]);
    }
}

#[test]
fn a_fixture_that_is_missing_here_or_there_is_a_fault() {
    let name = "seed003-15.1-leave-message-request";
    let mut project = Project::read();
    assert!(project.fixtures.remove(name));
    let found = faults(PAGE, &project);
    assert_eq!(found, [format!("fixture {name}: there is no such file")]);
    let mut project = Project::read();
    project.fixtures.insert("seed003-18.1-request".to_owned());
    let found = faults(PAGE, &project);
    assert_eq!(
        found,
        ["fixture seed003-18.1-request: 0 times in COVERAGE.md"]
    );
}

#[test]
fn a_fixture_that_its_test_does_not_read_is_a_fault() {
    let name = "seed003-15.1-leave-message-request";
    let mut project = Project::read();
    let file = project.tests.get_mut("examples_003_calls.rs").unwrap();
    *file = file.replace(name, "seed003-15.1-other");
    let test = "tests/examples_003_calls.rs::a_visitor_leaves_a_message";
    let found = faults(PAGE, &project);
    assert_eq!(found, [format!("fixture {name}: {test} does not read it")]);
}

#[test]
fn a_repair_of_no_fixture_is_a_fault() {
    let mut project = Project::read();
    project.repairs.push_str("| `seed002-pull` | Much. |\n");
    let found = faults(PAGE, &project);
    assert_eq!(found, ["fixture seed002-pull: repaired, but not there"]);
}

#[test]
fn a_table_of_other_columns_is_a_fault() {
    let found = faults(&page("| Mandatory |", "| Needed |"), &Project::read());
    assert!(
        found.contains(
            &"unknown columns: No., Field, Type, Needed, Code, Shown by, Simulator".to_owned()
        ),
        "{found:?}"
    );
}
