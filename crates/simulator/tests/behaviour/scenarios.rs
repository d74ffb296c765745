//! Scenarios, in less time than people would take.

use std::time::{Duration, Instant};

use frontdesk_simulator::{Config, DeskConfig, Mode, Phase, Quirks, Scenario};
use serde_json::{Value, json};

use crate::desk::{Desk, Visitor, did, quick, refused, state, with_desk};

/// A desk where scenarios run many times as fast.
async fn fast(speed: u32) -> Desk {
    Desk::with(with_desk(DeskConfig {
        scenario_speed: speed,
        ..DeskConfig::default()
    }))
    .await
}

/// A visitor with whom a scenario runs from the connect on.
async fn with(desk: &Desk, scenario: Scenario) -> Visitor {
    desk.running.world().start_scenario(scenario, None).unwrap();
    let visitor = desk.visitor("ann").await;
    assert_eq!(visitor.say("CONNECT", "").await, "0");
    visitor
}

/// What comes down until something does for which this is true.
async fn until(visitor: &Visitor, last: impl Fn(&Value) -> bool) -> Vec<Value> {
    let started = Instant::now();
    let mut all = Vec::new();
    while !all.iter().any(&last) {
        assert!(started.elapsed() < Duration::from_secs(8), "only {all:#?}");
        all.extend(visitor.poll_with_receipts().await);
    }
    all
}

fn says(words: &str) -> impl Fn(&Value) -> bool + '_ {
    move |message| {
        let content = message["content"].as_str();
        content.is_some_and(|content| content.contains(words))
    }
}

fn ends(message: &Value) -> bool {
    message["controlType"] == "DISCONNECT"
}

