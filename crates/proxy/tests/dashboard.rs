//! The dashboard and the alerts in `deploy/` ask for nothing that the proxy does not count.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn every_metric_of_the_dashboard_is_counted() {
    let dashboard = deployed("grafana.json");
    serde_json::from_str::<serde_json::Value>(&dashboard).unwrap();
    assert_counted(&dashboard);
}

#[test]
fn every_metric_of_the_alerts_is_counted() {
    assert_counted(&deployed("alerts.yml"));
}

#[test]
fn every_metric_has_a_help_text_and_every_help_text_a_metric() {
    let help = fs::read_to_string(Path::new(ROOT).join("src").join(HELP)).unwrap();
    let mut counted = counted(&Path::new(ROOT).join("src"));
    counted.remove("frontdesk_audit");
    assert_eq!(names(&help).collect::<BTreeSet<_>>(), counted);
}

fn deployed(file: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join("../../deploy").join(file)).unwrap()
}

fn assert_counted(text: &str) {
    let counted = counted(&Path::new(ROOT).join("src"));
    let asked: BTreeSet<&str> = text
        .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
        .filter(|word| word.starts_with("frontdesk_"))
        .map(|word| word.strip_suffix("_bucket").unwrap_or(word))
        .collect();
    assert!(!asked.is_empty());
    for metric in asked {
        assert!(counted.contains(metric), "nothing counts {metric}");
    }
}

/// The names that stand in the sources as whole strings, but for their help texts.
fn counted(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(counted(&path));
        } else if !path.ends_with(HELP) {
            found.extend(names(&fs::read_to_string(&path).unwrap()));
        }
    }
    found
}

fn names(text: &str) -> impl Iterator<Item = String> {
    text.split('"')
        .filter(|part| part.starts_with("frontdesk_"))
        .map(str::to_owned)
}

const HELP: &str = "telemetry/help.rs";
