//! Each step of a visit, and each fault on the way: one test a rule, by subject.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "../support/mod.rs"]
mod support;

mod connect;
mod downlink;
mod files;
mod leave_message;
mod leaving;
mod listening;
mod outbox;
mod receipts;
mod reset;
mod seal;
mod survey;
mod tabs;
mod transfer;
mod visit;
