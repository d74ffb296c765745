//! Reading COVERAGE.md.

use crate::support::Row;

/// What the page says.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) rows: Vec<PageRow>,
    pub(crate) fixtures: Vec<PageFixture>,
    /// Rows that are listed as no concern of the simulator's.
    pub(crate) spared: Vec<Spared>,
    /// Lines that cannot be read.
    pub(crate) faults: Vec<String>,
}

/// A row of a document's table.
#[derive(Debug)]
pub(crate) struct PageRow {
    pub(crate) row: Row,
    pub(crate) code: Vec<String>,
    pub(crate) tests: Vec<String>,
    /// The last column: the simulator's tests, or a dash.
    pub(crate) simulator: Simulator,
}

/// What shows a row in the simulator.
#[derive(Debug)]
pub(crate) enum Simulator {
    Tests(Vec<String>),
    Nothing,
}

/// A row that is no concern of the simulator's.
#[derive(Debug)]
pub(crate) struct Spared {
    pub(crate) table: String,
    pub(crate) number: String,
    pub(crate) why: String,
}

/// A fixture.
#[derive(Debug)]
pub(crate) struct PageFixture {
    pub(crate) name: String,
    pub(crate) tests: Vec<String>,
}

/// Under which heading a line stands.
enum Part {
    Text,
    Table { document: String, table: String },
    Fixtures,
    Spared,
}

impl Page {
    pub(crate) fn parse(text: &str) -> Self {
        let mut page = Self::default();
        let mut part = Part::Text;
        for line in text.lines() {
            if line.starts_with('#') {
                part = Part::of(line);
            } else if let Some(cells) = cells(line) {
                page.line(&part, &cells);
            }
        }
        page
    }

    fn line(&mut self, part: &Part, cells: &[&str]) {
        match (part, cells) {
            (Part::Text, _) => {}
            (_, [first, ..]) if first.starts_with("---") => {}
            (Part::Table { .. }, ["No.", ..]) => self.columns(cells, &ROW),
            (Part::Fixtures, ["Fixture", ..]) => self.columns(cells, &FIXTURE),
            (Part::Spared, ["Table", ..]) => self.columns(cells, &SPARED),
            (
                Part::Table { document, table },
                [number, field, kind, mandatory, code, tests, simulator],
            ) => {
                let row = Row {
                    document: document.clone(),
                    table: table.clone(),
                    number: (*number).to_owned(),
                    field: field.trim_matches('`').to_owned(),
                    kind: (*kind).to_owned(),
                    mandatory: (*mandatory).to_owned(),
                };
                self.rows.push(PageRow {
                    row,
                    code: quoted(code),
                    tests: quoted(tests),
                    simulator: match *simulator {
                        "—" => Simulator::Nothing,
                        named => Simulator::Tests(quoted(named)),
                    },
                });
            }
            (Part::Spared, [table, number, _, why]) => self.spared.push(Spared {
                table: (*table).to_owned(),
                number: (*number).to_owned(),
                why: (*why).to_owned(),
            }),
            (Part::Fixtures, [name, _, tests]) => self.fixtures.push(PageFixture {
                name: name.trim_matches('`').to_owned(),
                tests: quoted(tests),
            }),
            _ => self
                .faults
                .push(format!("too few columns: {}", cells.join(", "))),
        }
    }

    fn columns(&mut self, given: &[&str], expected: &[&str]) {
        if given != expected {
            self.faults
                .push(format!("unknown columns: {}", given.join(", ")));
        }
    }
}

impl Part {
    fn of(heading: &str) -> Self {
        let table = heading
            .strip_prefix("### Seed ")
            .and_then(|heading| heading.split_once(", "));
        match table {
            Some((document, table)) => Self::Table {
                document: document.to_owned(),
                table: table.to_owned(),
            },
            None if heading == "## Fixtures" => Self::Fixtures,
            None if heading == "## Rows that are no concern of the simulator's" => Self::Spared,
            None => Self::Text,
        }
    }
}

fn cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|').map(str::trim).collect())
}

/// What stands between backticks.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

const ROW: [&str; 7] = [
    "No.",
    "Field",
    "Type",
    "Mandatory",
    "Code",
    "Shown by",
    "Simulator",
];
const FIXTURE: [&str; 3] = ["Fixture", "Section", "Read by"];
const SPARED: [&str; 4] = ["Table", "No.", "Field", "Why"];
