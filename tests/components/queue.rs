//! The queue card.

use frontdesk_conversation::{Phase, Place};
use leptos::prelude::Set;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{Stage, settled};

async fn place(stage: &Stage, position: Option<u32>, estimated_wait: Option<u32>) {
    stage.shown.place.set(Place {
        position,
        estimated_wait,
    });
    settled().await;
}

#[wasm_bindgen_test]
async fn the_card_is_there_only_while_the_visitor_waits() {
    let stage = Stage::new().await;
    stage.show(Phase::Robot).await;
    assert!(stage.find(".queue").is_none());
    stage.show(Phase::Queued).await;
    assert_eq!(stage.text(".queue .headline"), "Asking for a person…");
    assert!(stage.find(".queue .wait").is_none());
    stage.show(Phase::Agent).await;
    assert!(stage.find(".queue").is_none());
}

#[wasm_bindgen_test]
async fn the_card_has_the_place_and_the_wait_in_minutes() {
    let stage = Stage::new().await;
    stage.show(Phase::Queued).await;
    place(&stage, Some(1234), Some(121)).await;
    assert_eq!(
        stage.text(".queue .headline"),
        "Your place in the queue 1,234"
    );
    assert_eq!(stage.text(".queue .wait"), "About 3 minutes to wait");
    place(&stage, Some(2), Some(60)).await;
    assert_eq!(stage.text(".queue .wait"), "About 1 minute to wait");
    place(&stage, Some(2), Some(0)).await;
    assert_eq!(stage.text(".queue .wait"), "About 1 minute to wait");
}

#[wasm_bindgen_test]
async fn the_first_in_line_is_told_so() {
    let stage = Stage::new().await;
    stage.show(Phase::Queued).await;
    place(&stage, Some(1), None).await;
    assert!(stage.text(".queue .headline").starts_with("You are next"));
    assert!(stage.find(".queue .wait").is_none());
}

#[wasm_bindgen_test]
async fn each_new_place_is_read_out_in_the_card_that_is_there() {
    let stage = Stage::new().await;
    stage.show(Phase::Queued).await;
    let card = stage.the(".queue");
    assert_eq!(card.get_attribute("role").as_deref(), Some("status"));
    assert_eq!(card.get_attribute("aria-atomic").as_deref(), Some("true"));
    place(&stage, Some(3), Some(300)).await;
    place(&stage, Some(2), Some(200)).await;
    assert_eq!(stage.the(".queue"), card);
    assert_eq!(stage.text(".queue .position"), "2");
}
