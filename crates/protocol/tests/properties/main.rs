//! What holds for any value: of every type of the wire, of every content, of every limit.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[macro_use]
mod types;

mod any_json;
mod composed;
mod limits;
mod messages;
mod round_trip;
mod samples;
mod secrets;
mod vocabulary;
