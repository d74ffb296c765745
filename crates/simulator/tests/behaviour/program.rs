//! The program, and starting in general.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use frontdesk_simulator::{Config, Quirk, Scenario, StartError, start};

const PROGRAM: &str = env!("CARGO_BIN_EXE_frontdesk-simulator");

#[test]
fn it_refuses_to_be_reachable_from_other_machines() {
    let run = Command::new(PROGRAM)
        .args(["--listen", "0.0.0.0:0"])
        .env("RUST_LOG", "off")
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2));
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(said.contains("listens on this machine only"), "{said}");
}

#[test]
fn it_says_where_it_listens_and_where_the_console_is() {
    let mut run = Command::new(PROGRAM)
        .args(["--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(run.stdout.take().unwrap()).lines();
    let said: Vec<String> = lines.take(2).map(Result::unwrap).collect();
    run.kill().unwrap();
    run.wait().unwrap();
    assert!(
        said[0].contains("stand-in") && said[0].contains("http://127.0.0.1:"),
        "{said:?}"
    );
    assert!(said[1].ends_with("/console"), "{said:?}");
}

#[test]
fn a_wrong_option_of_the_weather_is_named() {
    for (args, named) in [
        (["--faults", "up.fog=0.1"].as_slice(), "fog"),
        (&["--quirks", "noise"], "noise"),
        (&["--down-listen", "127.0.0.1:0"], "--down-to"),
        (
            &[
                "--down-listen",
                "127.0.0.1:0",
                "--down-to",
                "https://127.0.0.1:1",
            ],
            "https://127.0.0.1:1",
        ),
    ] {
        let run = Command::new(PROGRAM)
            .args(["--listen", "127.0.0.1:0"])
            .args(args)
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(said.contains(named), "{said}");
    }
}

fn refusal(args: &[&str]) -> String {
    let run = Command::new(PROGRAM)
        .args(["--listen", "127.0.0.1:0"])
        .args(args)
        .env("RUST_LOG", "off")
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2), "{args:?}");
    String::from_utf8_lossy(&run.stderr).into_owned()
}

#[test]
fn what_makes_no_sense_is_refused_and_named_whatever_is_logged() {
    let crowd: Vec<String> = (0..51).map(|number| format!("Agent {number}")).collect();
    let crowd = crowd.join(",");
    for (args, named) in [
        (["--faults", "down.cut=0.1"], "--down-listen"),
        (["--faults", "0.1,down=0.2"], "--faults"),
        (["--max-visitors", "0"], "--max-visitors"),
        (["--max-pending", "0"], "--max-pending"),
        (["--agents", &crowd], "--agents names 51"),
        (["--agents", "Ada,Bruno, Ada"], "Ada twice"),
        (["--agents", ""], "--agents"),
        (["--app-key", ""], "--app-key"),
        (["--app-secret", " "], "--app-secret"),
        (["--channel", ""], "--channel"),
        (["--quirks", "none,all"], "none stands alone"),
    ] {
        let said = refusal(&args);
        assert!(said.contains(named), "{args:?}: {said}");
    }
}

#[test]
fn help_explains_every_flag() {
    let run = Command::new(PROGRAM).arg("--help").output().unwrap();
    let help = String::from_utf8(run.stdout).unwrap();
    for flag in [
        "--listen",
        "--app-key",
        "--app-secret",
        "--channel",
        "--bearer-life",
        "--token-life",
        "--poll-hold-ms",
        "--phantoms",
        "--phantom-seconds",
        "--session-timeout",
        "--max-visitors",
        "--max-pending",
        "--script",
        "--survey",
        "--survey-questions",
        "--calls",
        "--without-web-rtc",
        "--call-wait-ms",
        "--max-file-bytes",
        "--max-store-bytes",
        "--trusted-redirect",
        "--agents",
        "--agent-capacity",
        "--queue-limit",
        "--queue-timeout",
        "--ring-timeout",
        "--asynchronous",
        "--scenario",
        "--scenario-speed",
        "--quirks",
        "--faults",
        "--seed",
        "--longest-delay-ms",
        "--down-listen",
        "--down-to",
    ] {
        assert!(help.contains(flag), "{flag}");
    }
}

#[test]
fn help_names_every_scenario_and_says_what_it_does() {
    let run = Command::new(PROGRAM).arg("--help").output().unwrap();
    let help = String::from_utf8(run.stdout).unwrap();
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for scenario in Scenario::ALL {
        let line = format!("{}: {}", scenario.name(), scenario.does());
        assert!(words(&help).contains(&words(&line)), "{line}");
    }
}

#[test]
fn a_name_that_cannot_be_and_a_scenario_that_is_not_there_are_refused() {
    for (flag, value) in [("--agents", "Ada,,Chen"), ("--scenario", "chaos")] {
        let run = Command::new(PROGRAM).args([flag, value]).output().unwrap();
        assert_eq!(run.status.code(), Some(2), "{flag}");
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(said.contains(flag), "{said}");
    }
}

#[test]
fn help_lists_every_quirk_and_marks_those_of_the_documents() {
    let run = Command::new(PROGRAM).arg("--help").output().unwrap();
    let help = String::from_utf8(run.stdout).unwrap();
    for quirk in Quirk::ALL {
        let name = format!("{}: ", quirk.name());
        let line = help
            .lines()
            .find(|line| line.trim_start_matches([' ', '*']).starts_with(&name));
        assert_eq!(
            line.unwrap().contains('*'),
            quirk.is_of_documents(),
            "{name}"
        );
    }
}

#[tokio::test]
async fn the_library_refuses_other_addresses_too() {
    let config = Config {
        listen: "192.0.2.1:0".parse().unwrap(),
        ..Config::default()
    };
    assert!(matches!(
        start(config).await,
        Err(StartError::NotLoopback(_))
    ));
}

#[tokio::test]
async fn a_taken_address_is_named_in_the_error() {
    let first = start(Config::default()).await.unwrap();
    let error = start(Config {
        listen: first.addr,
        ..Config::default()
    })
    .await
    .err()
    .unwrap();
    assert!(error.to_string().contains(&first.addr.to_string()));
}
