//! `cargo xtask demo`: the widget, the proxy and the simulator on this machine.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::project::Project;
use crate::setup::{self, Need};
use crate::web;

/// What `demo` can be told.
#[derive(Args)]
pub(crate) struct Options {
    /// Run what was built the last time
    #[arg(long)]
    no_build: bool,
    /// Port of the company's page and the proxy
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// Port of the simulator and the agent's console
    #[arg(long, default_value_t = 8788)]
    simulator_port: u16,
}

/// What the announcing process is told.
#[derive(Args)]
pub(crate) struct Announcement {
    #[arg(long)]
    port: u16,
    #[arg(long)]
    simulator_port: u16,
}

/// Installs, builds and runs until Ctrl-C.
///
/// The proxy takes this process's place, so that every signal reaches it and nothing is left
/// behind; a second process waits until it answers and says where.
///
/// # Errors
///
/// When a port is taken, or a step of the build fails.
pub(crate) fn run(project: &mut Project, options: &Options) -> Result<()> {
    free(options.port, "--port")?;
    free(options.simulator_port, "--simulator-port")?;
    let proxy = project
        .path("target/debug")
        .join(format!("frontdesk-proxy{}", std::env::consts::EXE_SUFFIX));
    if options.no_build {
        ensure!(
            proxy.is_file() && web::folder(project).join("frontdesk.js").is_file(),
            "nothing has been built yet: run `cargo xtask demo` without --no-build once"
        );
    } else {
        setup::ensure(project, Need::WEB)?;
        web::build(project)?;
        build_proxy(project)?;
    }
    project
        .cmd(std::env::current_exe().context("finding this program")?)
        .arg("announce")
        .args(["--port", &options.port.to_string()])
        .args(["--simulator-port", &options.simulator_port.to_string()])
        .start()?;
    project
        .cmd(proxy)
        .arg("--demo")
        .args(["--listen", &address(options.port).to_string()])
        .args([
            "--demo-simulator-listen",
            &address(options.simulator_port).to_string(),
        ])
        .args(["--admin-listen", "127.0.0.1:0"])
        .args(PREVIEW.map(|origin| format!("--allow-origin={origin}")))
        .arg("--static-dir")
        .arg(web::folder(project))
        .become_it()
}

/// Builds the proxy with the simulator in it, which `demo` and the end-to-end tests run.
///
/// # Errors
///
/// When it does not compile.
pub(crate) fn build_proxy(project: &Project) -> Result<()> {
    project
        .cmd("cargo")
        .args([
            "build",
            "--locked",
            "--package=frontdesk-proxy",
            "--features=demo",
        ])
        .run()
}

/// Waits until the demo answers, then prints its addresses; gives up in silence when it never does.
pub(crate) fn announce(announcement: &Announcement) {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        let answers = |port| TcpStream::connect_timeout(&address(port), PAUSE).is_ok();
        if answers(announcement.port) && answers(announcement.simulator_port) {
            println!();
            println!(
                "  http://127.0.0.1:{}/          the company's page, with the bubble",
                announcement.port
            );
            println!(
                "  http://127.0.0.1:{}/console   answer as the agent",
                announcement.simulator_port
            );
            println!();
            println!("Ctrl-C ends it.");
            return;
        }
        thread::sleep(PAUSE);
    }
}

fn free(port: u16, flag: &str) -> Result<()> {
    TcpListener::bind(address(port)).map(drop).with_context(|| {
        format!("port {port} cannot be opened, probably another program has it: choose another with {flag}")
    })
}

fn address(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

/// How long a start may take before nobody waits for it any more.
const PATIENCE: Duration = Duration::from_secs(30);

const PAUSE: Duration = Duration::from_millis(100);

/// Where `trunk serve` shows the preview, which calls this proxy.
const PREVIEW: [&str; 2] = ["http://127.0.0.1:8080", "http://localhost:8080"];
