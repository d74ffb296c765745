//! Every row of every parameter table of the documents.

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row {
    /// `000` to `003`.
    pub(crate) document: String,
    /// Section and title.
    pub(crate) table: String,
    /// Its number in the table.
    pub(crate) number: String,
    /// The field.
    pub(crate) field: String,
    /// The document's type, and its length where one is stated.
    pub(crate) kind: String,
    /// The document's own word: True, Yes and the like.
    pub(crate) mandatory: String,
}

/// Rows in columns parted by tabs, under one line of titles.
pub(crate) fn parse_rows(tsv: &str) -> Vec<Row> {
    tsv.lines()
        .skip(1)
        .map(|line| {
            let columns: Vec<String> = line.split('\t').map(str::to_owned).collect();
            let [document, table, number, field, kind, mandatory] =
                <[String; 6]>::try_from(columns).expect("six columns");
            Row {
                document,
                table,
                number,
                field,
                kind,
                mandatory,
            }
        })
        .collect()
}

/// The rows of one table, which is named by what stands before its title (`table 3-1`).
pub(crate) fn rows_of(document: &str, table: &str) -> Vec<Row> {
    let named = |row: &Row| {
        row.table
            .split_once(": ")
            .is_some_and(|(place, title)| place.ends_with(table) || table == title)
    };
    let rows: Vec<Row> = parse_rows(include_str!("../coverage/rows.tsv"))
        .into_iter()
        .filter(|row| row.document == document && named(row))
        .collect();
    assert!(!rows.is_empty(), "seed {document} has no {table}");
    rows
}
