//! Scenarios, in less time than people would take.

mod starting;
mod talks;
mod troubles;

use std::time::{Duration, Instant};

use frontdesk_simulator::{DeskConfig, Scenario};
use serde_json::Value;

use crate::desk::{Desk, Visitor, with_desk};

/// A desk where scenarios run many times as fast.
pub(crate) async fn fast(speed: u32) -> Desk {
    Desk::with(with_desk(DeskConfig {
        scenario_speed: speed,
        ..DeskConfig::default()
    }))
    .await
}

/// A visitor with whom a scenario runs from the connect on.
pub(crate) async fn with(desk: &Desk, scenario: Scenario) -> Visitor {
    desk.running.world().start_scenario(scenario, None).unwrap();
    let visitor = desk.visitor("ann").await;
    assert_eq!(visitor.say("CONNECT", "").await, "0");
    visitor
}

/// What comes down until something does for which this is true.
pub(crate) async fn until(visitor: &Visitor, last: impl Fn(&Value) -> bool) -> Vec<Value> {
    let started = Instant::now();
    let mut all = Vec::new();
    while !all.iter().any(&last) {
        assert!(started.elapsed() < Duration::from_secs(8), "only {all:#?}");
        all.extend(visitor.poll_with_receipts().await);
    }
    all
}

pub(crate) fn says(words: &str) -> impl Fn(&Value) -> bool + '_ {
    move |message| {
        let content = message["content"].as_str();
        content.is_some_and(|content| content.contains(words))
    }
}

pub(crate) fn ends(message: &Value) -> bool {
    message["controlType"] == "DISCONNECT"
}

pub(crate) async fn until_it_is_over(desk: &Desk) {
    let started = Instant::now();
    while !desk.running.world().scenarios().is_empty() {
        assert!(started.elapsed() < Duration::from_secs(8));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
