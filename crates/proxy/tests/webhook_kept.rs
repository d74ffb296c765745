//! What the webhook has acknowledged outlives the process; what cannot be kept is not acknowledged.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use support::cloud::Cloud;
use support::program::{Program, on_file};
use support::push::{ACCESS_KEY, KEY, SIGNATURE, authorization, line, now, push, request};
use support::visitor::{API, messages, texts};
use support::{CHANNEL, http};

fn flags() -> Vec<&'static str> {
    [&["--log=info,frontdesk_proxy=trace"][..], &SIGNATURE].concat()
}

fn start(cloud: &Cloud, store: &Path) -> Program {
    Program::start_on_file(&cloud.url, store, &flags())
}

/// The seal and the user id of somebody new.
async fn arrive(program: &Program) -> (String, String) {
    let apply = http()
        .post(format!("{}{API}/applyToken", program.base))
        .json(&json!({ "channelId": CHANNEL }));
    let answer: Value = apply.send().await.unwrap().json().await.unwrap();
    let field = |name: &str| answer.get(name).unwrap().as_str().unwrap().to_owned();
    (field("token"), field("userId"))
}

async fn heard(program: &Program, seal: &str) -> Value {
    let poll = http()
        .get(format!("{}{API}/poll?cursor=", program.base))
        .header("ccmessaging-token", seal);
    poll.send().await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_kill_and_known_when_it_comes_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let cloud = Cloud::start().await;
    let program = start(&cloud, &store);
    let (seal, user_id) = arrive(&program).await;
    let lines = ["one", "two"].map(|text| line(CHANNEL, &user_id, text, text));
    assert_eq!(push(&program.base, &lines).await.status(), 200);
    program.signal("-KILL");
    drop(program);

    let program = start(&cloud, &store);
    assert_eq!(texts(&heard(&program, &seal).await), ["one", "two"]);
    assert_eq!(push(&program.base, &lines).await.status(), 200);
    assert_eq!(texts(&heard(&program, &seal).await), ["one", "two"]);

    program.signal("-TERM");
    let (code, log) = tokio::task::spawn_blocking(|| program.end()).await.unwrap();
    assert_eq!(code, Some(0), "{log}");
    for secret in [KEY, &user_id, "auth-v2"] {
        assert!(!log.contains(secret), "{secret} was logged");
    }
}

#[tokio::test]
async fn a_push_whose_caller_goes_away_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let cloud = Cloud::start().await;
    let program = start(&cloud, &folder.path().join("store"));
    let (seal, user_id) = arrive(&program).await;
    let text = "x".repeat(300 * 1024);
    let body = json!({"messages": [line(CHANNEL, &user_id, "c1", &text)]}).to_string();
    let header = authorization(KEY, ACCESS_KEY, &body, now());
    // All of it is sent, and nobody reads the answer.
    let host = program.base.trim_start_matches("http://");
    let mut stream = tokio::net::TcpStream::connect(host).await.unwrap();
    let head = format!(
        "POST /webhooks/v1/messages HTTP/1.1\r\nhost: x\r\nauthorization: {header}\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    use tokio::io::AsyncWriteExt;
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    drop(stream);
    assert_eq!(messages(&heard(&program, &seal).await).len(), 1);
}

/// A disk that is full, as far as the program can see: its files may not grow beyond a size.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn what_cannot_be_stored_is_not_acknowledged_and_not_handed_out() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let cloud = Cloud::start().await;
    let mut shell = Command::new("sh");
    let limited = r#"trap '' XFSZ; ulimit -f 8192; exec "$0" "$@""#;
    shell
        .args(["-c", limited, env!("CARGO_BIN_EXE_frontdesk-proxy")])
        .args(on_file(&cloud.url, &store))
        .args(flags())
        .env_clear();
    let program = Program::start(shell);
    let (seal, user_id) = arrive(&program).await;
    let long = "x".repeat(500 * 1024);
    let mut taken = Vec::new();
    let refused = loop {
        assert!(taken.len() < 40, "the store never fills");
        let code = format!("c{}", taken.len());
        // Each to a visitor of its own, so that none makes room for another.
        let to = format!("visitor-{}", taken.len());
        let to = if taken.is_empty() { &user_id } else { &to };
        let body = json!({"messages": [line(CHANNEL, to, &code, &long)]}).to_string();
        let header = authorization(KEY, ACCESS_KEY, &body, now());
        let answer = request(&program.base, &header, &body).send().await.unwrap();
        if answer.status() != 200 {
            assert_eq!(answer.status(), 503);
            let reason = answer.headers().get("frontdesk-refused").unwrap();
            assert_eq!(reason, "store-down");
            break (header, body);
        }
        taken.push(code);
    };
    assert!(!taken.is_empty());
    assert_eq!(messages(&heard(&program, &seal).await).len(), 1);
    drop(program);

    // With room again, the same push is new: nobody remembers it as taken.
    let program = start(&cloud, &store);
    assert_eq!(messages(&heard(&program, &seal).await).len(), 1);
    let (header, body) = refused;
    let again = request(&program.base, &header, &body).send().await.unwrap();
    assert_eq!(again.status(), 200);
    let metrics = http().get(format!("{}/metrics", program.admin)).send();
    let metrics = metrics.await.unwrap().text().await.unwrap();
    assert!(
        metrics.contains(r#"frontdesk_pushed_messages_total{outcome="stored"} 1"#),
        "{metrics}"
    );
}
