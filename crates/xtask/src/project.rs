//! This checkout: where its files are and with which toolchain its commands run.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::process::Cmd;

/// Everything that the proxy can be built with and that is tested: the same for clippy, tests and
/// campaign, so that nothing is compiled twice.
pub(crate) const TESTED_FEATURES: &str = "--features=frontdesk-proxy/demo,frontdesk-proxy/otel";

/// The checkout and the toolchain that the commands use.
#[derive(Debug)]
pub(crate) struct Project {
    root: PathBuf,
    toolchain: Option<String>,
}

impl Project {
    /// Finds the checkout that this program was built in.
    ///
    /// # Errors
    ///
    /// When there is no `Cargo.lock` where the workspace should be.
    pub(crate) fn locate() -> Result<Self> {
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package
            .ancestors()
            .nth(2)
            .filter(|root| root.join("Cargo.lock").is_file())
            .context("Cargo.lock was not found: run this as `cargo xtask` inside the checkout")?;
        Ok(Self {
            root: root.to_owned(),
            toolchain: None,
        })
    }

    /// Makes every later command run with this rustup toolchain.
    pub(crate) fn use_toolchain(&mut self, name: &str) {
        self.toolchain = Some(name.to_owned());
    }

    /// A file or folder of the checkout, by its path from the root.
    pub(crate) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// A path as a person in the root folder would type it.
    pub(crate) fn short<'a>(&self, path: &'a Path) -> std::path::Display<'a> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }

    /// A command that will run in the root folder.
    pub(crate) fn cmd(&self, program: impl AsRef<OsStr>) -> Cmd {
        let cmd = self.plain_cmd(program);
        match &self.toolchain {
            Some(name) => cmd.env("RUSTUP_TOOLCHAIN", name),
            None => cmd,
        }
    }

    /// A command that will run in the root folder with the toolchain of `rust-toolchain.toml`.
    pub(crate) fn plain_cmd(&self, program: impl AsRef<OsStr>) -> Cmd {
        Cmd::new(program, &self.root)
    }

    /// The version of a package in `Cargo.lock`.
    ///
    /// # Errors
    ///
    /// When the lock file does not name the package.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String> {
        let lock =
            std::fs::read_to_string(self.path("Cargo.lock")).context("reading Cargo.lock")?;
        let name = format!("name = \"{package}\"");
        let mut lines = lock.lines().skip_while(|line| *line != name);
        match lines
            .nth(1)
            .and_then(|line| line.strip_prefix("version = \""))
        {
            Some(version) => Ok(version.trim_end_matches('"').to_owned()),
            None => bail!("Cargo.lock names no {package}"),
        }
    }
}
