//! The documents' tables, row by row: a call with everything that its table names is taken, one
//! without a mandatory field or header is refused, and what is answered, handed out and carried has
//! the fields and the types of its table.

mod agents;
mod asked;
mod calls;
mod entrance;
mod files;
mod form;
mod headers;
mod limits;
mod messages;
mod operators;
#[path = "../../../../protocol/tests/support/rows.rs"]
mod rows;
mod service;

pub(crate) use form::has_form;
pub(crate) use rows::rows_of;
