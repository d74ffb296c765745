//! Pushes on the console.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::receiver::Reply;
use super::{a_while, contents, counted, desk, text};
use crate::desk::Desk;

async fn shown(desk: &Desk) -> Value {
    let request = desk.http.get(desk.url("/console/api/state"));
    let state: Value = request.send().await.unwrap().json().await.unwrap();
    state["push"].clone()
}

async fn act(desk: &Desk, body: Value) -> (u16, Value) {
    let answer = desk.post("/console/api/push", &body).send().await.unwrap();
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap())
}

#[tokio::test]
async fn the_state_says_where_messages_are_pushed_and_how_it_goes() {
    let (desk, receiver) = desk().await;
    let world = desk.running.world();
    world.push_message(text("1"));
    counted(&world, |counts| counts.sent == 1).await;
    receiver.reply(Reply::Answer(StatusCode::FORBIDDEN, "{}"));
    world.push_message(text("2"));
    counted(&world, |counts| counts.refused == 1).await;
    assert_eq!(
        shown(&desk).await,
        json!({
            "to": format!("{}/webhooks/v1/messages", receiver.url()),
            "mode": "signature",
            "sent": 1, "refused": 1, "failed": 0, "duplicates": 0, "dropped": 0, "waiting": 0,
            "paused": false, "reordered": false,
            "lastError": "HTTP 403 Forbidden: no resultCode",
        })
    );
}

#[tokio::test]
async fn a_person_can_pause_turn_round_and_repeat_pushes() {
    let (desk, receiver) = desk().await;
    let world = desk.running.world();
    let (status, answer) = act(&desk, json!({ "pause": true, "reorder": true })).await;
    assert_eq!((status, answer), (200, json!({ "done": true, "again": 0 })));
    world.push_message(text("1"));
    world.push_message(text("2"));
    a_while().await;
    let push = shown(&desk).await;
    assert_eq!(
        (&push["paused"], &push["reordered"]),
        (&json!(true), &json!(true))
    );
    assert_eq!((&push["waiting"], &push["sent"]), (&json!(2), &json!(0)));
    act(&desk, json!({ "pause": false })).await;
    counted(&world, |counts| counts.sent == 1).await;
    assert_eq!(contents(&receiver.so_far()[0].json()), ["2", "1"]);
    assert_eq!(act(&desk, json!({ "again": 1 })).await.1["again"], 1);
    assert_eq!(
        act(&desk, json!({ "again": 1, "replay": true })).await.1["again"],
        1
    );
    counted(&world, |counts| counts.duplicates == 2).await;
    let pushes = receiver.so_far();
    let authorizations: Vec<&str> = pushes
        .iter()
        .map(|push| push.header("authorization"))
        .collect();
    assert_ne!(authorizations[0], authorizations[1]);
    assert_eq!(authorizations[0], authorizations[2]);
    assert_eq!(shown(&desk).await["duplicates"], 2);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let (desk, _receiver) = desk().await;
    for body in [
        json!({ "again": -1 }),
        json!({ "pause": "yes" }),
        json!({ "stop": true }),
    ] {
        assert_eq!(act(&desk, body.clone()).await.0, 400, "{body}");
    }
}

#[tokio::test]
async fn without_a_webhook_the_page_shows_none() {
    let desk = Desk::open().await;
    assert!(shown(&desk).await.is_null());
    let (status, answer) = act(&desk, json!({ "pause": true })).await;
    assert_eq!(status, 400);
    assert!(answer.to_string().contains("--push-to"), "{answer}");
}
