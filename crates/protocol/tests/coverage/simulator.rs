//! In what the column of the simulator's tests and the project disagree.

use crate::faults::{look_into, place};
use crate::page::{PageRow, Simulator, Spared};
use crate::project::Project;

/// What every row names is a test of the simulator's, and one of them looks into the row's table;
/// rows that name none are listed with a reason, and no others are.
pub(crate) fn simulator(
    rows: &[PageRow],
    spared: &[Spared],
    project: &Project,
    faults: &mut Vec<String>,
) {
    for row in rows {
        match &row.simulator {
            Simulator::Tests(tests) => named(row, tests, project, faults),
            Simulator::Nothing if spared.iter().any(|spared| spared.is(row)) => {}
            Simulator::Nothing => faults.push(format!(
                "{}: no test of the simulator's, and no reason",
                place(&row.row)
            )),
        }
    }
    for listed in spared {
        let Spared { table, number, why } = listed;
        if why.is_empty() {
            faults.push(format!("{table}, {number}: no reason"));
        }
        let is_meant = |row: &PageRow| matches!(row.simulator, Simulator::Nothing);
        if !rows.iter().any(|row| listed.is(row) && is_meant(row)) {
            faults.push(format!("{table}, {number}: a reason, and no dash"));
        }
    }
}

fn named(row: &PageRow, tests: &[String], project: &Project, faults: &mut Vec<String>) {
    let place = place(&row.row);
    if tests.is_empty() {
        faults.push(format!("{place}: names no test of the simulator's"));
        return;
    }
    let mut texts = Vec::new();
    for path in tests {
        match project.behaviour_test(path) {
            Some(text) => texts.push(text),
            None => faults.push(format!("{place}: no such test of the simulator's: {path}")),
        }
    }
    if texts.len() == tests.len() && !look_into(&row.row, &texts) {
        faults.push(format!(
            "{place}: no test of the simulator's looks into its table"
        ));
    }
}

impl Spared {
    fn is(&self, row: &PageRow) -> bool {
        format!("{}, {}", self.table, self.number).eq_ignore_ascii_case(&place(&row.row))
    }
}
