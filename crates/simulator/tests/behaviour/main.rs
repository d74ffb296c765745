//! The simulator from outside, over HTTP.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that meets what it does not expect has failed"
)]

mod agents;
mod console;
mod console_actions;
mod console_calls;
mod desk;
mod faults_calls;
mod faults_down;
mod faults_set;
mod faults_up;
mod gateway;
mod modes;
mod polling;
mod program;
mod pushes;
mod queue;
mod quirks;
mod rating;
mod receipts;
mod relay;
mod scenarios;
mod sending;
mod sessions;
mod tenant;
mod typing_and_withdrawal;
mod visit;
mod visitor_token;
mod waiting;
mod weather;
