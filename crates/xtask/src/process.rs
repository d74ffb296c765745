//! Other programs: run, echoed, with errors that name the command.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use anyhow::{Context, Result, anyhow, bail};

/// A command to run: a [`Command`] that remembers how a person would have typed it.
#[derive(Debug)]
pub(crate) struct Cmd {
    inner: Command,
    shown: String,
}

impl Cmd {
    /// A command that will run in `folder`, reading nothing.
    ///
    /// What `cargo run` told this process about its package is withheld: build scripts that watch
    /// such variables would run again, and everything above them be compiled again.
    pub(crate) fn new(program: impl AsRef<OsStr>, folder: &Path) -> Self {
        let program = program.as_ref();
        let mut inner = Command::new(program);
        inner.current_dir(folder).stdin(Stdio::null());
        for (name, _) in std::env::vars_os() {
            let name_text = name.to_string_lossy();
            if WITHHELD.iter().any(|prefix| name_text.starts_with(prefix)) {
                inner.env_remove(&name);
            }
        }
        Self {
            inner,
            shown: program.to_string_lossy().into_owned(),
        }
    }

    /// Adds one argument.
    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        let arg = arg.as_ref();
        self.shown.push(' ');
        self.shown.push_str(&arg.to_string_lossy());
        self.inner.arg(arg);
        self
    }

    /// Adds several arguments.
    pub(crate) fn args<A: AsRef<OsStr>>(self, args: impl IntoIterator<Item = A>) -> Self {
        args.into_iter().fold(self, Self::arg)
    }

    /// Sets an environment variable and shows it before the command.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        let value = value.as_ref();
        self.shown = format!("{name}={} {}", value.to_string_lossy(), self.shown);
        self.inner.env(name, value);
        self
    }

    /// Runs in another folder.
    pub(crate) fn within(mut self, folder: &Path) -> Self {
        self.inner.current_dir(folder);
        self
    }

    /// Runs, and requires success.
    ///
    /// # Errors
    ///
    /// When the program cannot be started or fails.
    pub(crate) fn run(mut self) -> Result<()> {
        self.echo();
        let status = self.inner.status();
        self.require(status)
    }

    /// Runs silently and answers whether it succeeded.
    pub(crate) fn succeeds(mut self) -> bool {
        self.inner.stdout(Stdio::null()).stderr(Stdio::null());
        self.inner.status().is_ok_and(|status| status.success())
    }

    /// Runs silently and answers what it printed, trimmed.
    ///
    /// # Errors
    ///
    /// When the program cannot be started or fails.
    pub(crate) fn read(mut self) -> Result<String> {
        let output = self.inner.stderr(Stdio::null()).output();
        match output {
            Ok(output) => {
                self.require(Ok(output.status))?;
                Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
            }
            Err(error) => Err(self.not_started(error)),
        }
    }

    /// Runs, passing standard output on and showing each line of it to `see`.
    ///
    /// # Errors
    ///
    /// When the program cannot be started; failing is an answer here.
    pub(crate) fn watch(mut self, mut see: impl FnMut(&str)) -> Result<ExitStatus> {
        self.echo();
        let mut child = match self.inner.stdout(Stdio::piped()).spawn() {
            Ok(child) => child,
            Err(error) => return Err(self.not_started(error)),
        };
        if let Some(output) = child.stdout.take() {
            each_line(output, |line| {
                print!("{line}");
                see(line.trim_end());
            })?;
        }
        child
            .wait()
            .with_context(|| format!("waiting for `{}`", self.shown))
    }

    /// Runs, showing what it prints on standard error to `see` alone, line by line.
    ///
    /// # Errors
    ///
    /// When the program cannot be started; failing is an answer here.
    pub(crate) fn overhear(mut self, mut see: impl FnMut(&str)) -> Result<ExitStatus> {
        self.echo();
        let mut child = match self.inner.stderr(Stdio::piped()).spawn() {
            Ok(child) => child,
            Err(error) => return Err(self.not_started(error)),
        };
        if let Some(errors) = child.stderr.take() {
            each_line(errors, |line| see(line.trim_end()))?;
        }
        child
            .wait()
            .with_context(|| format!("waiting for `{}`", self.shown))
    }

    /// Starts in the background.
    ///
    /// # Errors
    ///
    /// When the program cannot be started.
    pub(crate) fn start(mut self) -> Result<()> {
        match self.inner.spawn() {
            Ok(_) => Ok(()),
            Err(error) => Err(self.not_started(error)),
        }
    }

    /// Starts in the background, writing what it prints into a file, and ends with what is answered.
    ///
    /// # Errors
    ///
    /// When the file cannot be written or the program not started.
    pub(crate) fn serve(mut self, log: &Path) -> Result<Served> {
        self.echo();
        let file = File::create(log).with_context(|| format!("writing {}", log.display()))?;
        self.inner.stdout(file.try_clone()?).stderr(file);
        match self.inner.spawn() {
            Ok(child) => Ok(Served(child)),
            Err(error) => Err(self.not_started(error)),
        }
    }

    /// Becomes the program, so that signals reach it and its end is this process's end.
    ///
    /// # Errors
    ///
    /// When the program cannot be started; elsewhere than on Unix also when it failed.
    pub(crate) fn become_it(mut self) -> Result<()> {
        self.echo();
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            let error = self.inner.exec();
            Err(self.not_started(error))
        }
        #[cfg(not(unix))]
        {
            let status = self.inner.status();
            self.require(status)
        }
    }

    fn echo(&self) {
        println!("$ {}", self.shown);
    }

    fn require(&self, status: std::io::Result<ExitStatus>) -> Result<()> {
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => bail!("`{}` failed ({status})", self.shown),
            Err(error) => Err(self.not_started(error)),
        }
    }

    fn not_started(&self, error: std::io::Error) -> anyhow::Error {
        if error.kind() == ErrorKind::NotFound {
            let program = self.inner.get_program().to_string_lossy();
            anyhow!("`{program}` was not found; `cargo xtask setup` installs what it can")
        } else {
            anyhow!(error).context(format!("starting `{}`", self.shown))
        }
    }
}

/// A program in the background, until this is dropped.
#[derive(Debug)]
#[must_use]
pub(crate) struct Served(Child);

impl Served {
    /// Whether it has ended by itself.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.0.try_wait().is_ok_and(|status| status.is_some())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Hands every line over, with its end.
fn each_line(output: impl Read, mut see: impl FnMut(&str)) -> std::io::Result<()> {
    let mut reader = BufReader::new(output);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        see(&String::from_utf8_lossy(&line));
        line.clear();
    }
    Ok(())
}

/// Finds a program on `PATH`.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

const WITHHELD: &[&str] = &[
    "CARGO_PKG_",
    "CARGO_MANIFEST_",
    "CARGO_BIN_NAME",
    "CARGO_CRATE_NAME",
    "CARGO_PRIMARY_PACKAGE",
];
