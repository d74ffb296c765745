//! What is pushed, in which order, in how many requests.

use std::time::Duration;

use frontdesk_protocol::{ControlType, DownlinkMessage, MediaType, SourceType};
use frontdesk_simulator::{Config, PushConfig};
use serde_json::Value;

use super::receiver::Receiver;
use super::{a_while, contents, counted, desk, desk_with, pushing, text, together};
use crate::desk::Desk;

#[tokio::test]
async fn everything_that_a_visitor_is_told_is_pushed_in_order() {
    let (desk, receiver) = desk().await;
    let world = desk.running.world();
    let visitor = desk.guest("ann").await;
    visitor.say("CHAT", "When are you open?").await;
    visitor.say("TRANS2AGENT", "").await;
    world.accept_next().unwrap();
    world.agent_says("ann", "Hello");
    world.hang_up("ann");
    let messages = receiver.messages(6).await;
    let said: Vec<(&str, &str)> = messages
        .iter()
        .map(|message| {
            let source = message["sourceType"].as_str().unwrap();
            (source, message["controlType"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        said,
        [
            ("ROBOT", "CHAT"),
            ("ROBOT", "CHAT"),
            ("SYSTEM", "CHAT"),
            ("SYSTEM", "CHAT"),
            ("AGENT", "CHAT"),
            ("AGENT", "DISCONNECT"),
        ]
    );
    assert_eq!(messages[4]["content"], "<p>Hello</p>");
    assert!(messages.iter().all(|message| message["to"] == "ann"));
}

#[tokio::test]
async fn the_end_by_silence_is_pushed_too() {
    let receiver = Receiver::open().await;
    let desk = Desk::with(Config {
        session_timeout: Duration::from_millis(100),
        ..pushing(&receiver.url(), |push| push)
    })
    .await;
    desk.guest("ann").await;
    let messages = receiver.messages(2).await;
    assert_eq!(messages[1]["controlType"], "DISCONNECT");
    assert_eq!(messages[1]["sourceType"], "SYSTEM");
}

#[tokio::test]
async fn a_poll_hands_out_the_same_message_in_the_same_form() {
    let (desk, receiver) = desk().await;
    let visitor = desk.visitor("ann").await;
    visitor.say("CONNECT", "").await;
    let pushed = receiver.messages(1).await;
    counted(&desk.running.world(), |counts| counts.sent == 1).await;
    assert_eq!(visitor.poll().await, pushed);
    assert!(pushed[0]["messageCode"].is_null() && pushed[0].get("messageCode").is_some());
}

#[tokio::test]
async fn a_poll_hands_out_nothing_where_all_is_pushed_alone() {
    let (desk, receiver) = desk_with(|push| PushConfig {
        keep_for_poll: false,
        ..push
    })
    .await;
    let visitor = desk.visitor("ann").await;
    visitor.say("CONNECT", "").await;
    assert_eq!(receiver.messages(1).await[0]["sourceType"], "ROBOT");
    assert!(visitor.poll().await.is_empty());
}

#[tokio::test]
async fn what_comes_together_is_pushed_together_up_to_twenty() {
    let (desk, receiver) = desk().await;
    let all: Vec<String> = (0..45).map(|number| number.to_string()).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    together(&desk.running.world(), &all);
    let bodies: Vec<Value> = receiver
        .pushes(3)
        .await
        .iter()
        .map(|push| push.json())
        .collect();
    let sizes: Vec<usize> = bodies.iter().map(|body| contents(body).len()).collect();
    assert_eq!(sizes, [20, 20, 5]);
    let said: Vec<&str> = bodies.iter().flat_map(contents).collect();
    assert_eq!(said, all);
    assert!(
        bodies
            .iter()
            .all(|body| body["timestamp"].as_i64().unwrap() > 1_600_000_000_000)
    );
}

#[tokio::test]
async fn read_reports_and_offline_ends_have_their_documented_shape() {
    let (desk, receiver) = desk().await;
    let world = desk.running.world();
    world.push_message(DownlinkMessage {
        control: ControlType::Read,
        media: None,
        content: Some("m1,m2".to_owned()),
        source: Some(SourceType::Agent),
        ..text("")
    });
    world.push_message(DownlinkMessage {
        control: ControlType::Disconnect,
        media: Some(MediaType::Text),
        offline: true,
        ..text("We will write to you.")
    });
    let messages = receiver.messages(2).await;
    assert_eq!(messages[0]["controlType"], "READ");
    assert_eq!(messages[0]["content"], "m1, m2 ");
    assert!(messages[0]["mediaType"].is_null());
    assert_eq!(messages[1]["controlType"], "DISCONNECT");
    assert_eq!(messages[1]["isOfflineStatus"], true);
    assert_eq!(messages[1]["mediaType"], "TEXT");
    assert_eq!(messages[1]["content"], "We will write to you.");
}

#[tokio::test]
async fn when_too_much_waits_the_oldest_is_dropped_and_counted() {
    let (desk, receiver) = desk_with(|push| PushConfig {
        queue_limit: 3,
        ..push
    })
    .await;
    let world = desk.running.world();
    together(&world, &["1", "2", "3", "4", "5"]);
    let pushes = receiver.pushes(1).await;
    assert_eq!(contents(&pushes[0].json()), ["3", "4", "5"]);
    assert_eq!(world.push_counts().dropped, 2);
}

#[tokio::test]
async fn nothing_is_pushed_after_the_end() {
    let (desk, receiver) = desk().await;
    let world = desk.running.world();
    world.push_message(text("1"));
    receiver.pushes(1).await;
    desk.running.stop().await;
    world.push_message(text("2"));
    a_while().await;
    assert_eq!(receiver.so_far().len(), 1);
}
