//! Several tabs of a site, one conversation: which of them acts, and what the others show.

use frontdesk_conversation::{Conversation, Input, Monotonic};
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::page::{OtherTab, Proxy, Shadowed, TAKEN, happens, is_held};
use crate::support::{NOWHERE, Stage, options, set, settled, until};

fn name(channel: &str) -> String {
    format!("frontdesk:{NOWHERE}:{channel}")
}

async fn mounted(channel: &str) -> Stage {
    Stage::with(&[("channel", channel), ("persist", "session")]).await
}

/// As the loader mounts it where another tab holds the lock.
async fn joining(channel: &str) -> Stage {
    let options = options(&[("channel", channel), ("persist", "session")]);
    set(&options, "live", &JsValue::TRUE);
    Stage::of(&options).await
}

async fn with_robot(channel: &str) -> (Proxy, Stage, OtherTab) {
    forget(channel);
    let other = OtherTab::new(&name(channel));
    let proxy = Proxy::welcoming();
    let stage = mounted(channel).await;
    stage.open().await;
    until("the robot", || stage.button("Talk to a person").is_some()).await;
    (proxy, stage, other)
}

/// A conversation in which the visitor has said this, as a tab says it to another.
fn visit(said: &[&str]) -> String {
    goes_on(Conversation::new(1, None), said)
}

/// The same conversation, later.
fn later(visit: &str, said: &[&str]) -> String {
    let bytes = web_sys::window().unwrap().atob(visit).unwrap();
    let bytes: Vec<u8> = bytes.chars().map(|byte| byte as u8).collect();
    let snapshot = postcard::from_bytes(&bytes).unwrap();
    let mut visit = Conversation::restore(snapshot, 2, None).unwrap();
    let now = Monotonic::from_millis(js_sys::Date::now() as u64);
    let _ = visit.handle(Input::Resumed, now);
    goes_on(visit, said)
}

fn goes_on(mut visit: Conversation, said: &[&str]) -> String {
    let now = Monotonic::from_millis(js_sys::Date::now() as u64);
    let mut inputs = vec![Input::Opened];
    inputs.extend(said.iter().map(|text| Input::Submitted {
        text: (*text).to_owned(),
        at: 0,
    }));
    for input in inputs {
        let _ = visit.handle(input, now);
    }
    let bytes = postcard::to_allocvec(&visit.snapshot()).unwrap();
    let bytes: String = bytes.into_iter().map(char::from).collect();
    web_sys::window().unwrap().btoa(&bytes).unwrap()
}