async fn until_it_is_over(desk: &Desk) {
    let started = Instant::now();
    while !desk.running.world().scenarios().is_empty() {
        assert!(started.elapsed() < Duration::from_secs(8));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn in_the_greeting_only_the_robot_speaks() {
    let desk = fast(30).await;
    let visitor = with(&desk, Scenario::Greeting).await;
    let messages = until(&visitor, says("By the way")).await;
    assert!(messages.iter().all(|line| line["sourceType"] == "ROBOT"));
    until_it_is_over(&desk).await;
}

#[tokio::test]
async fn a_handover_goes_from_the_request_to_the_goodbye() {
    let desk = fast(30).await;
    let visitor = with(&desk, Scenario::Handover).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(desk.running.world().phase("ann"), Some(Phase::Robot));
    visitor.say("TRANS2AGENT", "").await;
    until(&visitor, says("How can I help")).await;
    visitor.say("CHAT", "Is my bicycle ready?").await;
    let messages = until(&visitor, ends).await;
    assert!(messages.iter().any(says("ready on Friday")));
    assert!(messages.iter().any(says("tell us how it was")));
    assert_eq!(messages.last().unwrap()["sourceType"], "AGENT");
}

#[tokio::test]
async fn busy_is_a_line_of_six_that_moves_until_a_person_accepts() {
    let desk = fast(60).await;
    let visitor = with(&desk, Scenario::Busy).await;
    visitor.say("TRANS2AGENT", "").await;
    assert_eq!(visitor.queue().await["position"], 7);
    until(&visitor, says("sorry that you had to wait")).await;
}

#[tokio::test]
async fn a_full_queue_is_full_for_a_while() {
    let desk = fast(60).await;
    let visitor = with(&desk, Scenario::QueueFull).await;
    assert_eq!(visitor.say("TRANS2AGENT", "").await, "160018");
    until_it_is_over(&desk).await;
    assert_eq!(visitor.say("TRANS2AGENT", "").await, "0");
}

#[tokio::test]
async fn a_queue_time_out_ends_the_wait() {
    let desk = fast(60).await;
    let visitor = with(&desk, Scenario::QueueTimeout).await;
    visitor.say("TRANS2AGENT", "").await;
    let messages = until(&visitor, ends).await;
    assert_eq!(messages.last().unwrap()["causeId"], "164004");
    until_it_is_over(&desk).await;
    assert_eq!(state(&desk, "").await["desk"]["queueTimeout"], Value::Null);
}

#[tokio::test]
async fn an_agent_who_does_not_answer_at_first_does_so_later() {
    let desk = fast(10).await;
    let visitor = with(&desk, Scenario::NoAnswer).await;
    visitor.say("TRANS2AGENT", "").await;
    until(&visitor, says("does not answer")).await;
    assert_eq!(visitor.queue().await["resultCode"], "160024");
    until(&visitor, says("my phone was too far away")).await;
}

#[tokio::test]
async fn the_agent_hangs_up_in_the_middle() {
    let desk = fast(30).await;
    let visitor = with(&desk, Scenario::HangUp).await;
    let messages = until(&visitor, ends).await;
    assert_eq!(messages.last().unwrap()["sourceType"], "AGENT");
    assert!(messages.iter().any(says("One moment")));
}

#[tokio::test]
async fn the_system_ends_the_session() {
    let desk = fast(30).await;
    let visitor = with(&desk, Scenario::SessionTimeout).await;
    let messages = until(&visitor, ends).await;
    let goodbye = messages.last().unwrap();
    assert_eq!(goodbye["sourceType"], "SYSTEM");
    assert_ne!(goodbye["isOfflineStatus"], true);
}

#[tokio::test]
async fn an_offline_message_is_answered_later() {
    let desk = fast(30).await;
    let visitor = with(&desk, Scenario::Offline).await;
    let messages = until(&visitor, ends).await;
    assert_eq!(messages.last().unwrap()["isOfflineStatus"], true);
    assert_eq!(visitor.say("CHAT", "Yes, I am").await, "0");
    until(&visitor, says("I have read your message")).await;
    until_it_is_over(&desk).await;
    assert_eq!(state(&desk, "").await["desk"]["asynchronous"], false);
}

#[tokio::test]
async fn closed_refuses_the_next_who_connects_and_opens_again() {
    let desk = fast(60).await;
    let world = desk.running.world();
    world.start_scenario(Scenario::Closed, None).unwrap();
    assert_eq!(world.mode(), Mode::NotWorking);
    let visitor = desk.visitor("ann").await;
    assert_eq!(visitor.say("CONNECT", "").await, "12");
    assert_eq!(visitor.say("CONNECT", "").await, "12");
    until_it_is_over(&desk).await;
    assert_eq!(world.mode(), Mode::Normal);
    assert_eq!(visitor.say("CONNECT", "").await, "0");
}

#[tokio::test]
async fn no_agents_refuses_a_transfer_until_it_is_stopped() {
    let desk = fast(1).await;
    let visitor = with(&desk, Scenario::NoAgents).await;
    assert_eq!(visitor.say("TRANS2AGENT", "").await, "13");
    assert!(desk.running.world().stop_scenario(Some("ann")));
    assert_eq!(visitor.say("TRANS2AGENT", "").await, "0");
}

#[tokio::test]
async fn every_kind_comes_once_with_what_files_are() {
    let desk = fast(30).await;
    let visitor = with(&desk, Scenario::EveryKind).await;
    let messages = until(&visitor, |line| line["mediaType"] == "LOCATION").await;
    let of_agent = messages.iter().filter(|line| line["sourceType"] == "AGENT");
    let kinds: Vec<&str> = of_agent
        .map(|line| line["mediaType"].as_str().unwrap())
        .collect();
    for kind in [
        "TEXT",
        "IMAGE",
        "AUDIO",
        "VIDEO",
        "LOCATE",
        "EMOTICONS",
        "CARD",
        "MULTICARD",
        "EMAIL",
        "WHATSAPPTEMPLATE",
        "RICHTEXT",
        "WEBCARD",
        "SMSTEMPLATE",
        "LOCATION",
        "DOCUMENT",
        "COBROWSESITE",
    ] {
        assert!(kinds.contains(&kind), "{kind}");
    }
    let image = messages
        .iter()
        .find(|line| line["mediaType"] == "IMAGE")
        .unwrap();
    assert_eq!(image["content"], "fixture-image");
    assert_eq!(image["mediaFileType"], "png");
}

#[tokio::test]
async fn receipts_come_for_what_the_visitor_writes() {
    let desk = Desk::with(Config {
        quirks: Quirks::parse("typing-down").unwrap(),
        desk: DeskConfig {
            scenario_speed: 30,
            ..DeskConfig::default()
        },
        ..quick()
    })
    .await;
    let visitor = with(&desk, Scenario::Receipts).await;
    until(&visitor, says("Write something")).await;
    let mut message = visitor.message("CHAT", "Something");
    message["messageId"] = json!("mine");
    visitor.answer("/send", &message).await;
    let messages = until(&visitor, says("I have read that.")).await;
    let kinds: Vec<&str> = messages
        .iter()
        .map(|line| line["controlType"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["READ", "INPUT", "CHAT"]);
    assert_eq!(messages[0]["content"], "mine");
}

#[tokio::test]
async fn a_message_is_taken_back_and_corrected() {
    let desk = Desk::with(Config {
        quirks: Quirks::parse("recall-down").unwrap(),
        desk: DeskConfig {
            scenario_speed: 30,
            ..DeskConfig::default()
        },
        ..quick()
    })
    .await;
    let visitor = with(&desk, Scenario::Withdraw).await;
    let messages = until(&visitor, says("690 euros")).await;
    let wrong = messages.iter().find(|line| says("69 euros")(line)).unwrap();
    let recall = messages
        .iter()
        .find(|line| line["controlType"] == "RECALL")
        .unwrap();
    assert_eq!(wrong["messageCode"], recall["messageCode"]);
}

#[tokio::test]
async fn tokens_expire_and_what_was_said_meanwhile_is_there_afterwards() {
    let desk = fast(30).await;
    let mut visitor = with(&desk, Scenario::Tokens).await;
    let (mut tenant, mut token) = (false, false);
    let started = Instant::now();
    let mut all = Vec::new();
    while !all.iter().any(says("both were renewed")) {
        assert!(started.elapsed() < Duration::from_secs(8), "only {all:#?}");
        let answer = visitor.poll_request().send().await.unwrap();
        match answer.status().as_u16() {
            403 => {
                tenant = true;
                visitor.bearer = desk.bearer().await;
            }
            401 => {
                token = true;
                visitor.apply().await;
            }
            _ => {
                let answer: Value = answer.json().await.unwrap();
                all.extend(answer["downlinkMessages"].as_array().unwrap().clone());
            }
        }
    }
    assert!(tenant && token);
    assert!(all.iter().any(says("Now your token expires")));
}

#[tokio::test]
async fn the_survey_comes_after_a_goodbye() {
    let desk = fast(30).await;
    let visitor = with(&desk, Scenario::Survey).await;
    let messages = until(&visitor, ends).await;
    assert!(messages.iter().any(says("Goodbye")));
    let rated = visitor
        .answer("/saveSatisfaction", &visitor.rating("5", ""))
        .await;
    assert_eq!(rated["returnCode"], "0");
}

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
