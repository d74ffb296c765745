//! queryHistoryChatMessage.

use frontdesk_simulator::DEMO_CHANNEL;
use serde_json::{Value, json};

use crate::desk::{Desk, Visitor};

fn asked(visitor: &Visitor) -> Value {
    json!({ "channelId": DEMO_CHANNEL, "userId": visitor.user, "startTime": "0", "limit": "100",
        "offset": "0", "channel": "WEB" })
}

async fn history(visitor: &Visitor, body: &Value) -> Vec<Value> {
    let answer = visitor.answer("/queryHistoryChatMessage", body).await;
    assert_eq!(answer["resultCode"], "0", "{answer}");
    answer["messageList"].as_array().unwrap().clone()
}

fn contents(messages: &[Value]) -> Vec<&str> {
    let contents = messages.iter().map(|message| message["content"].as_str());
    contents.map(Option::unwrap).collect()
}

#[tokio::test]
async fn both_sides_are_there_once_an_agent_is() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    let mut message = visitor.message("CHAT", "My wheel is bent");
    message["messageId"] = json!("m-1");
    visitor.answer("/send", &message).await;
    desk.running.world().agent_says("ann", "Oh");

    let messages = history(&visitor, &asked(&visitor)).await;
    assert_eq!(
        contents(&messages)[1..],
        [
            "Queuing...",
            "Connected Agent",
            "My wheel is bent",
            "<p>Oh</p>"
        ]
    );
    let said = &messages[3];
    assert_eq!(said["sourceType"], "CUSTOMER");
    assert_eq!(said["messageCode"], "m-1");
    assert_eq!(
        (&said["from"], &said["to"]),
        (&json!("ann"), &json!(DEMO_CHANNEL))
    );
    // The agent's message is the one that the poll hands out.
    let polled = visitor.poll().await.remove(0);
    assert_eq!(messages[4]["messageCode"], polled["messageCode"]);
    assert_eq!(messages[4]["timestamp"], polled["timestamp"]);
}

#[tokio::test]
async fn with_the_robot_there_is_no_history() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    let answer = visitor
        .answer("/queryHistoryChatMessage", &asked(&visitor))
        .await;
    assert_eq!(answer["resultCode"], "160004");
    assert!(answer["resultDesc"].as_str().unwrap().contains("agent"));
    assert_eq!(answer["messageList"], json!([]));
}

#[tokio::test]
async fn it_goes_back_beyond_the_session() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    visitor.say("CHAT", "first visit").await;
    desk.running.world().hang_up("ann");
    // The agent was there in this session: it can still be asked for.
    history(&visitor, &asked(&visitor)).await;
    desk.served("ann").await;
    visitor.say("CHAT", "second visit").await;
    let messages = history(&visitor, &asked(&visitor)).await;
    let contents = contents(&messages);
    assert!(contents.contains(&"first visit") && contents.contains(&"second visit"));
}

#[tokio::test]
async fn a_part_of_it_is_chosen_by_time_limit_and_offset() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    for text in ["one", "two", "three", "four"] {
        visitor.say("CHAT", text).await;
    }
    let all = history(&visitor, &asked(&visitor)).await;
    let of = |content: &str| {
        let found = all.iter().find(|message| message["content"] == content);
        found.unwrap()["timestamp"].to_string()
    };
    let mut body = asked(&visitor);
    body["startTime"] = json!(of("two"));
    assert_eq!(
        contents(&history(&visitor, &body).await),
        ["two", "three", "four"]
    );
    body["limit"] = json!("1");
    body["offset"] = json!("1");
    assert_eq!(contents(&history(&visitor, &body).await), ["three"]);
    body["offset"] = json!("0");
    body["limit"] = json!("100");
    body["endTime"] = json!(of("three"));
    assert_eq!(contents(&history(&visitor, &body).await), ["two", "three"]);
}

#[tokio::test]
async fn what_an_agent_has_taken_back_is_not_in_it() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    let world = desk.running.world();
    world.agent_says("ann", "The price is 1 euro");
    let code = visitor.poll().await.remove(0)["messageCode"].clone();
    world.withdraw("ann", code.as_str().unwrap()).unwrap();
    let messages = history(&visitor, &asked(&visitor)).await;
    assert!(
        messages
            .iter()
            .all(|message| message["messageCode"] != code)
    );
}

#[tokio::test]
async fn numbers_are_strings_of_digits_within_their_limits() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    for (field, value, status) in [
        ("startTime", json!("yesterday"), 400),
        ("startTime", json!("-1"), 400),
        ("startTime", json!(null), 400),
        ("endTime", json!("1.5"), 400),
        ("limit", json!("0"), 400),
        ("limit", json!("101"), 400),
        ("limit", json!(null), 400),
        ("offset", json!("+1"), 400),
        ("offset", json!(null), 400),
        ("offset", json!("99999999999999999999999"), 400),
        ("channelId", json!("1"), 400),
        ("channel", json!(null), 400),
        ("userId", json!("bob"), 401),
    ] {
        let mut body = asked(&visitor);
        body[field] = value;
        let request = visitor.post("/queryHistoryChatMessage", &body);
        assert_eq!(request.send().await.unwrap().status(), status, "{body}");
    }
}
