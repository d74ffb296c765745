//! What makes the column of the simulator's tests disagree is found.

use crate::faults::faults;
use crate::project::Project;
use crate::{ITS_NAME, MAX_WAIT, PAGE, page, row};

const TEST: &str = "documented/service.rs::a_place_is_asked_for_and_answered_as_its_tables_say";

/// The beginning of a row's line among the reasons.
const SPARED: &str = "| Seed 003, §1.2.1, list: request header | 6 | `AccessKeyId` |";

#[test]
fn a_test_of_the_simulators_that_is_removed_is_a_fault_in_every_row_that_names_it() {
    let mut project = Project::read();
    let (file, name) = TEST.split_once("::").unwrap();
    let text = project.behaviour.get_mut(file).unwrap();
    *text = text.replace(&format!("fn {name}"), "fn another");
    let found = faults(PAGE, &project);
    assert_eq!(found.len(), 10, "{found:?}");
    let words = format!("no such test of the simulator's: {TEST}");
    assert!(found.iter().all(|fault| fault.ends_with(&words)));

    // So is a whole file, whatever was in it.
    let mut project = Project::read();
    project.behaviour.remove(file).unwrap();
    let found = faults(PAGE, &project);
    assert!(found.len() > 10, "{found:?}");
}

#[test]
fn a_function_of_the_simulators_that_is_no_test_is_a_fault() {
    let mut project = Project::read();
    let file = project
        .behaviour
        .get_mut("documented/operators.rs")
        .unwrap();
    *file = file.replace("#[tokio::test]\n", "");
    let found = faults(PAGE, &project);
    assert_eq!(found.len(), 9, "{found:?}");
    assert!(found[0].contains("no such test of the simulator's: documented/operators.rs::"));
}

#[test]
fn a_test_of_the_simulators_in_a_subfolder_is_found_and_elsewhere_is_not() {
    let project = Project::read();
    let test = "auth.rs::a_push_is_verified_over_its_raw_bytes";
    assert!(project.behaviour_test(&format!("pushes/{test}")).is_some());
    assert!(project.behaviour_test(test).is_none());
}

#[test]
fn a_test_of_the_simulators_that_is_not_built_is_a_fault() {
    let mut project = Project::read();
    let parent = project.behaviour.get_mut("documented/mod.rs").unwrap();
    *parent = parent.replace("mod operators;\n", "");
    let found = faults(PAGE, &project);
    assert_eq!(found.len(), 9, "{found:?}");
    let mut project = Project::read();
    let parent = project.behaviour.get_mut("main.rs").unwrap();
    *parent = parent.replace("mod tenant;\n", "");
    assert!(!faults(PAGE, &project).is_empty());
}

#[test]
fn a_row_without_a_test_of_the_simulators_is_a_fault() {
    let listed = format!("`{TEST}`, `queue.rs::a_place_comes_with_its_times_in_seconds`");
    let found = faults(&row(&listed, "by hand"), &Project::read());
    assert_eq!(
        found,
        [format!("{ITS_NAME}: names no test of the simulator's")]
    );
    let found = faults(&row(&listed, "—"), &Project::read());
    assert_eq!(
        found,
        [format!(
            "{ITS_NAME}: no test of the simulator's, and no reason"
        )]
    );
}

#[test]
fn a_test_of_the_simulators_for_another_table_is_a_fault() {
    let other = "documented/service.rs::a_rating_is_taken_and_answered_as_its_tables_say";
    let found = faults(&row(TEST, other), &Project::read());
    let words = "no test of the simulator's looks into its table";
    assert_eq!(found, [format!("{ITS_NAME}: {words}")]);
}

#[test]
fn a_row_without_the_column_is_a_fault() {
    let (cells, _) = MAX_WAIT.rsplit_once(" `documented/").unwrap();
    let found = faults(&page(MAX_WAIT, &format!("{cells}\n")), &Project::read());
    assert!(
        found
            .iter()
            .any(|fault| fault.starts_with("too few columns"))
    );
    let found = faults(&page(" Simulator |", ""), &Project::read());
    assert!(
        found
            .iter()
            .any(|fault| fault.starts_with("unknown columns"))
    );
}

#[test]
fn a_dash_and_its_reason_go_together() {
    let place = "003, §1.2.1, list: request header, 6";
    let found = faults(&page(SPARED, "| Seed 003, §16.1 | 6 | |"), &Project::read());
    assert_eq!(
        found,
        [
            format!("seed {place}: no test of the simulator's, and no reason"),
            "Seed 003, §16.1, 6: a reason, and no dash".to_owned(),
        ]
    );
    let line = PAGE.lines().find(|line| line.starts_with(SPARED)).unwrap();
    let found = faults(&page(line, &format!("{SPARED} |")), &Project::read());
    assert_eq!(found, [format!("Seed {place}: no reason")]);
}
