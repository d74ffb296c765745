//! `frontdesk-proxy`: see [`frontdesk_proxy`].

use std::process::ExitCode;

use frontdesk_proxy::{Config, Options, demo, spawn, telemetry};

fn main() -> ExitCode {
    let options = match Options::from_args(std::env::args_os()) {
        Ok(options) => options,
        Err(error) => error.exit(),
    };
    let check = options.wants_check();
    let config = match Config::parse(options) {
        Ok(config) => config,
        Err(faults) => {
            eprintln!("The configuration is not in order:\n{faults}");
            return ExitCode::from(FAULTY);
        }
    };
    if check {
        return checked(&config);
    }
    telemetry::log(config.log.as_deref());
    match serve(config) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

#[expect(
    clippy::print_stdout,
    reason = "the answer to --check-config is the program's output"
)]
fn checked(config: &Config) -> ExitCode {
    for warning in &config.warnings {
        eprintln!("- {warning}");
    }
    println!("configuration is in order");
    ExitCode::SUCCESS
}

#[tokio::main]
async fn serve(mut config: Config) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    // Before anything listens, so that no signal finds nobody who hears it.
    let end = end()?;
    let _simulator = demo::start(&mut config).await?;
    let running = spawn(config).await?;
    let signal = end.await;
    tracing::info!(signal, "draining");
    running.shutdown().await;
    tracing::info!("drained");
    Ok(())
}

/// SIGTERM or SIGINT.
#[cfg(unix)]
fn end() -> std::io::Result<impl Future<Output = &'static str>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => "SIGTERM",
            _ = interrupt.recv() => "SIGINT",
        }
    })
}

/// Ctrl-C.
#[cfg(not(unix))]
fn end() -> std::io::Result<impl Future<Output = &'static str>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
        "Ctrl-C"
    })
}

/// The exit code for a faulty configuration.
const FAULTY: u8 = 2;
