//! A message for when nobody is there.

use frontdesk_conversation::{EndReason, Phase};
use leptos::prelude::Set;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlButtonElement, HtmlInputElement, HtmlTextAreaElement};

use crate::support::page::{Proxy, type_into};
use crate::support::{Stage, settled, until};

fn send(stage: &Stage) -> HtmlButtonElement {
    stage.the(".leave-message .primary").unchecked_into()
}

fn write(stage: &Stage, phone: &str, text: &str) {
    let field: HtmlInputElement = stage.the(".leave-message input").unchecked_into();
    field.set_value(phone);
    field.dispatch_event(&Event::new("input").unwrap()).unwrap();
    let field: HtmlTextAreaElement = stage.the(".leave-message textarea").unchecked_into();
    type_into(&field, text);
}

#[wasm_bindgen_test]
async fn it_is_offered_only_where_nobody_came() {
    let stage = Stage::new().await;
    for (reason, offered) in [
        (EndReason::NotWorkingTime, true),
        (EndReason::NoAnswer, true),
        (EndReason::Refused("13".to_owned()), true),
        (EndReason::ByAgent, false),
        (EndReason::ByVisitor, false),
        (EndReason::TimedOut, false),
    ] {
        stage.show(Phase::Ended(reason.clone())).await;
        let button = stage.button("Leave a message");
        assert_eq!(button.is_some(), offered, "{reason:?}");
        // What to do first is one thing.
        let first = stage.the(".ended .primary").text_content();
        let wanted = if offered {
            "Leave a message"
        } else {
            "Start a new conversation"
        };
        assert_eq!(first.as_deref(), Some(wanted), "{reason:?}");
    }
}

#[wasm_bindgen_test]
async fn a_message_needs_a_phone_number_and_a_text() {
    let stage = Stage::new().await;
    stage.show(Phase::LeavingMessage).await;
    assert!(send(&stage).disabled());
    write(&stage, "123", " ");
    settled().await;
    assert!(send(&stage).disabled());
    write(&stage, "123", "Call me");
    settled().await;
    assert!(!send(&stage).disabled());
    stage.shown.leaving_message.set(true);
    settled().await;
    assert!(send(&stage).disabled());
}

#[wasm_bindgen_test]
async fn outside_working_hours_a_message_goes_up_under_a_key() {
    let proxy = Proxy::new();
    proxy.give("applyToken", r#"{"resultCode": "0", "token": "seal-1"}"#);
    proxy.give("send", r#"{"resultCode": "12"}"#);
    let stage = Stage::new().await;
    stage.open().await;
    until("the offer", || stage.button("Leave a message").is_some()).await;
    stage.press("Leave a message").await;
    write(&stage, "123", "Call me");
    settled().await;
    stage.press("Leave message").await;
    until("the call", || !proxy.bodies("doLeaveMessage").is_empty()).await;
    let body = proxy.bodies("doLeaveMessage").remove(0);
    assert_eq!(body, r#"{"caller":"123","leaveMessage":"Call me"}"#);
    assert!(!proxy.headers("doLeaveMessage", "idempotency-key")[0].is_empty());
    proxy.give("doLeaveMessage", r#"{"resultCode": "13"}"#);
    until("a refusal", || {
        stage.find(".leave-message [role=alert]").is_some()
    })
    .await;
    stage.press("Leave message").await;
    proxy.give("doLeaveMessage", r#"{"resultCode": "0"}"#);
    until("the end", || stage.find(".leave-message").is_none()).await;
    assert!(
        stage
            .texts(".event")
            .contains(&"Your message was left".to_owned())
    );
}

#[wasm_bindgen_test]
async fn what_could_not_be_left_is_not_typed_again() {
    let stage = Stage::new().await;
    let draft = ("123".to_owned(), "Call me".to_owned());
    stage.shown.message_draft.set(draft);
    stage.show(Phase::LeavingMessage).await;
    let phone: HtmlInputElement = stage.the(".leave-message input").unchecked_into();
    let text: HtmlTextAreaElement = stage.the(".leave-message textarea").unchecked_into();
    assert_eq!(
        (phone.value(), text.value()),
        ("123".into(), "Call me".into())
    );
    assert!(!send(&stage).disabled());
}
