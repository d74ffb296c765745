//! What the tests of examples and tables share: fixtures, the documents' rows, tables.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![allow(
    dead_code,
    unused_imports,
    reason = "each file of tests needs another part of it"
)]

mod fixture;
mod rows;
mod table;

pub(crate) use fixture::{headers, parse_json, read, text};
pub(crate) use rows::{Row, parse_rows, rows_of};
pub(crate) use table::{answer, request, round_trip, round_trip_beyond};
