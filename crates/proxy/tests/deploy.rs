//! What lies in `deploy/` for administrators fits the program.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;

use support::program::{command, output, stderr};
use tempfile::TempDir;

#[test]
fn the_example_is_in_order_once_its_secrets_are_in_place() {
    let folder = folder();
    put_secrets(&folder, 0o400);
    let output = check(&folder, &example());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "", "nothing is warned of");
}

#[test]
fn without_its_secrets_nothing_else_is_wrong_with_the_example() {
    let output = check(&folder(), &example());
    let told = stderr(&output);
    let faults: Vec<&str> = told.lines().filter(|line| line.starts_with('-')).collect();
    assert_eq!(faults.len(), 2, "{told}");
    assert!(faults[0].contains("app.secret"), "{told}");
    assert!(faults[1].contains("seal.key"), "{told}");
}

#[test]
fn secrets_that_everybody_may_read_are_refused_where_the_example_has_them() {
    let folder = folder();
    put_secrets(&folder, 0o444);
    let told = stderr(&check(&folder, &example()));
    assert_eq!(told.matches("everyone can read it").count(), 2, "{told}");
}

#[test]
fn every_choice_of_the_example_can_be_taken() {
    let folder = folder();
    put_secrets(&folder, 0o400);
    let example = example();
    let choices = example.lines().filter_map(choice).count();
    assert!(choices > 15, "{choices}");
    let taken: Vec<&str> = example
        .lines()
        .map(|line| choice(line).unwrap_or(line))
        .collect();
    let output = check(&folder, &taken.join("\n"));
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn unit_and_image_name_options_that_there_are() {
    let help = String::from_utf8(output(&["--help"]).stdout).unwrap();
    let known: Vec<&str> = help.split(|c: char| !is_name(c)).collect();
    let command = deploy("frontdesk-proxy.service");
    let command = command
        .split_once("ExecStart=")
        .and_then(|(_, rest)| rest.split_once("\n\n"));
    let flags = command.unwrap().0.split_whitespace();
    let flags = flags
        .filter(|word| word.starts_with("--"))
        .map(str::to_owned);
    let image = deploy("Dockerfile");
    let variables = image.split(|c: char| !is_name(c)).filter_map(|word| {
        let name = word.strip_prefix("FRONTDESK_")?;
        Some(format!("--{}", name.to_lowercase().replace('_', "-")))
    });
    let named: Vec<String> = flags.chain(variables).collect();
    assert_eq!(named.len(), 7, "{named:?}");
    for option in &named {
        assert!(known.contains(&option.as_str()), "{option}");
    }
}

/// What stands behind a # without a space.
fn choice(line: &str) -> Option<&str> {
    line.strip_prefix('#')
        .filter(|rest| rest.starts_with(|letter: char| letter.is_ascii_lowercase()))
}

fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-_".contains(letter)
}

fn deploy(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy");
    fs::read_to_string(path.join(name)).unwrap()
}

fn example() -> String {
    deploy("frontdesk-proxy.toml")
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// With the modes that systemd gives to credentials, or others.
fn put_secrets(folder: &TempDir, mode: u32) {
    for (name, secret) in [
        ("app.secret", "s3cret"),
        ("seal.key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        ("push.key", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg"),
        ("identity.key", "0123456789abcdef0123456789abcdef"),
        ("operator.key", "0123456789abcdef0123456789abcdef"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, secret).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    }
}

/// What `--check-config` says, with the machine's folders moved into this one.
fn check(folder: &TempDir, text: &str) -> Output {
    let own = folder.path().to_str().unwrap();
    let text = text
        .replace("/etc/frontdesk", own)
        .replace("/var/lib/frontdesk", own);
    let file = folder.path().join("frontdesk-proxy.toml");
    fs::write(&file, text).unwrap();
    command(&["--check-config", "--config", file.to_str().unwrap()])
        .output()
        .unwrap()
}
