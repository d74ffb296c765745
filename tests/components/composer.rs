//! The composer, with a conversation behind it that waits for its connection.

use frontdesk_conversation::{EndReason, Phase};
use leptos::prelude::{GetUntracked, Set};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlButtonElement;

use crate::support::page::Proxy;
use crate::support::{Stage, settled};

const FIELD: &str = ".composer textarea";

fn send(stage: &Stage) -> HtmlButtonElement {
    stage.the(".composer .send").unchecked_into()
}

fn enter() -> (&'static str, JsValue) {
    ("key", "Enter".into())
}

#[wasm_bindgen_test]
async fn enter_sends_what_was_typed_and_empties_the_field() {
    let _proxy = Proxy::new();
    let stage = Stage::new().await;
    stage.open().await;
    stage.write("  Are you there? ").await;
    assert!(!stage.key(FIELD, &[enter()]).await, "no new line is made");
    assert_eq!(stage.texts(".from-visitor .bubble"), ["Are you there?"]);
    assert_eq!(stage.composer().value(), "");
    assert!(send(&stage).disabled());
}

#[wasm_bindgen_test]
async fn the_button_sends_too() {
    let _proxy = Proxy::new();
    let stage = Stage::new().await;
    stage.open().await;
    stage.write("Hi").await;
    stage.press("Send").await;
    assert_eq!(stage.texts(".from-visitor .bubble"), ["Hi"]);
}

#[wasm_bindgen_test]
async fn shift_and_enter_makes_a_new_line() {
    let _proxy = Proxy::new();
    let stage = Stage::new().await;
    stage.open().await;
    stage.write("One").await;
    assert!(
        stage
            .key(FIELD, &[enter(), ("shiftKey", true.into())])
            .await
    );
    assert!(stage.find(".line").is_none());
    stage.write("One\nTwo").await;
    stage.key(FIELD, &[enter()]).await;
    assert_eq!(stage.texts(".from-visitor .bubble"), ["One\nTwo"]);
}

#[wasm_bindgen_test]
async fn enter_that_chooses_a_character_does_not_send() {
    let _proxy = Proxy::new();
    let stage = Stage::new().await;
    stage.open().await;
    stage.write("ni hao").await;
    assert!(
        stage
            .key(FIELD, &[enter(), ("isComposing", true.into())])
            .await
    );
    assert!(stage.key(FIELD, &[enter(), ("keyCode", 229.into())]).await);
    assert!(stage.find(".line").is_none());
    assert_eq!(stage.composer().value(), "ni hao");
}

#[wasm_bindgen_test]
async fn what_is_blank_cannot_be_sent() {
    let _proxy = Proxy::new();
    let stage = Stage::new().await;
    stage.open().await;
    for blank in ["", "   ", " \n\t ", "\u{3000}"] {
        stage.write(blank).await;
        assert!(send(&stage).disabled());
        stage.key(FIELD, &[enter()]).await;
        assert!(stage.find(".line").is_none());
    }
    stage.write("x").await;
    assert!(!send(&stage).disabled());
}

#[wasm_bindgen_test]
async fn the_room_that_is_left_is_counted_in_bytes() {
    let stage = Stage::new().await;
    stage.show(Phase::Agent).await;
    stage.write(&"a".repeat(900)).await;
    assert!(stage.find(".counter").is_none());
    stage.write(&"a".repeat(901)).await;
    assert_eq!(stage.text(".counter"), "99 bytes left");
    // Three bytes each.
    stage.write(&"您".repeat(333)).await;
    assert_eq!(stage.text(".counter"), "1 byte left");
    // Four, and two units of UTF-16.
    stage.write(&"🚲".repeat(250)).await;
    assert_eq!(stage.text(".counter"), "0 bytes left");
    assert!(!send(&stage).disabled());
}

#[wasm_bindgen_test]
async fn what_is_too_long_is_refused_and_stays() {
    let _proxy = Proxy::new();
    let stage = Stage::new().await;
    stage.open().await;
    let text = "您".repeat(334);
    stage.write(&text).await;
    assert_eq!(stage.text(".counter.over"), "Too long by 2 bytes");
    assert_eq!(
        stage.the(FIELD).get_attribute("aria-invalid").as_deref(),
        Some("true")
    );
    assert!(send(&stage).disabled());
    stage.key(FIELD, &[enter()]).await;
    assert!(stage.find(".line").is_none());
    assert_eq!(stage.composer().value(), text);
    stage.shown.text_limit.set(2000);
    settled().await;
    assert!(stage.find(".counter").is_none());
    assert_eq!(stage.the(FIELD).get_attribute("aria-invalid"), None);
}

#[wasm_bindgen_test]
async fn a_draft_outlives_the_composer_and_what_was_sent_is_none() {
    let stage = Stage::new().await;
    stage.show(Phase::Agent).await;
    stage.write("half a sen").await;
    stage.show(Phase::Ended(EndReason::TimedOut)).await;
    assert!(stage.find(FIELD).is_none());
    stage.show(Phase::Connecting).await;
    assert_eq!(stage.composer().value(), "half a sen");
    assert!(!send(&stage).disabled());
    stage.key(FIELD, &[enter()]).await;
    assert_eq!(stage.client.draft(), "");
}

#[wasm_bindgen_test]
async fn the_field_is_kept_from_phase_to_phase() {
    let stage = Stage::new().await;
    stage.show(Phase::Connecting).await;
    let field = stage.the(FIELD);
    for phase in [Phase::Robot, Phase::Queued, Phase::Agent] {
        stage.show(phase).await;
        assert_eq!(stage.the(FIELD), field);
    }
    assert!(stage.shown.open.get_untracked());
}
