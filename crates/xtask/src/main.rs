//! The project's commands: `cargo xtask --help` lists them.
//!
//! A module is one command (`demo`, `test`, `campaign`, `attack`, `bench`, `fuzz`, `ci`, `size`, `dist`,
//! `setup`) or
//! one part that several of them share (`web`: the widget's files; `process`: other programs; `project`:
//! this checkout).

#![allow(
    clippy::print_stdout,
    reason = "a command line tool speaks on standard output"
)]

mod attack;
mod bench;
mod campaign;
mod ci;
mod cli;
mod demo;
mod dist;
mod fuzz;
mod process;
mod project;
mod setup;
mod size;
mod test;
mod web;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
