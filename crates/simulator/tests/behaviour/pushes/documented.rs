//! Pushes have the form of their tables.

use axum::http::StatusCode;
use frontdesk_protocol::push::Authorization;
use frontdesk_simulator::{Config, Quirks};
use serde_json::{Value, json};

use super::receiver::{Receiver, Reply};
use super::{KEY, counted, pushing, text};
use crate::desk::Desk;
use crate::documented::{has_form, rows_of};

async fn desk() -> (Desk, Receiver) {
    let receiver = Receiver::open().await;
    let config = Config {
        quirks: Quirks::none(),
        ..pushing(&receiver.url(), |push| push)
    };
    (Desk::with(config).await, receiver)
}

#[tokio::test]
async fn a_push_has_the_header_and_the_body_of_its_tables() {
    let (desk, receiver) = desk().await;
    desk.running.world().push_message(text("Hello"));
    let push = &receiver.pushes(1).await[0];
    let header = rows_of("002", "table 1").remove(0).field;
    let authorization = push.header(&header);
    assert!(authorization.starts_with("auth-v2/"), "{authorization}");
    assert!(Authorization::parse(authorization).is_ok());
    assert_eq!(push.verified(KEY), Ok(()));
    has_form("002", "table 2", &[], &[&push.json()]);
}

#[tokio::test]
async fn what_is_pushed_has_every_field_of_its_table() {
    let (desk, receiver) = desk().await;
    let world = desk.running.world();
    world.set_asynchronous(true);
    let visitor = desk.guest("ann").await;
    visitor.poll_with_receipts().await;
    visitor.say("TRANS2AGENT", "").await;
    world.accept_next().unwrap();
    world.agent_says("ann", "Hello");
    let mut message = visitor.message("CHAT", "Hello?");
    message["messageId"] = json!("m-1");
    visitor.answer("/send", &message).await;
    world.seen("ann").unwrap();
    world.time_out("ann").unwrap();
    let messages = receiver.messages(6).await;
    let controls = messages.iter().map(|message| &message["controlType"]);
    let expected = ["CHAT", "CHAT", "CHAT", "CHAT", "READ", "DISCONNECT"];
    assert_eq!(controls.collect::<Vec<_>>(), expected);
    let code = messages[3]["messageCode"].as_str().unwrap();
    assert!((1..=64).contains(&code.chars().count()), "{code}");
    assert_eq!(messages[4]["content"], "m-1");
    assert_eq!(messages[5]["isOfflineStatus"], true);
    let messages: Vec<&Value> = messages.iter().collect();
    let beyond = ["senderAvatar", "interIdx", "causeId"];
    has_form("002", "table 3", &beyond, &messages);
}

#[tokio::test]
async fn the_webhooks_answer_is_read_as_its_table_says() {
    let (desk, receiver) = desk().await;
    let world = desk.running.world();
    let refusal = json!({ "resultCode": "17", "resultDesc": "not now" });
    let success = json!({ "resultCode": "0", "resultDesc": "success." });
    has_form("002", "table 4", &[], &[&success, &refusal]);
    receiver.reply(Reply::Answer(StatusCode::OK, refusal.to_string().leak()));
    world.push_message(text("1"));
    counted(&world, |counts| counts.refused == 1).await;
    let error = world.push_last_error().unwrap();
    assert!(error.contains("17") && error.contains("not now"), "{error}");
    receiver.reply(Reply::Answer(StatusCode::OK, success.to_string().leak()));
    world.push_message(text("2"));
    counted(&world, |counts| counts.sent == 1).await;
}
