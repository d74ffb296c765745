//! Conversations.

use std::time::{Duration, Instant};

use frontdesk_simulator::{Config, DeskConfig, Phase, Quirks, Scenario};
use serde_json::{Value, json};

use super::{ends, fast, says, until, until_it_is_over, with};
use crate::desk::{Desk, quick};

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
