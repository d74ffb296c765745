//! The robot's script file, on the command line.

use std::process::{Command, Output};

fn run(name: &str, script: &str) -> Output {
    let path = std::env::temp_dir().join(format!("frontdesk-{}-{name}", std::process::id()));
    std::fs::write(&path, script).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_frontdesk-simulator"))
        .arg("--script")
        .arg(&path)
        // Never comes up, so a good script ends here too.
        .args(["--listen", "192.0.2.1:0"])
        .output()
        .unwrap();
    std::fs::remove_file(&path).unwrap();
    run
}

#[test]
fn a_faulty_script_is_refused_with_all_its_faults() {
    let run = run(
        "faulty",
        "name = 'R'\n[[answers]]\nquestion = 'A?'\nwords = 'a'\n",
    );
    assert_eq!(run.status.code(), Some(2));
    let said = String::from_utf8(run.stderr).unwrap();
    for fault in [
        "greeting is missing",
        "unknown is missing",
        "answers, entry 1: words must be a list of texts",
        "answers, entry 1: text is missing",
    ] {
        assert!(said.contains(fault), "{said}");
    }
}

#[test]
fn a_script_that_is_not_there_is_named() {
    let run = Command::new(env!("CARGO_BIN_EXE_frontdesk-simulator"))
        .args(["--script", "/nowhere/robot.toml"])
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2));
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(said.contains("/nowhere/robot.toml"), "{said}");
}

#[test]
fn a_small_script_is_enough() {
    let run = run("small", "name = 'R'\ngreeting = 'Hi'\nunknown = '?'\n");
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(said.contains("listens on this machine only"), "{said}");
}
