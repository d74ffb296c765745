//! The simulator from outside, over HTTP.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that meets what it does not expect has failed"
)]

mod calls;
mod console;
mod desk;
mod files;
mod gateway;
mod history;
mod left;
mod modes;
mod operators;
mod paths;
mod polling;
mod program;
mod queue;
mod rating;
mod robot;
mod script;
mod sending;
mod survey;
mod tenant;
mod uplink;
mod visit;
mod visitor_token;
