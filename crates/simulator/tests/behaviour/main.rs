//! The simulator from outside, over HTTP.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that meets what it does not expect has failed"
)]

mod console;
mod desk;
mod faults_calls;
mod faults_down;
mod faults_set;
mod faults_up;
mod gateway;
mod modes;
mod polling;
mod program;
mod queue;
mod quirks;
mod rating;
mod relay;
mod sending;
mod tenant;
mod visit;
mod visitor_token;
mod weather;
