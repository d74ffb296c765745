//! The campaign as a program; `cargo xtask campaign` builds what it needs and starts it.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use frontdesk_campaign::campaign::run;
use frontdesk_campaign::cli::Options;

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let mut out = std::io::stdout();
    let good = match run(&options).await {
        Ok(report) => writeln!(out, "{report}").map(|()| report.is_good()),
        Err(error) => writeln!(out, "error: {error:#}").map(|()| false),
    };
    // Without standard output nobody could be told.
    if good.unwrap_or(false) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
