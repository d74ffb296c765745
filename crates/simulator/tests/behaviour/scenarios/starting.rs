//! Starting and stopping, by the command line, the console and the handle.

use frontdesk_simulator::{DeskConfig, Mode, Scenario};
use serde_json::{Value, json};

use super::{ends, fast, until, with};
use crate::console_calls::{did, refused, state};
use crate::desk::{Desk, with_desk};

#[tokio::test]
async fn a_scenario_of_the_command_line_runs_with_everybody_who_connects() {
    let desk = Desk::with(with_desk(DeskConfig {
        scenario: Some(Scenario::HangUp),
        scenario_speed: 30,
        ..DeskConfig::default()
    }))
    .await;
    for user in ["ann", "bob"] {
        let visitor = desk.visitor(user).await;
        visitor.say("CONNECT", "").await;
        until(&visitor, ends).await;
        visitor.say("CONNECT", "").await;
        until(&visitor, ends).await;
    }
}

#[tokio::test]
async fn the_console_starts_shows_and_stops_scenarios() {
    let desk = fast(1).await;
    desk.guest("ann").await;
    did(
        &desk,
        "scenario",
        json!({ "name": "queue-full", "user": "ann" }),
    )
    .await;
    did(&desk, "scenario", json!({ "name": "closed" })).await;
    let shown = state(&desk, "").await;
    assert_eq!(
        shown["scenarios"].as_array().unwrap().len(),
        Scenario::ALL.len()
    );
    assert_eq!(shown["scenario"]["next"], "closed");
    let running = json!([{ "name": "queue-full", "user": "ann" }]);
    assert_eq!(shown["scenario"]["running"], running);
    assert_eq!(shown["mode"], "not-working");
    assert_eq!(shown["desk"]["queueLimit"], 0);

    did(
        &desk,
        "scenario",
        json!({ "name": "handover", "user": "ann" }),
    )
    .await;
    let shown = state(&desk, "").await;
    assert_eq!(shown["scenario"]["running"][0]["name"], "handover");
    assert_eq!(shown["desk"]["queueLimit"], Value::Null);
    assert_eq!(
        did(&desk, "scenario", json!({ "name": "stop" })).await["done"],
        true
    );
    assert_eq!(
        did(&desk, "scenario", json!({ "name": "stop" })).await["done"],
        false
    );
    assert_eq!(state(&desk, "").await["mode"], "normal");

    let why = refused(&desk, "scenario", json!({ "name": "chaos" })).await;
    assert!(why.contains("handover"), "{why}");
    refused(
        &desk,
        "scenario",
        json!({ "name": "handover", "user": "nobody" }),
    )
    .await;
    desk.visitor("bob").await;
    refused(
        &desk,
        "scenario",
        json!({ "name": "handover", "user": "bob" }),
    )
    .await;
}

#[tokio::test]
async fn a_mode_that_somebody_sets_wins_over_a_scenarios() {
    let desk = fast(1).await;
    let world = desk.running.world();
    world.start_scenario(Scenario::Closed, None).unwrap();
    world.set_mode(Mode::Normal);
    assert_eq!(desk.visitor("ann").await.say("CONNECT", "").await, "0");
}

#[tokio::test]
async fn a_new_session_begins_without_what_ran_in_the_last() {
    let desk = fast(1).await;
    let visitor = with(&desk, Scenario::Handover).await;
    assert_eq!(desk.running.world().scenarios().len(), 1);
    visitor.say("DISCONNECT", "").await;
    visitor.say("CONNECT", "").await;
    assert!(desk.running.world().scenarios().is_empty());
}
