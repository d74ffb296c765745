//! Attacks by name, each against the real listener, and what becomes of them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod bodies;
mod disk;
mod drain;
mod ids;
mod injection;
mod origins;
mod paths;
mod pushes;
mod raw;
mod replays;
mod resets;
mod slow;
mod smuggling;
#[path = "../support/mod.rs"]
mod support;
mod upstream;
