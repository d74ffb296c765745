//! doLeaveMessage.

use frontdesk_simulator::Mode;
use serde_json::{Value, json};

use crate::desk::{Desk, Visitor};

fn message(visitor: &Visitor) -> Value {
    json!({ "callId": visitor.user, "caller": "+49 (30) 1386-6667", "channel": "WEB",
        "leaveMessage": "Please call me" })
}

async fn leave(visitor: &Visitor, body: &Value) -> String {
    let answer = visitor.answer("/doLeaveMessage", body).await;
    answer["resultCode"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn who_is_not_let_in_leaves_a_message_and_the_console_shows_it() {
    let desk = Desk::open().await;
    desk.running.world().set_mode(Mode::NotWorking);
    let visitor = desk.visitor("ann").await;
    assert_eq!(visitor.say("CONNECT", "").await, "12");
    let answer = visitor.answer("/doLeaveMessage", &message(&visitor)).await;
    let expected = json!({ "resultCode": "0", "resultDesc": "Save leaveMessage success!" });
    assert_eq!(answer, expected);
    let left = desk.running.world().messages_left();
    assert_eq!(left.len(), 1);
    assert_eq!(
        (left[0].name.as_str(), left[0].message.as_str()),
        ("Ann", "Please call me")
    );

    let state = desk.http.get(desk.url("/console/api/state"));
    let state: Value = state.send().await.unwrap().json().await.unwrap();
    let shown = &state["services"]["left"][0];
    assert_eq!(shown["caller"], "+49 (30) 1386-6667");
    assert_eq!(shown["message"], "Please call me");
}

#[tokio::test]
async fn where_somebody_listens_no_message_is_left() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    assert_eq!(leave(&visitor, &message(&visitor)).await, "13");
    visitor.say("TRANS2AGENT", "").await;
    assert_eq!(leave(&visitor, &message(&visitor)).await, "13");
    desk.running.world().accept_next();
    assert_eq!(leave(&visitor, &message(&visitor)).await, "13");
    desk.running.world().hang_up("ann");
    assert_eq!(leave(&visitor, &message(&visitor)).await, "0");
    assert_eq!(desk.running.world().messages_left().len(), 1);
}

#[tokio::test]
async fn who_asked_for_a_person_in_vain_leaves_a_message() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    desk.running.world().set_mode(Mode::NoAgents);
    assert_eq!(visitor.say("TRANS2AGENT", "").await, "13");
    assert_eq!(leave(&visitor, &message(&visitor)).await, "0");
    // A new session starts anew.
    visitor.say("DISCONNECT", "").await;
    visitor.say("CONNECT", "").await;
    assert_eq!(leave(&visitor, &message(&visitor)).await, "13");
}

#[tokio::test]
async fn who_has_waited_too_long_leaves_a_message() {
    let desk = Desk::open().await;
    let visitor = desk.queued("ann").await;
    assert_eq!(leave(&visitor, &message(&visitor)).await, "13");
    desk.running.world().queue_time_out("ann").unwrap();
    assert_eq!(leave(&visitor, &message(&visitor)).await, "0");
}

#[tokio::test]
async fn long_messages_and_numbers_that_are_none_are_not_taken() {
    let desk = Desk::open().await;
    let visitor = desk.visitor("ann").await;
    let mut body = message(&visitor);
    body["leaveMessage"] = json!("x".repeat(1001));
    assert_eq!(leave(&visitor, &body).await, "2");
    for caller in ["call me", "+", &"1".repeat(33)] {
        let mut body = message(&visitor);
        body["caller"] = json!(caller);
        assert_eq!(leave(&visitor, &body).await, "3", "{caller}");
    }
    assert!(desk.running.world().messages_left().is_empty());
}

#[tokio::test]
async fn every_field_is_mandatory_and_the_id_is_the_callers() {
    let desk = Desk::open().await;
    let visitor = desk.visitor("ann").await;
    for field in ["callId", "caller", "leaveMessage", "channel"] {
        let mut body = message(&visitor);
        body[field] = json!(" ");
        let answer = visitor.post("/doLeaveMessage", &body).send().await.unwrap();
        assert_eq!(answer.status(), 400, "{field}");
    }
    let mut body = message(&visitor);
    body["callId"] = json!("bob");
    let answer = visitor.post("/doLeaveMessage", &body).send().await.unwrap();
    assert_eq!(answer.status(), 401);
}
