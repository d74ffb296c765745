//! `--store file`: what was acknowledged outlives the process, however it ended.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::path::Path;

use serde_json::{Value, json};
use support::cloud::{Cloud, Reply};
use support::program::Program;
use support::visitor::API;
use support::{CHANNEL, http};

fn start(cloud: &Cloud, store: &Path) -> Program {
    Program::start_on_file(&cloud.url, store, &["--log=warn,frontdesk_proxy=info"])
}

async fn call(program: &Program, seal: Option<&str>, name: &str, body: Value) -> reqwest::Response {
    let mut request = http()
        .post(format!("{}{API}/{name}", program.base))
        .json(&body);
    if let Some(seal) = seal {
        request = request.header("ccmessaging-token", seal);
    }
    request.send().await.unwrap()
}

async fn arrive(program: &Program) -> String {
    let answer = call(program, None, "applyToken", json!({"channelId": CHANNEL})).await;
    let answer: Value = answer.json().await.unwrap();
    answer["token"].as_str().unwrap().to_owned()
}

async fn poll(program: &Program, seal: &str, cursor: &str) -> Value {
    let url = format!("{}{API}/poll?cursor={cursor}", program.base);
    let answer = http()
        .get(url)
        .header("ccmessaging-token", seal)
        .send()
        .await
        .unwrap();
    answer.json().await.unwrap()
}

#[tokio::test]
async fn a_conversation_goes_on_after_a_kill_without_a_reset_or_another_token() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let cloud = Cloud::start().await;
    let mut program = start(&cloud, &store);
    let seal = arrive(&program).await;
    let chat = json!({"controlType": "CHAT", "content": "a", "messageId": "m1"});
    assert_eq!(
        call(
            &program,
            Some(&seal),
            "send",
            json!({"controlType": "CONNECT"})
        )
        .await
        .status(),
        200
    );
    assert_eq!(
        call(&program, Some(&seal), "send", chat.clone())
            .await
            .status(),
        200
    );
    let line = json!({"content": "one", "messageCode": "c1", "sourceType": "AGENT"});
    cloud.on("poll", move |_| {
        Reply::Json(
            200,
            json!({"resultCode": "0", "downlinkMessages": [line.clone()]}),
        )
    });
    let first = poll(&program, &seal, "").await;
    assert_eq!(first["downlinkMessages"][0]["content"], "one");
    let asked = (cloud.seen("send").len(), cloud.seen("applyToken").len());
    // The token is kept in its own time.
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;

    program.signal("-KILL");
    drop(program);
    program = start(&cloud, &store);
    // The message comes again, as after a lost answer: it is known. Another one is not.
    let lines = json!([
        {"content": "one", "messageCode": "c1", "sourceType": "AGENT"},
        {"content": "two", "messageCode": "c2", "sourceType": "AGENT"},
    ]);
    cloud.on("poll", move |_| {
        Reply::Json(
            200,
            json!({"resultCode": "0", "downlinkMessages": lines.clone()}),
        )
    });
    let cursor = first["cursor"].as_str().unwrap();
    let next = poll(&program, &seal, cursor).await;
    assert!(next.get("reset").is_none(), "{next}");
    assert_eq!(
        next["downlinkMessages"].as_array().unwrap().len(),
        1,
        "{next}"
    );
    assert_eq!(next["downlinkMessages"][0]["content"], "two");
    let again = call(&program, Some(&seal), "send", chat).await;
    assert_eq!(again.status(), 200);
    assert_eq!(
        (cloud.seen("send").len(), cloud.seen("applyToken").len()),
        asked
    );

    let bytes = std::fs::read(&store).unwrap();
    let holds = |word: &[u8]| bytes.windows(word.len()).any(|part| part == word);
    assert!(
        holds(b"two") && !holds(b"token-1"),
        "the cloud's token lies in the file as it is"
    );
}

#[tokio::test]
async fn what_was_under_way_at_a_kill_is_unknown_and_not_carried_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let cloud = Cloud::start().await;
    let program = start(&cloud, &store);
    let seal = arrive(&program).await;
    cloud.on("send", |_| Reply::Hang);
    let chat = json!({"controlType": "CHAT", "content": "a", "messageId": "m1"});
    let asking = {
        let (base, seal, chat) = (program.base.clone(), seal.clone(), chat.clone());
        tokio::spawn(async move {
            let request = http().post(format!("{base}{API}/send")).json(&chat);
            request
                .header("ccmessaging-token", seal)
                .send()
                .await
                .is_err()
        })
    };
    while cloud.seen("send").is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    program.signal("-KILL");
    assert!(asking.await.unwrap());
    drop(program);
    cloud.on("send", |_| Reply::Json(200, json!({"resultCode": "0"})));
    let program = start(&cloud, &store);
    let again = call(&program, Some(&seal), "send", chat).await;
    assert_eq!(again.status(), 504);
    assert_eq!(again.headers()["frontdesk-refused"], "outcome-unknown");
    assert_eq!(cloud.seen("send").len(), 1);
}
