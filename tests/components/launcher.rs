//! The bubble and the panel that it opens.

use leptos::prelude::Set;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlButtonElement;

use crate::support::{Stage, settled};

fn says(bubble: &HtmlButtonElement) -> (String, String) {
    let said = |name| bubble.get_attribute(name).unwrap();
    (said("aria-label"), said("aria-expanded"))
}

#[wasm_bindgen_test]
async fn the_panel_is_hidden_until_it_is_opened() {
    let stage = Stage::new().await;
    assert!(stage.the(".panel").has_attribute("hidden"));
    stage.open().await;
    assert!(!stage.the(".panel").has_attribute("hidden"));
    stage.press("Close chat").await;
    assert!(stage.the(".panel").has_attribute("hidden"));
}

#[wasm_bindgen_test]
async fn the_bubble_says_what_it_does_and_whether_the_panel_is_open() {
    let stage = Stage::new().await;
    let is = |label: &str, expanded: &str| {
        let expected = (label.to_owned(), expanded.to_owned());
        assert_eq!(says(&stage.launcher), expected);
    };
    is("Open chat", "false");
    stage.shown.unread.set(3);
    settled().await;
    is("Open chat, unread messages: 3", "false");
    stage.shown.open.set(true);
    settled().await;
    is("Close chat", "true");
    stage.shown.open.set(false);
    stage.shown.unread.set(0);
    settled().await;
    is("Open chat", "false");
}

#[wasm_bindgen_test]
async fn the_badge_counts_unread_messages_up_to_99() {
    let stage = Stage::new().await;
    let badge = stage.the(".launcher .badge");
    assert!(badge.has_attribute("hidden"));
    for (unread, count) in [(1, "1"), (99, "99"), (100, "99+")] {
        stage.shown.unread.set(unread);
        settled().await;
        assert!(!badge.has_attribute("hidden"));
        assert_eq!(badge.text_content().unwrap(), count);
    }
    stage.shown.unread.set(0);
    settled().await;
    assert!(badge.has_attribute("hidden"));
}

#[wasm_bindgen_test]
async fn escape_closes_a_floating_panel_and_no_other() {
    let stage = Stage::new().await;
    stage.open().await;
    stage
        .key(".composer textarea", &[("key", "Escape".into())])
        .await;
    assert!(stage.the(".panel").has_attribute("hidden"));

    let inline = Stage::with(&[("floating", "false")]).await;
    inline.open().await;
    inline
        .key(".composer textarea", &[("key", "Escape".into())])
        .await;
    assert!(!inline.the(".panel").has_attribute("hidden"));
    assert!(inline.button("Close chat").is_none());
}

#[wasm_bindgen_test]
async fn escape_that_gives_up_a_character_closes_nothing() {
    let stage = Stage::new().await;
    stage.open().await;
    for composing in [("isComposing", true.into()), ("keyCode", 229.into())] {
        let escape = [("key", "Escape".into()), composing];
        stage.key(".composer textarea", &escape).await;
        assert!(!stage.the(".panel").has_attribute("hidden"));
    }
}
