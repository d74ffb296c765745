//! `frontdesk-proxy`: see [`frontdesk_proxy`].

use std::process::ExitCode;

use frontdesk_proxy::{Config, Options, Running, demo, self_test, spawn, telemetry};

fn main() -> ExitCode {
    let options = match Options::from_args(std::env::args_os()) {
        Ok(options) => options,
        Err(error) => error.exit(),
    };
    let check = options.wants_check();
    let (embed, test) = (options.wants_embed(), options.wants_self_test());
    let again = options.clone();
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
    if embed {
        return print_embed(&config);
    }
    if test {
        return test_tenant(config);
    }
    telemetry::log(config.log.as_deref());
    match serve(config, &again) {
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

#[expect(
    clippy::print_stdout,
    reason = "the answer to --print-embed is the program's output"
)]
fn print_embed(config: &Config) -> ExitCode {
    match frontdesk_proxy::embed(config) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("- {fault}");
            ExitCode::from(FAULTY)
        }
    }
}

#[expect(
    clippy::print_stdout,
    reason = "the answer to --self-test is the program's output"
)]
#[tokio::main]
async fn test_tenant(config: Config) -> ExitCode {
    let findings = match self_test::run(config).await {
        Ok(findings) => findings,
        Err(error) => {
            eprintln!("- {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut code = ExitCode::SUCCESS;
    for finding in findings {
        match finding.wrong {
            None => println!("ok    {}", finding.what),
            Some(wrong) => {
                println!("wrong {}: {wrong}", finding.what);
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

#[tokio::main]
async fn serve(
    mut config: Config,
    options: &Options,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    // Before anything listens, so that no signal finds nobody who hears it.
    let end = end()?;
    let _simulator = demo::start(&mut config).await?;
    let mut reload = reload()?;
    let running = spawn(config).await?;
    let mut end = std::pin::pin!(end);
    let signal = loop {
        tokio::select! {
            signal = &mut end => break signal,
            () = reload.asked() => take_anew(&running, options),
        }
    };
    tracing::info!(signal, "draining");
    running.shutdown().await;
    tracing::info!("drained");
    Ok(())
}

/// Reads the configuration again. What is wrong with it changes nothing.
fn take_anew(running: &Running, options: &Options) {
    let config = match Config::parse(options.clone()) {
        Ok(config) => config,
        Err(faults) => {
            for fault in faults.iter() {
                tracing::error!("{fault}");
            }
            tracing::error!("the configuration is not in order: the one that there was stays");
            return;
        }
    };
    match running.reload(config) {
        Ok(()) => tracing::info!("secrets and switches are taken anew; the rest needs a restart"),
        Err(error) => tracing::error!(%error, "the configuration that there was stays"),
    }
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

/// Hears of SIGHUP.
#[cfg(unix)]
struct Reload(tokio::signal::unix::Signal);

#[cfg(unix)]
impl Reload {
    async fn asked(&mut self) {
        if self.0.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(unix)]
fn reload() -> std::io::Result<Reload> {
    use tokio::signal::unix::{SignalKind, signal};

    signal(SignalKind::hangup()).map(Reload)
}

/// There is no such signal here.
#[cfg(not(unix))]
struct Reload;

#[cfg(not(unix))]
impl Reload {
    async fn asked(&mut self) {
        std::future::pending::<()>().await;
    }
}

#[cfg(not(unix))]
fn reload() -> std::io::Result<Reload> {
    Ok(Reload)
}

/// The exit code for a faulty configuration.
const FAULTY: u8 = 2;
