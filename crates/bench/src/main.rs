//! Measurements of the proxy: each is a module, and prints a table.

#![allow(
    clippy::print_stdout,
    reason = "a measurement is read on standard output"
)]

mod quiet;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask bench", about = "Measures the proxy")]
struct Cli {
    #[command(subcommand)]
    measurement: Measurement,
}

#[derive(Subcommand)]
enum Measurement {
    /// Requests to the cloud for a visitor to whom nobody says anything, per minute
    Quiet(quiet::Options),
}

#[tokio::main]
async fn main() -> ExitCode {
    let Measurement::Quiet(options) = Cli::parse().measurement;
    match quiet::run(&options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