fn state(says: &str, to: Option<u32>, visit: &str) -> String {
    let to = to.map_or("null".to_owned(), |to| to.to_string());
    format!(r#"{{"says": "{says}", "to": {to}, "visit": "{visit}", "seal": "their-seal"}}"#)
}

fn forget(channel: &str) {
    let storage = web_sys::window().unwrap().session_storage();
    let storage = storage.unwrap().unwrap();
    for name in ["visit", "live", "seal", "identity", "draft", "open"] {
        let name = format!("frontdesk:{channel}:{name}");
        storage.remove_item(&name).unwrap();
    }
}

async fn held(channel: &str) -> bool {
    let held = JsFuture::from(is_held(&name(channel))).await.unwrap();
    held.as_bool().unwrap()
}

async fn leads(other: &OtherTab, steal: bool) {
    JsFuture::from(other.lead(steal)).await.unwrap();
}

fn says(other: &OtherTab, what: &str) -> bool {
    let what = format!(r#""says":"{what}""#);
    other.heard().iter().any(|said| said.contains(&what))
}

#[wasm_bindgen_test]
async fn there_is_no_lock_before_the_panel_is_opened_and_one_while_a_conversation_lives() {
    forget("t-lock");
    let _proxy = Proxy::welcoming();
    let stage = mounted("t-lock").await;
    assert!(!held("t-lock").await);
    stage.open().await;
    until("the robot", || stage.button("Talk to a person").is_some()).await;
    assert!(held("t-lock").await);
    forget("t-lock");
}

#[wasm_bindgen_test]
async fn the_leader_says_how_it_stands_to_whoever_asks_and_after_every_change() {
    let (_proxy, stage, other) = with_robot("t-leader").await;
    assert!(!says(&other, "state"), "a lone tab speaks to nobody");
    other.say(r#"{"says": "hello"}"#);
    until("an answer", || other.visit().is_some()).await;
    assert_eq!(other.heard().pop().unwrap(), r#"{"says":"state","to":7}"#);
    let before = other.visit();
    stage.write("Hi").await;
    stage.press("Send").await;
    until("the next state", || other.visit() != before).await;
    other.close();
    forget("t-leader");
}

#[wasm_bindgen_test]
async fn a_leader_that_is_asked_stops_and_shows_what_the_next_one_says() {
    let (proxy, stage, other) = with_robot("t-yields").await;
    other.say(r#"{"says": "ask"}"#);
    until("a yield", || says(&other, "yield")).await;
    assert!(other.visit().is_some());
    leads(&other, true).await;
    let asked = proxy.asked().len();
    proxy.give("poll", r#"{"resultCode": "0", "cursor": "9"}"#);
    let theirs = later(&other.visit().unwrap(), &["said in the other tab"]);
    other.say(&state("state", None, &theirs));
    let is_shown = || {
        stage
            .texts(".line .text")
            .contains(&"said in the other tab".to_owned())
    };
    until("the other's line", is_shown).await;
    settled().await;
    assert_eq!(proxy.asked().len(), asked, "only the leader asks anything");
    other.close();
    forget("t-yields");
}

#[wasm_bindgen_test]
async fn a_touched_tab_takes_the_lead_and_nothing_that_was_done_is_lost() {
    forget("t-touch");
    let other = OtherTab::new(&name("t-touch"));
    leads(&other, false).await;
    let proxy = Proxy::new();
    let stage = joining("t-touch").await;
    until("a question", || says(&other, "hello")).await;
    let me = other.speaker();
    other.say(&state("state", me, &visit(&["from there"])));
    until("their line", || stage.find(".line").is_some()).await;
    stage.open().await;
    stage.write("from here").await;
    stage.press("Send").await;
    until("a wish", || says(&other, "ask")).await;
    other.say(&state("yield", me, &visit(&["from there"])));
    until("the lock", || other.lost()).await;
    until("both lines", || {
        stage.texts(".line .text") == ["from there", "from here"]
    })
    .await;
    until("a call", || !proxy.asked().is_empty()).await;
    let seals = proxy.headers("send", "ccmessaging-token");
    assert_eq!(seals[0], "their-seal");
    other.close();
    forget("t-touch");
}

#[wasm_bindgen_test]
async fn a_leader_that_is_frozen_is_robbed() {
    let (_first, stage, other) = with_robot("t-frozen").await;
    leads(&other, true).await;
    settled().await;
    let proxy = Proxy::new();
    stage.write("anybody?").await;
    stage.press("Send").await;
    let begun = js_sys::Date::now();
    until("the message", || !proxy.bodies("send").is_empty()).await;
    assert!(js_sys::Date::now() - begun < 2000.0);
    assert!(other.lost());
    other.close();
    forget("t-frozen");
}

#[wasm_bindgen_test]
async fn a_leader_that_closes_leaves_the_lead_to_the_next() {
    let (_proxy, mut stage, other) = with_robot("t-closes").await;
    let next = JsFuture::from(other.lead(false));
    stage.take_down();
    next.await.unwrap();
    until("a farewell", || says(&other, "bye")).await;
    assert!(other.visit().is_some());
    other.close();
    forget("t-closes");
}

#[wasm_bindgen_test]
async fn a_follower_leads_when_the_leader_closes() {
    forget("t-next");
    let other = OtherTab::new(&name("t-next"));
    leads(&other, false).await;
    let proxy = Proxy::new();
    let stage = joining("t-next").await;
    until("a question", || says(&other, "hello")).await;
    other.say(&state("bye", None, &visit(&["on its way"])));
    other.close();
    until("a call", || !proxy.asked().is_empty()).await;
    assert_eq!(stage.text(".line .text"), "on its way");
    forget("t-next");
}

#[wasm_bindgen_test]
async fn an_old_word_of_a_leader_that_was_frozen_changes_nothing() {
    let (_proxy, stage, other) = with_robot("t-old").await;
    other.say(r#"{"says": "hello"}"#);
    until("an answer", || other.visit().is_some()).await;
    let old = other.visit().unwrap();
    for text in ["one", "two", "three", "four"] {
        stage.write(text).await;
        stage.press("Send").await;
    }
    other.say(r#"{"says": "ask"}"#);
    until("a yield", || says(&other, "yield")).await;
    leads(&other, true).await;
    for (says, to) in [
        ("state", None),
        ("state", other.speaker()),
        ("yield", other.speaker()),
    ] {
        other.say(&state(says, to, &old));
    }
    settled().await;
    settled().await;
    assert_eq!(stage.all(".from-visitor").len(), 4);
    other.close();
    forget("t-old");
}

#[wasm_bindgen_test]
async fn a_live_visit_is_not_given_up_for_another_one() {
    let (_first, mut stage, other) = with_robot("t-apart").await;
    stage.write("mine").await;
    stage.press("Send").await;
    stage.take_down();
    leads(&other, false).await;
    let proxy = Proxy::new();
    let stage = mounted("t-apart").await;
    until("a question", || says(&other, "hello")).await;
    let me = other.speaker();
    other.say(&state("state", me, &visit(&["of another visit"])));
    until("a poll", || !proxy.bodies("poll").is_empty()).await;
    assert_eq!(stage.texts(".line .text"), ["mine"]);
    assert_eq!(proxy.headers("poll", "ccmessaging-token")[0], "seal-1");
    assert!(!other.lost(), "each leads its own");
    other.close();
    forget("t-apart");
}

#[wasm_bindgen_test]
async fn a_tab_that_is_touched_while_the_lead_is_taken_from_it_asks_for_it_again() {
    let (_first, stage, other) = with_robot("t-race").await;
    other.say(r#"{"says": "ask"}"#);
    until("a yield", || says(&other, "yield")).await;
    stage.write("quick").await;
    stage.press("Send").await;
    let proxy = Proxy::new();
    leads(&other, true).await;
    until("the message", || !proxy.bodies("send").is_empty()).await;
    assert!(other.lost());
    other.close();
    forget("t-race");
}

#[wasm_bindgen_test]
async fn after_the_end_the_lock_is_free_and_closing_the_panel_forgets_everything() {
    let (proxy, stage, other) = with_robot("t-end").await;
    stage.press("End conversation").await;
    stage.press("End it").await;
    proxy.give("send", TAKEN);
    leads(&other, false).await;
    assert_eq!(stage.text(".ended p"), "You ended the conversation.");
    stage.press("Close chat").await;
    let storage = web_sys::window().unwrap().session_storage();
    let storage = storage.unwrap().unwrap();
    for name in ["visit", "live", "seal", "identity", "draft", "open"] {
        let kept = storage.get_item(&format!("frontdesk:t-end:{name}"));
        assert_eq!(kept.unwrap(), None, "{name}");
    }
    other.close();
}

#[wasm_bindgen_test]
async fn where_locks_are_refused_the_tab_leads_by_itself_and_the_page_goes_on() {
    forget("t-refused");
    let refuse = Closure::<dyn Fn() -> Promise>::new(|| Promise::reject(&"SecurityError".into()));
    let _locks = Shadowed::locks(refuse.as_ref());
    let _proxy = Proxy::welcoming();
    let stage = mounted("t-refused").await;
    stage.open().await;
    until("the robot", || stage.button("Talk to a person").is_some()).await;
    forget("t-refused");
}

#[wasm_bindgen_test]
async fn what_waits_for_the_lead_when_the_page_goes_is_a_draft_on_the_next_one() {
    forget("t-gone");
    let other = OtherTab::new(&name("t-gone"));
    leads(&other, false).await;
    let _proxy = Proxy::new();
    let stage = joining("t-gone").await;
    until("a question", || says(&other, "hello")).await;
    other.say(&state("state", other.speaker(), &visit(&["from there"])));
    until("their line", || stage.find(".line").is_some()).await;
    stage.open().await;
    stage.write("not said yet").await;
    stage.press("Send").await;
    happens("pagehide");
    let storage = web_sys::window().unwrap().session_storage();
    let storage = storage.unwrap().unwrap();
    let draft = || storage.get_item("frontdesk:t-gone:draft").unwrap();
    assert_eq!(draft().as_deref(), Some("not said yet"));
    other.close();
    happens("pageshow");
    until("both lines", || {
        stage.texts(".line .text") == ["from there", "not said yet"]
    })
    .await;
    assert_eq!(draft(), None);
    forget("t-gone");
}
