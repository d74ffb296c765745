//! A visit against a proxy inside the page: what every button asks for, and what its answer shows.

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlTextAreaElement;

use crate::support::page::{Proxy, TAKEN};
use crate::support::{Stage, settled, until};

async fn with_robot() -> (Proxy, Stage) {
    let proxy = Proxy::welcoming();
    let stage = Stage::new().await;
    stage.open().await;
    until("the robot", || stage.button("Talk to a person").is_some()).await;
    (proxy, stage)
}

async fn with_agent() -> (Proxy, Stage) {
    let (proxy, stage) = with_robot().await;
    proxy.give("poll", &down("0", &[]));
    let hello = message("AGENT", "Ada", "Hello", 1);
    proxy.give("poll", &down("1", &[hello]));
    until("an agent", || stage.text(".header .title") == "Ada").await;
    (proxy, stage)
}

fn message(source: &str, name: &str, content: &str, at: u32) -> String {
    format!(
        r#"{{"controlType": "CHAT", "mediaType": "TEXT", "sourceType": "{source}",
            "senderNickname": "{name}", "content": "{content}", "timestamp": {at}}}"#
    )
}

fn down(cursor: &str, messages: &[String]) -> String {
    let messages = messages.join(", ");
    format!(r#"{{"resultCode": "0", "cursor": "{cursor}", "downlinkMessages": [{messages}]}}"#)
}

#[wasm_bindgen_test]
async fn opening_connects_once_and_then_asks_what_has_come() {
    let (proxy, stage) = with_robot().await;
    until("a poll", || proxy.asked().len() == 3).await;
    assert_eq!(
        proxy.asked(),
        ["POST applyToken", "POST send", "GET poll?cursor="]
    );
    assert_eq!(
        proxy.bodies("applyToken"),
        [r#"{"channelId":"1","locale":"en_US"}"#]
    );
    assert!(
        proxy.bodies("send")[0].starts_with(
            r#"{"controlType":"CONNECT","mediaType":"TEXT","content":"","messageId":""#
        )
    );
    assert_eq!(proxy.headers("send", "ccmessaging-token"), ["seal-1"]);
    assert_eq!(proxy.headers("send", "content-type"), ["application/json"]);
    assert_eq!(stage.text(".header .status"), "Automatic answers, at once");
}

#[wasm_bindgen_test]
async fn what_comes_down_is_grouped_by_who_says_it() {
    let (proxy, stage) = with_robot().await;
    proxy.give("poll", &down("0", &[]));
    let lines = [
        message("ROBOT", "Vera", "Welcome", 1),
        message("ROBOT", "Vera", "How can I help?", 2),
        message("SYSTEM", "System", "Connected", 3),
        message("AGENT", "Ada", "Hello", 4),
        message("AGENT", "Bo", "And me", 5),
        message("AGENT", "Bo", "Hi", 6),
    ];
    proxy.give("poll", &down("6", &lines));
    until("six lines", || stage.all(".line").len() == 6).await;
    assert_eq!(stage.texts(".sender b"), ["Vera", "Ada", "Bo"]);
    assert_eq!(stage.text(".header .title"), "Bo");
    until("the next poll", || {
        proxy
            .asked()
            .last()
            .is_some_and(|it| it == "GET poll?cursor=6")
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_message_goes_up_and_is_sent_once_it_was_taken() {
    let (proxy, stage) = with_robot().await;
    stage.write("面包 & \"co\"").await;
    stage.press("Send").await;
    until("two on their way", || proxy.bodies("send").len() == 2).await;
    assert!(stage.text(".delivery").ends_with("Sending…"));
    assert!(proxy.bodies("send")[1].contains(r#""content":"面包 & \"co\"""#));
    let line = stage.the(".from-visitor");
    proxy.give("send", TAKEN);
    until("sent", || stage.text(".delivery").ends_with("Sent")).await;
    assert_eq!(stage.the(".from-visitor"), line);
}

#[wasm_bindgen_test]
async fn a_message_that_was_refused_is_sent_again_by_its_button() {
    let (proxy, stage) = with_robot().await;
    stage.write("Hi").await;
    stage.press("Send").await;
    proxy.give("send", r#"{"resultCode": "160018"}"#);
    until("refused", || stage.button("Send again").is_some()).await;
    stage.press("Send again").await;
    proxy.give("send", TAKEN);
    until("sent", || stage.text(".delivery").ends_with("Sent")).await;
    assert_eq!(stage.texts(".from-visitor .bubble"), ["Hi"]);
    let sent = proxy.bodies("send");
    assert_eq!(sent.len(), 3);
    assert_ne!(sent[1], sent[2], "under another id");
}

#[wasm_bindgen_test]
async fn asking_for_a_person_leads_into_the_queue() {
    let (proxy, stage) = with_robot().await;
    stage.press("Talk to a person").await;
    assert_eq!(stage.text(".event"), "You asked for a person");
    proxy.give("send", TAKEN);
    proxy.give(
        "queryQueueInfo",
        r#"{"resultCode": "0", "position": 3, "estimateWaitTime": 90}"#,
    );
    until("a place", || stage.find(".queue .position").is_some()).await;
    assert_eq!(stage.text(".queue .position"), "3");
    assert_eq!(stage.text(".queue .wait"), "About 2 minutes to wait");
    assert!(proxy.bodies("send")[1].contains("TRANS2AGENT"));
    assert_eq!(proxy.bodies("queryQueueInfo"), ["{}"]);
}

#[wasm_bindgen_test]
async fn what_comes_while_the_panel_is_closed_is_counted_until_it_is_opened() {
    let (proxy, stage) = with_agent().await;
    stage.press("Close chat").await;
    let lines = [
        message("AGENT", "Ada", "One", 2),
        message("AGENT", "Ada", "Two", 3),
    ];
    proxy.give("poll", &down("3", &lines));
    until("a count", || stage.text(".badge") == "2").await;
    assert!(!stage.the(".badge").has_attribute("hidden"));
    stage.open().await;
    assert!(stage.the(".badge").has_attribute("hidden"));
}

#[wasm_bindgen_test]
async fn ending_a_talk_with_a_person_asks_for_a_rating_and_saves_it() {
    let (proxy, stage) = with_agent().await;
    stage.press("End conversation").await;
    stage.press("End it").await;
    stage.stars()[3].click();
    let comment: HtmlTextAreaElement = stage.the(".survey textarea").unchecked_into();
    comment.set_value(" Quick and kind. ");
    settled().await;
    stage.press("Send rating").await;
    until("a rating", || proxy.bodies("saveSatisfaction").len() == 1).await;
    assert_eq!(stage.text(".survey .primary"), "Sending…");
    assert_eq!(
        proxy.bodies("saveSatisfaction"),
        [r#"{"evaluation":"4","comment":"Quick and kind."}"#]
    );
    proxy.give("saveSatisfaction", r#"{"resultCode": "1"}"#);
    until("a failure", || stage.find(".survey .failed").is_some()).await;
    proxy.give("saveSatisfaction", TAKEN);
    stage.press("Send rating").await;
    until("the end", || stage.find(".ended").is_some()).await;
    assert_eq!(stage.text(".ended p"), "You ended the conversation.");
    until("DISCONNECT", || {
        proxy
            .bodies("send")
            .last()
            .is_some_and(|sent| sent.contains("DISCONNECT"))
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_rating_can_be_skipped_and_another_conversation_begun() {
    let (proxy, stage) = with_agent().await;
    let gone = r#"{"controlType": "DISCONNECT", "sourceType": "AGENT", "timestamp": 9}"#;
    proxy.give("poll", &down("9", &[gone.to_owned()]));
    until("a survey", || stage.find(".survey").is_some()).await;
    stage.press("No, thanks").await;
    assert_eq!(stage.text(".ended p"), "The agent ended the conversation.");
    assert!(proxy.bodies("saveSatisfaction").is_empty());
    stage.press("Start a new conversation").await;
    proxy.give("send", TAKEN);
    until("the robot", || stage.button("Talk to a person").is_some()).await;
    assert_eq!(stage.text(".header .title"), "Chat with us");
    let connects = proxy.bodies("send");
    assert_eq!(
        connects
            .iter()
            .filter(|sent| sent.contains("CONNECT\""))
            .count(),
        2
    );
}

#[wasm_bindgen_test]
async fn a_seal_that_is_refused_is_applied_for_again_and_nothing_is_lost() {
    let (proxy, stage) = with_robot().await;
    stage.write("Hi").await;
    stage.press("Send").await;
    proxy.give_with(
        "send",
        401,
        r#"{"frontdesk-refused": "seal-expired"}"#,
        "{}",
    );
    proxy.give("applyToken", r#"{"resultCode": "0", "token": "seal-2"}"#);
    proxy.give("send", TAKEN);
    until("sent", || {
        stage
            .find(".delivery")
            .is_some_and(|it| it.text_content().unwrap().ends_with("Sent"))
    })
    .await;
    assert_eq!(
        proxy.headers("send", "ccmessaging-token"),
        ["seal-1", "seal-1", "seal-2"]
    );
    assert_eq!(proxy.bodies("send")[1], proxy.bodies("send")[2]);
}

#[wasm_bindgen_test]
async fn a_seal_that_an_answer_renews_is_used_from_then_on() {
    let proxy = Proxy::new();
    proxy.give("applyToken", r#"{"resultCode": "0", "token": "seal-1"}"#);
    proxy.give_with("send", 200, r#"{"ccmessaging-token": "seal-2"}"#, TAKEN);
    let stage = Stage::new().await;
    stage.open().await;
    until("a poll", || proxy.asked().len() == 3).await;
    assert_eq!(proxy.headers("poll", "ccmessaging-token"), ["seal-2"]);
}
