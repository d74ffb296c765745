//! What a person can do on the console's page, as JSON.

use frontdesk_simulator::{AgentId, Config, Phase};
use serde_json::json;

use crate::console_calls::{did, refused, state};
use crate::desk::{Desk, quick, several};

#[tokio::test]
async fn agents_are_listed_and_sign_in_and_out() {
    let desk = Desk::with(several(&["Ada", "Bruno"])).await;
    desk.served("ann").await;
    let agents = &state(&desk, "").await["agents"];
    let ada = json!({
        "id": "101", "guid": "00000000-0000-0000-0000-000000000101.AgentGateway1", "name": "Ada",
        "signedIn": true, "open": 1,
    });
    assert_eq!(agents[0], ada);
    assert_eq!(
        did(&desk, "sign-out", json!({ "agent": "102" })).await["done"],
        true
    );
    assert_eq!(state(&desk, "").await["agents"][1]["signedIn"], false);
    assert_eq!(
        did(&desk, "sign-in", json!({ "agent": 102 })).await["done"],
        true
    );
    assert_eq!(
        did(&desk, "sign-in", json!({ "agent": 102 })).await["done"],
        false
    );
    let why = refused(&desk, "sign-out", json!({ "agent": "101" })).await;
    assert!(why.contains("hang up first"), "{why}");
    let why = refused(&desk, "sign-in", json!({ "agent": "7" })).await;
    assert!(why.contains("101 to 59999"), "{why}");
    let why = refused(&desk, "sign-in", json!({ "agent": "700" })).await;
    assert!(why.contains("no agent 700"), "{why}");
}

#[tokio::test]
async fn a_certain_agent_accepts_a_certain_visitor() {
    let desk = Desk::with(several(&["Ada", "Bruno"])).await;
    desk.queued("ann").await;
    desk.queued("bob").await;
    let accepted = did(&desk, "accept", json!({ "agent": "102", "user": "bob" })).await;
    assert_eq!(accepted, json!({ "done": true, "user": "bob" }));
    assert_eq!(state(&desk, "open=bob").await["transcript"]["agent"], "102");
    let accepted = did(&desk, "accept", json!({ "agent": "102" })).await;
    assert_eq!(accepted["user"], "ann");
    let nobody = did(&desk, "accept", json!({})).await;
    assert_eq!(nobody, json!({ "done": false, "user": null }));
    let why = refused(&desk, "accept", json!({ "user": "ann" })).await;
    assert!(why.contains("does not wait"), "{why}");
}

#[tokio::test]
async fn who_is_being_rung_up_is_shown() {
    let desk = Desk::open().await;
    desk.queued("ann").await;
    assert!(state(&desk, "").await["waiting"][0]["ringing"].is_null());
    did(&desk, "ring", json!({ "agent": "101", "user": "ann" })).await;
    let ringing = &state(&desk, "").await["waiting"][0]["ringing"];
    assert_eq!(ringing["agent"], "101");
    assert!(ringing["until"].is_number());
}

#[tokio::test]
async fn time_outs_can_be_had_at_once() {
    let desk = Desk::open().await;
    desk.served("bob").await;
    desk.queued("ann").await;
    did(&desk, "queue-time-out", json!({ "user": "ann" })).await;
    did(&desk, "time-out", json!({ "user": "bob" })).await;
    let world = desk.running.world();
    assert_eq!(world.phase("ann"), Some(Phase::Ended));
    assert_eq!(world.phase("bob"), Some(Phase::Ended));
    refused(&desk, "queue-time-out", json!({ "user": "ann" })).await;
    refused(&desk, "time-out", json!({ "user": "bob" })).await;
    refused(&desk, "time-out", json!({ "user": "nobody" })).await;
}

#[tokio::test]
async fn the_desk_is_set_one_thing_at_a_time() {
    let desk = Desk::open().await;
    did(&desk, "desk", json!({ "asynchronous": true })).await;
    did(&desk, "desk", json!({ "queueLimit": 3 })).await;
    let set = &state(&desk, "").await["desk"];
    assert_eq!(
        (&set["asynchronous"], &set["queueLimit"]),
        (&json!(true), &json!(3))
    );
    did(&desk, "desk", json!({ "queueLimit": null })).await;
    let set = &state(&desk, "").await["desk"];
    assert_eq!(
        (&set["asynchronous"], &set["queueLimit"]),
        (&json!(true), &json!(null))
    );
    refused(&desk, "desk", json!({})).await;
    refused(&desk, "desk", json!({ "queueLimit": -1 })).await;
}

#[tokio::test]
async fn typing_and_withdrawing_say_whether_the_visitor_is_told() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    desk.running.world().agent_says("ann", "Hello");
    let code = visitor.poll().await[0]["messageCode"].clone();
    let typed = did(&desk, "type", json!({ "agent": "101", "user": "ann" })).await;
    assert_eq!(typed, json!({ "done": true, "told": false }));
    let taken = did(&desk, "withdraw", json!({ "user": "ann", "code": code })).await;
    assert_eq!(taken, json!({ "done": true, "told": false }));
    refused(&desk, "withdraw", json!({ "user": "ann", "code": code })).await;
    refused(&desk, "type", json!({ "agent": "101", "user": "bob" })).await;
}

#[tokio::test]
async fn lines_come_with_type_content_and_code() {
    let desk = Desk::open().await;
    desk.served("ann").await;
    desk.running.world().agent_says("ann", "1 < 2");
    let shown = state(&desk, "open=ann").await;
    let line = shown["transcript"]["lines"]
        .as_array()
        .unwrap()
        .last()
        .unwrap();
    assert_eq!(line["media"], "TEXT");
    assert_eq!(line["content"], "<p>1 &lt; 2</p>");
    assert_eq!(line["text"], "1 < 2");
    assert_eq!(line["code"].as_str().unwrap().len(), 36);
    assert_eq!(
        (&line["read"], &line["withdrawn"]),
        (&json!(false), &json!(false))
    );
}

#[tokio::test]
async fn a_session_is_shown_in_every_phase() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    let phase = async || state(&desk, "open=ann").await["transcript"]["phase"].clone();
    assert_eq!(phase().await, "robot");
    assert_eq!(state(&desk, "").await["robot"][0]["user"], "ann");
    visitor.say("TRANS2AGENT", "").await;
    assert_eq!(phase().await, "queued");
    desk.running.world().accept(AgentId::FIRST, "ann").unwrap();
    assert_eq!(phase().await, "with-agent");
    did(&desk, "hang-up", json!({ "user": "ann" })).await;
    assert_eq!(phase().await, "ended");
}

#[tokio::test]
async fn of_many_who_wait_some_are_shown_and_all_are_counted() {
    let desk = Desk::with(Config {
        phantoms: 250,
        ..quick()
    })
    .await;
    desk.served("bob").await;
    desk.queued("ann").await;
    let shown = state(&desk, "").await;
    assert_eq!(shown["waiting"].as_array().unwrap().len(), 200);
    assert_eq!(shown["inLine"], 251);
    assert_eq!(shown["talking"], 1);
}
