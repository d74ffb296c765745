//! The program that is measured, in a process of its own.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use reqwest::Client;
use tokio::time::sleep;

/// A running proxy; it ends with this value.
pub(super) struct Program {
    child: Child,
    /// From the start of the process to the first 200 of `/readyz`.
    pub(super) start_up: Duration,
}

impl Program {
    /// Starts it, and waits until it is ready.
    pub(super) async fn start(
        path: &Path,
        admin: SocketAddr,
        flags: impl IntoIterator<Item = String>,
    ) -> Result<Self> {
        let http = Client::builder().no_proxy().build()?;
        let ready = format!("http://{admin}/readyz");
        let begun = Instant::now();
        let child = Command::new(path)
            .args(flags)
            .arg("--admin-listen")
            .arg(admin.to_string())
            .args(["--log", "error"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| format!("{} cannot be started", path.display()))?;
        let mut program = Self {
            child,
            start_up: Duration::ZERO,
        };
        while begun.elapsed() < PATIENCE {
            if http
                .get(&ready)
                .send()
                .await
                .is_ok_and(|answer| answer.status().is_success())
            {
                program.start_up = begun.elapsed();
                return Ok(program);
            }
            if let Some(status) = program.child.try_wait()? {
                bail!("the proxy ended: {status}");
            }
            sleep(LOOK).await;
        }
        bail!("the proxy is not ready after {PATIENCE:?}");
    }

    /// What lies in memory for it alone, and what it shares with others, in bytes.
    pub(super) fn memory(&self) -> Result<u64> {
        let path = format!("/proc/{}/status", self.child.id());
        let status = fs::read_to_string(&path).with_context(|| format!("reading {path}"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB"));
        let kilobytes: u64 = kilobytes.context("no VmRSS")?.trim().parse()?;
        Ok(kilobytes * 1024)
    }

    /// Seconds of a core that it has used.
    pub(super) fn cpu(&self) -> Result<f64> {
        let path = format!("/proc/{}/stat", self.child.id());
        let stat = fs::read_to_string(&path).with_context(|| format!("reading {path}"))?;
        // The name before it may hold anything.
        let (_, fields) = stat.rsplit_once(')').context("no name in stat")?;
        let ticks: Vec<f64> = fields
            .split_whitespace()
            .skip(USER_TIME)
            .take(2)
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        ensure!(ticks.len() == 2, "no times in {path}");
        Ok(ticks.iter().sum::<f64>() / TICKS_PER_SECOND)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const PATIENCE: Duration = Duration::from_secs(20);
const LOOK: Duration = Duration::from_millis(1);
/// Its place after the name: `man 5 proc`, field 14.
const USER_TIME: usize = 11;
/// What Linux shows to programs, on every machine.
const TICKS_PER_SECOND: f64 = 100.0;
