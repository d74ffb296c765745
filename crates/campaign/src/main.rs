//! The campaign as a program; `cargo xtask campaign` builds what it needs and starts it.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use frontdesk_campaign::campaign::run;
use frontdesk_campaign::cli::Options;
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let mut out = std::io::stdout();
    // Whoever ends the campaign ends the proxy with it.
    let ended = tokio::select! {
        ended = run(&options) => ended,
        error = interrupted() => Err(error),
    };
    let good = match ended {
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

async fn interrupted() -> anyhow::Error {
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => terminated.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated => {}
    }
    anyhow::anyhow!("the campaign was ended before its time")
}
