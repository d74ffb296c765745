//! The simulator as a program.

mod cli;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use frontdesk_simulator::start;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

use self::cli::Cli;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    match run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Said even where the log is turned off. Without standard error nobody could be told.
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

async fn run(cli: Cli) -> Result<(), Box<dyn std::error::Error>> {
    let running = start(cli.into_config()?).await?;
    let url = running.url();
    let mut out = std::io::stdout();
    writeln!(
        out,
        "A stand-in for the contact-centre cloud, for trying and testing: {url}"
    )?;
    writeln!(out, "Answer as the agent: {url}/console")?;
    if let Some(relay) = running.relay() {
        writeln!(
            out,
            "Visitors reach the proxy through faults: {}",
            relay.url()
        )?;
    }
    out.flush()?;
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted?,
        _ = terminated.recv() => {}
    }
    running.stop().await;
    Ok(())
}
