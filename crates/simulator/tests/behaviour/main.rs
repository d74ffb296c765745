//! The simulator from outside, over HTTP.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that meets what it does not expect has failed"
)]

mod agents;
mod calls;
mod console;
mod console_actions;
mod console_calls;
mod desk;
mod documented;
mod faults_calls;
mod faults_down;
mod faults_set;
mod faults_up;
mod files;
mod files_console;
mod gateway;
mod history;
mod left;
mod modes;
mod operators;
mod paths;
mod polling;
mod program;
mod pushes;
mod queue;
mod quirks;
mod rating;
mod receipts;
mod relay;
mod robot;
mod scenarios;
mod script;
mod sending;
mod sessions;
mod survey;
mod tenant;
mod typing_and_withdrawal;
mod uplink;
mod visit;
mod visitor_token;
mod waiting;
mod weather;
