//! The real program.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;

use super::{APP_KEY, APP_SECRET, CHANNEL, RATES};

/// With an environment of its own.
pub fn command<A: AsRef<OsStr>>(args: &[A]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontdesk-proxy"));
    command.args(args).env_clear().stdin(Stdio::null());
    command
}

pub fn output(args: &[&str]) -> Output {
    command(args).output().unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What it is told to serve visitors of [`CHANNEL`] with a store in a file, without rates and under
/// seals that its successor opens.
pub fn on_file(upstream: &str, store: &Path) -> Vec<String> {
    let mut args = [
        "--listen=127.0.0.1:0",
        "--admin-listen=127.0.0.1:0",
        "--seal-key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    ]
    .map(str::to_owned)
    .to_vec();
    args.extend(RATES.map(str::to_owned));
    args.extend([
        format!("--app-key={APP_KEY}"),
        format!("--app-secret={APP_SECRET}"),
        format!("--channel={CHANNEL}"),
        format!("--upstream={upstream}"),
        format!("--store=file:{}", store.display()),
    ]);
    args
}

/// A program that serves; killed when dropped.
pub struct Program {
    pub child: Child,
    pub base: String,
    pub admin: String,
    lines: Receiver<String>,
    log: Vec<String>,
}

impl Program {
    /// With [`on_file`] and more besides.
    pub fn start_on_file(upstream: &str, store: &Path, flags: &[&str]) -> Self {
        let mut command = command(&on_file(upstream, store));
        command.args(flags);
        Self::start(command)
    }

    pub fn start(mut command: Command) -> Self {
        let mut child = command
            .stderr(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let stderr = child.stderr.take().unwrap();
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut program = Self {
            child,
            base: String::new(),
            admin: String::new(),
            lines,
            log: Vec::new(),
        };
        program.base = program.address("listening");
        program.admin = program.address("listening for /livez, /readyz and /metrics");
        program
    }

    pub fn signal(&self, name: &str) {
        let kill = Command::new("kill")
            .args([name, &self.child.id().to_string()])
            .status();
        assert!(kill.unwrap().success());
    }

    /// Everything that it wrote, after its end.
    pub fn end(mut self) -> (Option<i32>, String) {
        let status = self.child.wait().unwrap();
        let mut stdout = String::new();
        self.child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut stdout)
            .unwrap();
        while let Ok(line) = self.lines.recv_timeout(Duration::from_secs(5)) {
            self.log.push(line);
        }
        (status.code(), self.log.join("\n") + &stdout)
    }

    fn address(&mut self, message: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(20)).unwrap();
            let event: Value = serde_json::from_str(&line).unwrap_or_default();
            self.log.push(line);
            if event["message"] == message {
                return format!("http://{}", event["address"].as_str().unwrap());
            }
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
