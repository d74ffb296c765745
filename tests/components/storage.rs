//! What survives a reload, and what is never written.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Storage;

use crate::support::page::{Proxy, Shadowed, TAKEN, happens};
use crate::support::{Stage, next_frame, options, set, until};

fn session() -> Storage {
    web_sys::window()
        .unwrap()
        .session_storage()
        .unwrap()
        .unwrap()
}

fn local() -> Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

/// The names that are kept for a channel.
fn kept(storage: &Storage, channel: &str) -> Vec<String> {
    let prefix = format!("frontdesk:{channel}:");
    let keys = (0..storage.length().unwrap()).filter_map(|index| storage.key(index).unwrap());
    let mut names: Vec<_> = keys
        .filter_map(|key| key.strip_prefix(&prefix).map(str::to_owned))
        .collect();
    names.sort();
    names
}

async fn mounted(channel: &str, persist: &str) -> Stage {
    Stage::with(&[("channel", channel), ("persist", persist)]).await
}

fn forget(channel: &str) {
    for storage in [session(), local()] {
        for name in kept(&storage, channel) {
            storage
                .remove_item(&format!("frontdesk:{channel}:{name}"))
                .unwrap();
        }
    }
}

#[wasm_bindgen_test]
async fn nothing_is_written_and_nothing_is_asked_before_the_panel_is_opened() {
    let proxy = Proxy::new();
    let _stage = mounted("untouched", "session").await;
    next_frame().await;
    assert!(kept(&session(), "untouched").is_empty());
    assert!(kept(&local(), "untouched").is_empty());
    assert!(proxy.asked().is_empty());
}

#[wasm_bindgen_test]
async fn a_conversation_comes_back_with_its_panel_and_its_draft() {
    let proxy = Proxy::welcoming();
    let mut stage = mounted("kept", "session").await;
    stage.open().await;
    until("the robot", || stage.button("Talk to a person").is_some()).await;
    stage.press("Talk to a person").await;
    stage.write("half a sen").await;
    assert_eq!(
        kept(&session(), "kept"),
        ["draft", "live", "open", "seal", "visit"]
    );
    assert!(kept(&local(), "kept").is_empty());
    stage.take_down();

    let again = mounted("kept", "session").await;
    assert!(!again.the(".panel").has_attribute("hidden"));
    assert_eq!(again.text(".event"), "You asked for a person");
    assert_eq!(again.text(".header .status"), "Waiting for a person");
    assert_eq!(again.composer().value(), "half a sen");
    let applied = proxy
        .asked()
        .iter()
        .filter(|it| *it == "POST applyToken")
        .count();
    assert_eq!(applied, 1, "the seal was kept");
    forget("kept");
}

#[wasm_bindgen_test]
async fn a_closed_panel_comes_back_closed() {
    let _proxy = Proxy::welcoming();
    let mut stage = mounted("closed", "session").await;
    stage.open().await;
    stage.press("Close chat").await;
    stage.take_down();
    let again = mounted("closed", "session").await;
    assert!(again.the(".panel").has_attribute("hidden"));
    forget("closed");
}

#[wasm_bindgen_test]
async fn with_local_the_conversation_is_kept_beyond_the_tab() {
    let _proxy = Proxy::welcoming();
    let stage = mounted("beyond", "local").await;
    stage.open().await;
    until("the robot", || stage.button("Talk to a person").is_some()).await;
    assert_eq!(kept(&local(), "beyond"), ["live", "open", "seal", "visit"]);
    assert!(kept(&session(), "beyond").is_empty());
    forget("beyond");
}

#[wasm_bindgen_test]
async fn with_none_nothing_is_written() {
    let _proxy = Proxy::welcoming();
    let stage = mounted("none", "none").await;
    stage.open().await;
    until("the robot", || stage.button("Talk to a person").is_some()).await;
    stage.write("half a sen").await;
    assert!(kept(&session(), "none").is_empty());
    assert!(kept(&local(), "none").is_empty());
}

#[wasm_bindgen_test]
async fn two_channels_of_one_page_keep_apart() {
    let _proxy = Proxy::new();
    let one = mounted("one", "session").await;
    one.open().await;
    let other = mounted("another", "session").await;
    assert!(other.the(".panel").has_attribute("hidden"));
    assert!(kept(&session(), "another").is_empty());
    forget("one");
}

#[wasm_bindgen_test]
async fn what_is_kept_and_makes_no_sense_is_a_new_conversation() {
    let _proxy = Proxy::new();
    for garbage in ["", "%%%", "AAAA", "////////////////////////"] {
        session()
            .set_item("frontdesk:garbage:visit", garbage)
            .unwrap();
        let stage = mounted("garbage", "session").await;
        stage.open().await;
        assert_eq!(stage.text(".header .status"), "Connecting…");
        assert!(stage.find(".line, .event").is_none());
        drop(stage);
        forget("garbage");
    }
}

#[wasm_bindgen_test]
async fn the_loader_is_told_while_a_conversation_lives() {
    let proxy = Proxy::welcoming();
    let stage = mounted("live", "session").await;
    stage.open().await;
    until("the robot", || stage.button("Talk to a person").is_some()).await;
    assert!(kept(&session(), "live").contains(&"live".to_owned()));
    stage.press("End conversation").await;
    stage.press("End it").await;
    assert!(
        kept(&session(), "live").contains(&"live".to_owned()),
        "DISCONNECT is on its way"
    );
    proxy.give("send", TAKEN);
    until("the end", || {
        !kept(&session(), "live").contains(&"live".to_owned())
    })
    .await;
    forget("live");
}

#[wasm_bindgen_test]
async fn what_the_browser_does_not_take_survives_a_crash_all_the_same() {
    let refuse = Function::new_no_args("throw new DOMException('full', 'QuotaExceededError')");
    let storage = Reflect::get(&js_sys::global(), &"Storage".into()).unwrap();
    let prototype = Reflect::get(&storage, &"prototype".into()).unwrap();
    let _full = Shadowed::new(&prototype, "setItem", &refuse);
    let options = options(&[("channel", "full"), ("persist", "session")]);
    set(&options, "memory", &Object::new());
    let proxy = Proxy::welcoming();
    let mut stage = Stage::of(&options).await;
    stage.open().await;
    until("the robot", || stage.button("Talk to a person").is_some()).await;
    stage.write("in doubt").await;
    stage.press("Send").await;
    assert!(kept(&session(), "full").is_empty());
    stage.take_down();

    let again = Stage::of(&options).await;
    again.open().await;
    assert_eq!(again.text(".from-visitor .text"), "in doubt");
    let connects = proxy
        .bodies("send")
        .iter()
        .filter(|sent| sent.contains("CONNECT"))
        .count();
    assert_eq!(connects, 1);
}

#[wasm_bindgen_test]
async fn of_a_conversation_that_is_over_nothing_is_kept_when_the_page_goes() {
    for persist in ["session", "local"] {
        let proxy = Proxy::welcoming();
        let stage = mounted("over", persist).await;
        stage.open().await;
        until("the robot", || stage.button("Talk to a person").is_some()).await;
        stage.press("End conversation").await;
        stage.press("End it").await;
        proxy.give("send", TAKEN);
        until("the end", || !all_kept("over").contains(&"live".to_owned())).await;
        assert!(
            all_kept("over").contains(&"visit".to_owned()),
            "it is shown"
        );
        happens("pagehide");
        assert_eq!(all_kept("over"), Vec::<String>::new());
        drop(stage);
        forget("over");
    }
}

fn all_kept(channel: &str) -> Vec<String> {
    [kept(&session(), channel), kept(&local(), channel)].concat()
}
