//! The survey.

use frontdesk_conversation::{Phase, Rating};
use leptos::prelude::Set;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlButtonElement, HtmlTextAreaElement};

use crate::support::{Stage, settled};

async fn asked() -> Stage {
    let stage = Stage::new().await;
    stage.show(Phase::Surveying).await;
    stage
}

fn send(stage: &Stage) -> HtmlButtonElement {
    stage.the(".survey .primary").unchecked_into()
}

#[wasm_bindgen_test]
async fn a_rating_is_one_of_five_radio_buttons_with_names() {
    let stage = asked().await;
    assert!(stage.find(".composer").is_none());
    let names = ["Very poor", "Poor", "All right", "Good", "Very good"];
    let stars = stage.stars();
    assert_eq!(stars.len(), names.len());
    for (star, name) in stars.iter().zip(names) {
        assert_eq!(star.get_attribute("aria-label").as_deref(), Some(name));
        assert_eq!(star.name(), "evaluation");
        assert!(!star.checked());
    }
    let values: Vec<_> = stars.iter().map(web_sys::HtmlInputElement::value).collect();
    assert_eq!(values, ["1", "2", "3", "4", "5"]);
}

#[wasm_bindgen_test]
async fn nothing_is_sent_before_a_rating_is_chosen() {
    let stage = asked().await;
    assert!(send(&stage).disabled());
    stage.stars()[3].click();
    settled().await;
    assert!(!send(&stage).disabled());
    assert_eq!(stage.text(".survey .level"), "Good");
    assert_eq!(stage.all(".star.lit").len(), 4);
    stage.stars()[0].click();
    settled().await;
    assert_eq!(stage.all(".star.lit").len(), 1);
}

#[wasm_bindgen_test]
async fn a_comment_stays_below_what_the_api_takes() {
    let stage = asked().await;
    let comment: HtmlTextAreaElement = stage.the(".survey textarea").unchecked_into();
    assert_eq!(comment.max_length(), 511);
    assert_eq!(
        comment.get_attribute("aria-label").as_deref(),
        Some("Anything to add? (optional)")
    );
}

#[wasm_bindgen_test]
async fn while_it_is_saved_it_cannot_be_sent_again() {
    let stage = asked().await;
    stage.stars()[4].click();
    stage.shown.rating.set(Rating::Saving);
    settled().await;
    assert!(send(&stage).disabled());
    assert_eq!(stage.text(".survey .primary"), "Sending…");
    assert!(stage.find(".survey .failed").is_none());
}

#[wasm_bindgen_test]
async fn what_could_not_be_saved_is_said_and_the_choice_is_kept() {
    let stage = asked().await;
    stage.stars()[4].click();
    stage.shown.rating.set(Rating::Saving);
    settled().await;
    stage.shown.rating.set(Rating::Failed);
    settled().await;
    assert_eq!(
        stage.text(".survey .failed[role=alert]"),
        "Your rating could not be saved. Please try again."
    );
    assert!(stage.stars()[4].checked());
    assert!(!send(&stage).disabled());
    assert_eq!(stage.text(".survey .primary"), "Send rating");
}
