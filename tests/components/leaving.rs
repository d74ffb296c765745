//! The question before a conversation is ended.

use frontdesk_conversation::Phase;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{Stage, next_frame};

#[wasm_bindgen_test]
async fn ending_asks_first_and_keeping_on_takes_the_question_away() {
    let stage = Stage::new().await;
    stage.show(Phase::Agent).await;
    assert!(stage.find(".leave").is_none());
    stage.press("End conversation").await;
    let question = stage.the(".leave[role=alertdialog]");
    assert_eq!(
        question.get_attribute("aria-label").as_deref(),
        Some("End this conversation?")
    );
    next_frame().await;
    let focused = stage.focused().unwrap();
    assert_eq!(focused.text_content().as_deref(), Some("End it"));
    stage.press("Keep talking").await;
    assert!(stage.find(".leave").is_none());
}

#[wasm_bindgen_test]
async fn escape_answers_the_question_before_it_closes_the_panel() {
    let stage = Stage::new().await;
    stage.show(Phase::Agent).await;
    stage.press("End conversation").await;
    stage.key(".leave", &[("key", "Escape".into())]).await;
    assert!(stage.find(".leave").is_none());
    assert!(!stage.the(".panel").has_attribute("hidden"));
    stage.key(".panel", &[("key", "Escape".into())]).await;
    assert!(stage.the(".panel").has_attribute("hidden"));
}

#[wasm_bindgen_test]
async fn the_question_goes_away_with_the_conversation() {
    let stage = Stage::new().await;
    stage.show(Phase::Agent).await;
    stage.press("End conversation").await;
    stage.show(Phase::Surveying).await;
    assert!(stage.find(".leave").is_none());
}

#[wasm_bindgen_test]
async fn a_question_that_was_not_answered_is_not_asked_of_the_next_conversation() {
    let stage = Stage::new().await;
    stage.show(Phase::Agent).await;
    stage.press("End conversation").await;
    stage.show(Phase::Surveying).await;
    stage.show(Phase::Robot).await;
    assert!(stage.find(".leave").is_none());
}

#[wasm_bindgen_test]
async fn escape_answers_the_question_also_where_the_panel_cannot_be_closed() {
    let stage = Stage::with(&[("floating", "false")]).await;
    stage.show(Phase::Agent).await;
    stage.press("End conversation").await;
    stage.key(".leave", &[("key", "Escape".into())]).await;
    assert!(stage.find(".leave").is_none());
    assert!(!stage.the(".panel").has_attribute("hidden"));
}
