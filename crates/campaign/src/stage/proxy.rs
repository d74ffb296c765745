//! The proxy, a process of its own.

use std::fs::{File, OpenOptions};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use frontdesk_simulator::{DEMO_APP_KEY, DEMO_APP_SECRET, DEMO_CHANNEL};
use tokio::net::TcpStream;
use tokio::time::sleep;

/// The proxy. Dropping it kills it.
pub struct Proxy {
    program: PathBuf,
    args: Vec<String>,
    address: SocketAddr,
    store: PathBuf,
    log: PathBuf,
    child: Option<Child>,
}

impl Proxy {
    /// One that is not started yet; its store and its log lie in `folder`.
    pub fn new(
        program: &Path,
        folder: &Path,
        address: SocketAddr,
        admin: SocketAddr,
        upstream: &str,
    ) -> Self {
        let store = folder.join("store");
        let args = [
            format!("--listen={address}"),
            format!("--admin-listen={admin}"),
            format!("--upstream={upstream}"),
            format!("--app-key={DEMO_APP_KEY}"),
            format!("--app-secret={DEMO_APP_SECRET}"),
            format!("--seal-key={SEAL_KEY}"),
            format!("--channel={DEMO_CHANNEL}"),
            format!("--store=file:{}", store.display()),
            // All visitors come from this machine.
            "--limit-new-visitors=off".to_owned(),
            "--limit-calls-visitor=off".to_owned(),
            "--limit-calls-address=off".to_owned(),
            "--log=error".to_owned(),
        ];
        Self {
            program: program.to_owned(),
            args: args.to_vec(),
            address,
            store,
            log: folder.join("proxy.log"),
            child: None,
        }
    }

    /// Starts it, and waits until it listens.
    ///
    /// # Errors
    ///
    /// Where it does not start, with what it says.
    pub async fn start(&mut self) -> Result<()> {
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&self.log)?;
        let child = Command::new(&self.program)
            .args(&self.args)
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .with_context(|| format!("{} does not start", self.program.display()))?;
        self.child = Some(child);
        let begun = Instant::now();
        while TcpStream::connect(self.address).await.is_err() {
            let ended = self.child.as_mut().map(Child::try_wait).transpose()?;
            if ended.flatten().is_some() || begun.elapsed() > PATIENCE {
                let log = std::fs::read_to_string(&self.log).unwrap_or_default();
                bail!("the proxy does not listen at {}: {log}", self.address);
            }
            sleep(PAUSE).await;
        }
        Ok(())
    }

    /// Kills it as a machine does that loses its power, but for the disk.
    ///
    /// # Errors
    ///
    /// Where the operating system does not do it.
    pub fn kill(&mut self) -> Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill()?;
            child.wait()?;
        }
        Ok(())
    }

    /// Loses its store; only while it does not run.
    ///
    /// # Errors
    ///
    /// Where the file cannot be removed.
    pub fn forget(&self) -> Result<()> {
        std::fs::remove_file(&self.store).context("the store cannot be removed")
    }

    /// How large its store is, in bytes.
    pub fn store_bytes(&self) -> u64 {
        File::open(&self.store)
            .and_then(|file| file.metadata())
            .map_or(0, |metadata| metadata.len())
    }

    /// What it has written into its log, the last of it.
    pub fn said(&self) -> String {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let from = lines.len().saturating_sub(LINES_SHOWN);
        lines.get(from..).unwrap_or_default().join("\n")
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        if self.kill().is_err() {
            eprintln!("the proxy could not be ended");
        }
    }
}

/// 32 bytes that are no secret: seals must outlast a restart.
const SEAL_KEY: &str = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

/// A large store is looked through after a kill.
const PATIENCE: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_millis(20);
const LINES_SHOWN: usize = 20;
