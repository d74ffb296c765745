//! The header: who is there, and the ways out.

use frontdesk_conversation::{EndReason, Phase};
use leptos::prelude::Set;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{Stage, settled};

#[wasm_bindgen_test]
async fn the_status_says_how_the_visit_stands() {
    let stage = Stage::new().await;
    for (phase, status) in [
        (Phase::Connecting, "Connecting…"),
        (Phase::Robot, "Automatic answers, at once"),
        (Phase::Queued, "Waiting for a person"),
        (Phase::Agent, "You are talking to a person"),
        (Phase::Surveying, "Conversation ended"),
        (Phase::Ended(EndReason::ByAgent), "Conversation ended"),
    ] {
        stage.show(phase).await;
        assert_eq!(stage.text(".header .status"), status);
    }
}

#[wasm_bindgen_test]
async fn the_title_is_the_agents_name_while_one_is_there() {
    let stage = Stage::new().await;
    stage.shown.agent.set(Some("Ada".to_owned()));
    stage.show(Phase::Robot).await;
    assert_eq!(stage.text(".header .title"), "Chat with us");
    stage.show(Phase::Agent).await;
    assert_eq!(stage.text(".header .title"), "Ada");
    let panel = stage.the(".panel");
    assert_eq!(panel.get_attribute("aria-label").as_deref(), Some("Ada"));
    stage.shown.agent.set(None);
    settled().await;
    assert_eq!(stage.text(".header .title"), "Chat with us");
}

#[wasm_bindgen_test]
async fn a_company_names_its_chat_and_gives_it_a_picture_and_a_greeting() {
    let stage = Stage::with(&[
        ("title", "Veloro <b>help</b>"),
        ("avatar", "data:image/gif;base64,R0lGODlhAQABAAAAACw="),
        ("greeting", "How can we help?"),
    ])
    .await;
    stage.show(Phase::Robot).await;
    assert_eq!(stage.text(".header .title"), "Veloro <b>help</b>");
    let picture = stage.the(".portrait img");
    assert_eq!(picture.get_attribute("alt").as_deref(), Some(""));
    assert_eq!(stage.text(".transcript .greeting"), "How can we help?");
}

#[wasm_bindgen_test]
async fn a_conversation_can_be_ended_only_while_there_is_one() {
    let stage = Stage::new().await;
    for (phase, can_end) in [
        (Phase::Connecting, false),
        (Phase::Robot, true),
        (Phase::Queued, true),
        (Phase::Agent, true),
        (Phase::Surveying, false),
        (Phase::Ended(EndReason::TimedOut), false),
    ] {
        stage.show(phase.clone()).await;
        let button = stage.button("End conversation");
        assert_eq!(button.is_some(), can_end, "{phase:?}");
    }
}

#[wasm_bindgen_test]
async fn only_the_robot_offers_a_person() {
    let stage = Stage::new().await;
    for phase in [
        Phase::Connecting,
        Phase::Robot,
        Phase::Queued,
        Phase::Agent,
        Phase::Surveying,
        Phase::Ended(EndReason::ByVisitor),
    ] {
        let offers = phase == Phase::Robot;
        stage.show(phase.clone()).await;
        let button = stage.button("Talk to a person");
        assert_eq!(button.is_some(), offers, "{phase:?}");
    }
}
