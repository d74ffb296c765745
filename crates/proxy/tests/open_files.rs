//! What the system lets the program open, and what it says of that.
#![cfg(unix)]

mod support;

use std::fs;
use std::process::{Command, Stdio};

use support::cloud::Cloud;
use support::program::Program;

/// The program, in a shell that limits it first.
fn limited(cloud: &Cloud, ulimit: &str, connections: u32) -> Program {
    let mut command = Command::new("bash");
    command
        .arg("-c")
        .arg(format!("{ulimit}; exec \"$0\" \"$@\""))
        .arg(env!("CARGO_BIN_EXE_frontdesk-proxy"))
        .args(["--listen=127.0.0.1:0", "--admin-listen=127.0.0.1:0"])
        .args(["--app-key=k", "--app-secret=s", "--channel=1"])
        .arg(format!("--limit-connections={connections}"))
        .args(["--upstream", &cloud.url])
        .env_clear()
        .stdin(Stdio::null());
    Program::start(command)
}

fn ended(program: Program) -> String {
    program.signal("-TERM");
    let (code, log) = program.end();
    assert_eq!(code, Some(0), "{log}");
    log
}

#[tokio::test]
async fn fewer_files_than_connections_need_are_told_with_the_way_to_more() {
    let cloud = Cloud::start().await;
    let log = ended(limited(&cloud, "ulimit -n 1000", 500));
    for part in ["may open 1000 files", "up to 1400", "LimitNOFILE"] {
        assert!(log.contains(part), "{part}: {log}");
    }
    let log = ended(limited(&cloud, "ulimit -n 1000", 300));
    assert!(!log.contains("may open"), "{log}");
}

#[tokio::test]
#[cfg(target_os = "linux")]
async fn it_takes_as_many_files_as_it_is_given() {
    let cloud = Cloud::start().await;
    let program = limited(&cloud, "ulimit -Sn 256; ulimit -Hn 1500", 500);
    let path = format!("/proc/{}/limits", program.child.id());
    let limits = fs::read_to_string(path).unwrap();
    let files = limits
        .lines()
        .find(|line| line.starts_with("Max open files"));
    let numbers: Vec<_> = files.unwrap().split_whitespace().skip(3).take(2).collect();
    assert_eq!(numbers, ["1500", "1500"]);
    assert!(!ended(program).contains("may open"));
}
