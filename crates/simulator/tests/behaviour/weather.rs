//! Bad weather for the tests.

use std::time::Duration;

use frontdesk_simulator::{Config, FaultSpec, Leg, WeatherConfig};

use crate::desk::{Desk, Visitor, quick};

/// A simulator whose dice have a seed and whose delays are short.
pub(crate) async fn desk() -> Desk {
    Desk::with(Config {
        weather: WeatherConfig {
            seed: Some(1),
            longest_delay: Duration::from_millis(120),
            ..WeatherConfig::default()
        },
        ..quick()
    })
    .await
}

pub(crate) fn spec(text: &str) -> FaultSpec {
    FaultSpec::parse(text).unwrap()
}

pub(crate) fn set(desk: &Desk, text: &str) {
    desk.running.world().set_faults(spec(text), None);
}

pub(crate) fn done(desk: &Desk, name: &str) -> u64 {
    desk.running.world().faults_done().of(Leg::Up, name)
}

/// The visitor's "prices", however it ends.
pub(crate) async fn said(visitor: &Visitor) -> reqwest::Result<reqwest::Response> {
    visitor
        .post("/send", &visitor.message("CHAT", "prices"))
        .send()
        .await
}
