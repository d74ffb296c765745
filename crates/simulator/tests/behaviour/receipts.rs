//! Read receipts for the visitor: what the agent has looked at.

use serde_json::{Value, json};

use crate::console_calls::{did, state};
use crate::desk::{Desk, Visitor};

async fn say_with_id(visitor: &Visitor, id: &str) {
    let mut message = visitor.message("CHAT", "Hello?");
    message["messageId"] = json!(id);
    assert_eq!(visitor.answer("/send", &message).await["resultCode"], "0");
}

fn receipts(messages: &[Value]) -> Vec<&Value> {
    let reads = messages.iter().filter(|line| line["controlType"] == "READ");
    reads.collect()
}

#[tokio::test]
async fn what_the_agent_looked_at_is_told_with_the_ids() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    visitor.poll_with_receipts().await;
    say_with_id(&visitor, "m-1").await;
    say_with_id(&visitor, "m-2").await;
    visitor.say("CHAT", "without an id").await;
    assert_eq!(desk.running.world().seen("ann"), Ok(true));
    let messages = visitor.poll_with_receipts().await;
    let receipt = receipts(&messages)[0];
    assert_eq!(receipt["content"], "m-1, m-2 ");
    assert_eq!(receipt["sourceType"], "AGENT");
    assert!(receipt["mediaType"].is_null() && receipt["messageCode"].is_null());
    assert_eq!(desk.running.world().seen("ann"), Ok(false));
    assert!(visitor.poll_with_receipts().await.is_empty());
}

#[tokio::test]
async fn who_does_not_ask_for_receipts_gets_none() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    say_with_id(&visitor, "m-1").await;
    did(&desk, "seen", json!({ "user": "ann" })).await;
    desk.running.world().agent_says("ann", "Yes");
    let messages = visitor.poll().await;
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0]["controlType"], "CHAT");
}

#[tokio::test]
async fn what_was_said_to_the_robot_is_in_no_receipt() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    say_with_id(&visitor, "to-robot").await;
    visitor.say("TRANS2AGENT", "").await;
    say_with_id(&visitor, "in-line").await;
    desk.running.world().accept_next();
    visitor.poll_with_receipts().await;
    desk.running.world().seen("ann").unwrap();
    let messages = visitor.poll_with_receipts().await;
    assert_eq!(receipts(&messages)[0]["content"], "in-line ");
}

#[tokio::test]
async fn the_console_shows_which_lines_the_agent_has_seen() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    say_with_id(&visitor, "m-1").await;
    let last = |shown: Value| {
        shown["transcript"]["lines"]
            .as_array()
            .unwrap()
            .last()
            .cloned()
    };
    let before = last(state(&desk, "open=ann").await).unwrap();
    assert_eq!(
        (&before["code"], &before["read"]),
        (&json!("m-1"), &json!(false))
    );
    did(&desk, "seen", json!({ "user": "ann" })).await;
    let after = last(state(&desk, "open=ann").await).unwrap();
    assert_eq!(after["read"], true);
}
