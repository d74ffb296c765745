//! What keeps the visit from going on.

use frontdesk_conversation::{EndReason, Phase, Trouble};
use leptos::prelude::Set;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::page::{Proxy, Shadowed, TAKEN};
use crate::support::{Stage, settled, until};

#[wasm_bindgen_test]
async fn each_trouble_has_its_sentence_and_a_way_to_try_again() {
    let stage = Stage::new().await;
    stage.show(Phase::Agent).await;
    assert!(stage.find(".notice").is_none());
    for (trouble, words) in [
        (
            Trouble::Offline,
            "You are offline. Your messages will be sent when you are back.",
        ),
        (
            Trouble::Unreachable,
            "We cannot reach our service right now. We keep trying, and your messages stay here.",
        ),
        (
            Trouble::Busy,
            "There is a lot going on right now. One moment, please.",
        ),
        (
            Trouble::NotAvailable,
            "The chat is not available on this page.",
        ),
    ] {
        stage.shown.trouble.set(Some(trouble));
        settled().await;
        assert_eq!(stage.text(".notices[role=status] .notice p"), words);
        assert!(stage.button("Try now").is_some());
    }
    stage.show(Phase::Ended(EndReason::ByAgent)).await;
    assert!(stage.find(".notice").is_none(), "nothing is to go on");
}

#[wasm_bindgen_test]
async fn where_nobody_answers_the_visitor_is_told_and_what_was_typed_stays() {
    let _line = Shadowed::on_line(true);
    let stage = Stage::new().await;
    stage.open().await;
    stage.write("half a sen").await;
    until("a notice", || stage.find(".notice").is_some()).await;
    assert!(
        stage
            .text(".notice")
            .starts_with("We cannot reach our service right now.")
    );
    assert_eq!(stage.composer().value(), "half a sen");
    stage
        .key(".composer textarea", &[("key", "Enter".into())])
        .await;
    assert_eq!(stage.text(".from-visitor .bubble"), "half a sen");
    assert!(stage.text(".from-visitor .delivery").ends_with("Sending…"));
    stage.press("Try now").await;
    until("a notice again", || stage.find(".notice").is_some()).await;
    assert_eq!(stage.all(".line").len(), 1);
}

#[wasm_bindgen_test]
async fn a_visitor_without_a_network_is_told_so() {
    let _line = Shadowed::on_line(false);
    let stage = Stage::new().await;
    stage.open().await;
    until("a notice", || stage.find(".notice").is_some()).await;
    assert!(stage.text(".notice").starts_with("You are offline."));
}

#[wasm_bindgen_test]
async fn whatever_a_pages_own_fetch_rejects_with_the_visitor_can_try_again() {
    let _line = Shadowed::on_line(true);
    let proxy = Proxy::new();
    let stage = Stage::new().await;
    for error in [
        JsValue::from_str("blocked"),
        JsValue::NULL,
        JsValue::UNDEFINED,
    ] {
        proxy.fail("applyToken", &error);
        stage.open().await;
        until("a notice", || stage.find(".notice").is_some()).await;
        stage.press("Try now").await;
        assert!(stage.find(".notice").is_none());
    }
    proxy.give("applyToken", r#"{"resultCode": "0", "token": "seal-1"}"#);
    proxy.give("send", TAKEN);
    until("the robot", || stage.button("Talk to a person").is_some()).await;
}
