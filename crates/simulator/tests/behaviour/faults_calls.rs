//! Faults between proxy and upstream that concern the call: carried twice, refused, expired.

use std::collections::BTreeMap;

use frontdesk_simulator::{Config, Mode, Quirk, Quirks};
use serde_json::{Value, json};

use crate::desk::{Desk, TOKEN_PATH, header, quick};
use crate::weather::{desk, done, said, set};

#[tokio::test]
async fn a_duplicate_carries_a_call_twice_and_hands_a_polls_messages_out_again() {
    let desk = desk().await;
    let visitor = desk.guest("ann").await;
    set(&desk, "up.duplicate=1");
    assert_eq!(visitor.say("CHAT", "prices").await, "0");
    assert_eq!(desk.running.world().heard("ann"), ["prices", "prices"]);
    let first = visitor.poll().await;
    assert_eq!(first.len(), 2);
    set(&desk, "none");
    assert_eq!(visitor.poll().await, first);
    assert!(visitor.poll().await.is_empty());
    assert_eq!(done(&desk, "duplicate"), 2);

    set(&desk, "up.duplicate=1");
    assert!(visitor.poll().await.is_empty());
    assert_eq!(
        done(&desk, "duplicate"),
        2,
        "nothing can be handed out again"
    );
}

#[tokio::test]
async fn what_was_handed_out_again_is_the_same_in_every_quirk() {
    let desk = Desk::with(Config {
        quirks: Quirks::documents(),
        ..quick()
    })
    .await;
    let visitor = desk.guest("ann").await;
    let world = desk.running.world();
    for number in 0..8 {
        visitor.say("CHAT", &number.to_string()).await;
    }
    world.set_quirks(Quirks::all());
    set(&desk, "up.duplicate=1");
    let messages = async || {
        let answer = visitor.poll_request().send().await.unwrap();
        answer.json::<Value>().await.unwrap()["downlinkMessages"].clone()
    };
    let first = messages().await;
    assert_eq!(first.as_array().unwrap().len(), 8);
    assert_eq!(messages().await, first);
}

#[tokio::test]
async fn refusals_come_in_the_vendors_forms_and_carry_nothing() {
    let desk = desk().await;
    let visitor = desk.guest("ann").await;
    let refused = async |spec: &str, status: u16| {
        set(&desk, spec);
        let mut answers = Vec::new();
        for _ in 0..12 {
            let answer = said(&visitor).await.unwrap();
            assert_eq!(answer.status(), status, "{spec}");
            let retry = header(&answer, "retry-after").map(str::to_owned);
            answers.push((retry, answer.text().await.unwrap()));
        }
        answers
    };
    let all = |answers: &[(Option<String>, String)], part: &str| {
        answers.iter().all(|(_, body)| body.contains(part))
    };
    assert!(all(&refused("up.401=1", 401).await, "ccmessaging-token"));
    assert!(all(&refused("up.403=1", 403).await, "exceptionInfo"));
    let limited = refused("up.429=1", 429).await;
    assert!(all(&limited, "1001000002"));
    let with = limited.iter().filter(|(retry, _)| retry.is_some()).count();
    assert!(with > 0 && with < 12);
    let failed = refused("up.500=1", 500).await;
    let empty = failed.iter().filter(|(_, body)| body.is_empty()).count();
    assert!(empty > 0 && empty < 12);
    assert!(
        failed
            .iter()
            .all(|(_, body)| body.is_empty() || body.contains("resultCode"))
    );
    assert!(desk.running.world().heard("ann").is_empty());
    for kind in ["401", "403", "429", "500"] {
        assert_eq!(done(&desk, kind), 12, "{kind}");
    }
}

#[tokio::test]
async fn a_token_or_a_bearer_expires_for_good() {
    let desk = desk().await;
    let mut statuses = BTreeMap::new();
    for number in 0..16 {
        let visitor = desk.guest(&format!("ann{number}")).await;
        set(&desk, "up.expire=1");
        let status = said(&visitor).await.unwrap().status().as_u16();
        set(&desk, "none");
        assert_eq!(said(&visitor).await.unwrap().status(), status);
        *statuses.entry(status).or_insert(0) += 1;
    }
    assert_eq!(statuses.keys().copied().collect::<Vec<u16>>(), [401, 403]);
    assert_eq!(done(&desk, "expire"), 16);
    set(&desk, "up.expire=1");
    assert_eq!(
        desk.bearer().await.len(),
        32,
        "there is nothing yet that could expire"
    );
    assert_eq!(done(&desk, "expire"), 16);
}

#[tokio::test]
async fn console_and_agent_gateway_have_no_faults() {
    let desk = desk().await;
    set(&desk, "up.drop=1");
    let state = desk
        .http
        .get(desk.url("/console/api/state"))
        .send()
        .await
        .unwrap();
    assert_eq!(state.status(), 200);
    let path = "/agentgateway/resource/mediacall/101/sendmessage";
    let sent = desk
        .post(path, &json!({ "callid": "1" }))
        .send()
        .await
        .unwrap();
    assert_eq!(sent.status(), 200);
    let token = desk.post(TOKEN_PATH, &json!({})).send().await;
    assert!(token.is_err(), "the tenant's token is part of the API");
}

#[tokio::test]
async fn a_duplicate_of_a_poll_that_was_refused_does_nothing() {
    let desk = desk().await;
    let visitor = desk.guest("ann").await;
    visitor.say("CHAT", "prices").await;
    assert_eq!(visitor.poll().await.len(), 1);
    // Without a Bearer that holds, even where the refusal comes with HTTP 200.
    let world = desk.running.world();
    world.set_quirks(Quirks::only(Quirk::Auth200));
    set(&desk, "up.duplicate=1");
    let mut stranger = visitor.clone();
    stranger.bearer = "none".to_owned();
    let answer = stranger.poll_request().send().await.unwrap();
    assert_eq!(answer.status(), 200);
    world.set_mode(Mode::Garbage);
    visitor.poll_request().send().await.unwrap();
    world.set_mode(Mode::Normal);
    assert_eq!(done(&desk, "duplicate"), 0);
    set(&desk, "none");
    assert!(visitor.poll().await.is_empty());
}

#[tokio::test]
async fn a_file_behind_an_address_has_faults_modes_and_a_record_too() {
    let desk = desk().await;
    let visitor = desk.guest("ann").await;
    let world = desk.running.world();
    world.set_quirks(Quirks::only(Quirk::FileUrl));
    let body = json!({ "fileId": "library-text", "fileType": "txt", "channel": "WEB",
        "multiMedia": "multiMedia" });
    let url = visitor.answer("/downloadFileStream", &body).await["fileUrl"].clone();
    let fetch = async || desk.http.get(url.as_str().unwrap()).send().await;
    assert_eq!(fetch().await.unwrap().status(), 200);
    assert_eq!(world.calls("/filestore"), 1);
    assert!(
        world
            .requests_seen()
            .last()
            .unwrap()
            .path
            .starts_with("/filestore/")
    );
    world.set_mode(Mode::Down);
    assert_eq!(fetch().await.unwrap().status(), 503);
    world.set_mode(Mode::Normal);
    set(&desk, "up.drop=1");
    assert!(fetch().await.is_err());
    assert_eq!(world.calls("/filestore"), 3);
}
