//! Measurements of the proxy: each is a module, and prints a table.

#![allow(
    clippy::print_stdout,
    reason = "a measurement is read on standard output"
)]

mod proxy;
mod quiet;
mod setting;
mod visitor;

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
    /// Size, start, memory, and what thousands of open streams cost
    Proxy(proxy::Options),
}

#[tokio::main]
async fn main() -> ExitCode {
    let result = match Cli::parse().measurement {
        Measurement::Quiet(options) => quiet::run(&options).await,
        Measurement::Proxy(options) => proxy::run(&options).await,
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
