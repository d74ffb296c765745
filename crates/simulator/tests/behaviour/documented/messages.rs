//! send and poll.

use frontdesk_simulator::DEMO_CHANNEL;
use serde_json::{Value, json};

use super::asked::asked;
use super::has_form;
use crate::desk::{Desk, Visitor, clean};

/// Has every field of the older table.
fn whole(visitor: &Visitor, control: &str) -> Value {
    let mut message = visitor.message(control, "When are you open?");
    message["senderNickname"] = json!("Ann of Veloro");
    message["senderAvatar"] = json!("https://example.com/ann.png");
    message["timestamp"] = json!("1688038541395");
    message["userAgent"] = json!("Mozilla/5.0");
    message
}

#[tokio::test]
async fn connecting_has_every_field_of_the_newer_table() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.visitor("ann").await;
    let mut message = whole(&visitor, "CONNECT");
    message["messageId"] = json!("id-1");
    message["transData"] = json!(r#"{"page":"returns"}"#);
    let send = |body: &Value| visitor.post("/send", body);
    asked("000", "third table", &message, send).await;
    // What nobody acts upon is at least there to look at.
    let seen = desk.running.world().requests_seen().pop().unwrap();
    assert_eq!(seen.body.parse::<Value>().unwrap(), message);

    visitor.say("TRANS2AGENT", "").await;
    desk.running.world().accept_next().unwrap();
    asked("000", "third table", &message, send).await;
    visitor.say("CHAT", "Hello").await;
    let history = json!({ "channelId": DEMO_CHANNEL, "userId": "ann", "startTime": "0",
        "limit": "100", "offset": "0", "channel": "WEB" });
    let history = visitor.answer("/queryHistoryChatMessage", &history).await;
    let said = history["messageList"].as_array().unwrap().last().unwrap();
    assert_eq!(said["senderNickname"], "Ann of Veloro");
}

#[tokio::test]
async fn a_message_is_sent_and_answered_as_the_older_tables_say() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let message = whole(&visitor, "CHAT");
    let send = |body: &Value| visitor.post("/send", body);
    let taken = asked("003", "table 7-2", &message, send).await;
    has_form("003", "table 7-1", &[], &[&taken]);
    assert_eq!(
        desk.running.world().heard("ann").last().unwrap(),
        "When are you open?"
    );
    for (field, wrong) in [
        ("senderAvatar", json!("x".repeat(1025))),
        ("timestamp", json!("yesterday")),
        ("to", json!("1")),
        ("sourceType", json!("AGENT")),
        ("channel", json!("LINE")),
    ] {
        let mut message = message.clone();
        message[field] = wrong;
        assert_eq!(
            send(&message).send().await.unwrap().status(),
            400,
            "{field}"
        );
    }
}

#[tokio::test]
async fn a_poll_is_asked_for_as_its_table_says() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let get = |query: &Value| {
        let pairs = query.as_object().unwrap().iter();
        let pairs = pairs.map(|(name, value)| format!("{name}={}", value.as_str().unwrap()));
        visitor.get(&format!("/poll?{}", pairs.collect::<Vec<_>>().join("&")))
    };
    let query = json!({ "receiverId": "ann", "channel": "WEB" });
    asked("003", "table 5-3", &query, get).await;
    for (query, status) in [
        (json!({ "receiverId": "bob" }), 401),
        (json!({ "channel": "LINE" }), 400),
    ] {
        let answer = get(&query).send().await.unwrap();
        assert_eq!(answer.status(), status, "{query}");
    }
}

#[tokio::test]
async fn what_a_poll_hands_out_has_the_form_of_its_tables() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.visitor("ann").await;
    visitor.say("CONNECT", "").await;
    let answer = visitor.poll_request().send().await.unwrap();
    let answer: Value = answer.json().await.unwrap();
    has_form("003", "table 5-2", &[], &[&answer]);

    let mut messages = answer["downlinkMessages"].as_array().unwrap().clone();
    visitor.say("TRANS2AGENT", "").await;
    let world = desk.running.world();
    world.accept_next().unwrap();
    world.agent_says("ann", "Hello");
    messages.extend(visitor.poll().await);
    let sources = messages.iter().map(|message| &message["sourceType"]);
    assert_eq!(
        sources.collect::<Vec<_>>(),
        ["ROBOT", "SYSTEM", "SYSTEM", "AGENT"]
    );
    // The greeting comes first, with questions and a number.
    let messages: Vec<&Value> = messages.iter().collect();
    let beyond = ["controlType", "senderAvatar", "messageCode"];
    has_form("003", "table 5-1", &beyond, &messages);
}
