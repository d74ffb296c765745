//! A disk with little room, under the real program.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::support::cloud::Cloud;
use crate::support::program::{Program, on_file};

/// How the room is made small.
enum Kind {
    /// By a small file system with ballast in it, which no other process sees and which ends with
    /// this one.
    Mounted,
    /// By the limit of the process on its files, where nothing may be mounted.
    Limited,
}

/// The program with its store on a small disk.
pub(super) struct Small {
    pub(super) program: Program,
    folder: PathBuf,
    kind: Kind,
}

impl Small {
    /// Its store is in a file of this folder.
    pub(super) fn start(cloud: &Cloud, folder: &Path) -> Self {
        let (kind, before) = if can_mount(folder) {
            (Kind::Mounted, MOUNT)
        } else {
            eprintln!("nothing can be mounted here: the disk is full by `ulimit -f` instead");
            (Kind::Limited, LIMIT)
        };
        let mut command = Command::new("unshare");
        if matches!(kind, Kind::Limited) {
            command = Command::new("env");
        } else {
            command.arg("--mount");
        }
        command
            .args(["bash", "-c", &format!("{before} && exec \"$@\"")])
            .arg(folder)
            .arg(env!("CARGO_BIN_EXE_frontdesk-proxy"))
            .args(on_file(&cloud.url, &folder.join("store")))
            .arg("--journal-keep=10000 messages, 64 MiB")
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap())
            .stdin(Stdio::null());
        Self {
            program: Program::start(command),
            folder: folder.to_owned(),
            kind,
        }
    }

    /// Ends the program, as by a power cut, and copies its store as it lies there.
    pub(super) fn keep(mut self, copy: &Path) {
        let store = self.seen_by_it("store");
        // Stopped, it writes nothing more, and what it sees is still there.
        self.program.signal("-STOP");
        std::fs::copy(store, copy).unwrap();
        self.program.child.kill().unwrap();
    }

    /// From now on there is room, and the program is not told.
    pub(super) fn make_room(&self) {
        match self.kind {
            Kind::Mounted => std::fs::remove_file(self.seen_by_it("ballast")).unwrap(),
            Kind::Limited => {
                let process = self.program.child.id();
                let mut prlimit = Command::new("prlimit");
                prlimit.args(["--fsize=unlimited:", "--pid", &process.to_string()]);
                assert!(prlimit.status().unwrap().success());
            }
        }
    }

    /// A file of the folder. What is mounted on it is mounted for the program alone.
    fn seen_by_it(&self, name: &str) -> PathBuf {
        let root = format!("/proc/{}/root", self.program.child.id());
        let folder = self.folder.strip_prefix("/").unwrap();
        Path::new(&root).join(folder).join(name)
    }
}

fn can_mount(folder: &Path) -> bool {
    let mut mount = Command::new("unshare");
    mount
        .args(["--mount", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs"])
        .arg(folder)
        .stderr(Stdio::null());
    mount.status().is_ok_and(|status| status.success())
}

/// Two of six megabytes are left.
const MOUNT: &str =
    "mount -t tmpfs -o size=6m tmpfs \"$0\" && head -c 4M /dev/zero > \"$0/ballast\"";

/// In kilobytes. What is written beyond is told as by a full disk.
const LIMIT: &str = "trap '' XFSZ && ulimit -S -f 4096";
