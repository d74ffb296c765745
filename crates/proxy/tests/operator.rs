//! `createcall`: for operators with a key, on a listener of its own.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::process::Command;

use reqwest::Response;
use serde_json::{Value, json};
use support::cloud::{Cloud, Reply};
use support::program::{Program, command, output, stderr};
use support::visitor::{API, Visitor, refused};
use support::{APP_KEY, CHANNEL, Proxy, http};
use tempfile::TempDir;

const KEY: &str = "operator-key-of-more-than-32-characters";
const PATH: &str = "/apiaccess/ccmessaging/v1/mobileagent/createcall";

fn key_file(folder: &TempDir, key: &str) -> String {
    let path = folder.path().join("operator.key");
    std::fs::write(&path, key).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    format!("--operator-key-file={}", path.display())
}

async fn started() -> (TempDir, Cloud, Proxy, String) {
    let folder = tempfile::tempdir().unwrap();
    let cloud = Cloud::start().await;
    cloud.on("createcall", |_| {
        let data =
            json!({"callSerialNo": "1", "sipServiceAddress": "10.0.0.1:5060", "accesscode": "9"});
        Reply::Json(200, json!({"resultCode": "0", "resultData": data}))
    });
    let flags = ["--operator-listen=127.0.0.1:0", &key_file(&folder, KEY)];
    let proxy = Proxy::start(&cloud.url, &flags).await;
    let base = format!("http://{}", proxy.running.operator_address().unwrap());
    (folder, cloud, proxy, base)
}

async fn call(base: &str, authorization: &str, body: Value) -> Response {
    let request = http().post(format!("{base}{PATH}")).json(&body);
    let request = match authorization {
        "" => request,
        authorization => request.header("authorization", authorization),
    };
    request.send().await.unwrap()
}

fn reason(answer: &Response) -> (u16, Option<&str>) {
    (answer.status().as_u16(), refused(answer))
}

#[tokio::test]
async fn a_call_is_carried_with_the_bearer_and_no_visitors_token() {
    let (_folder, cloud, _proxy, base) = started().await;
    let body =
        json!({"called": "+8675512345678", "callData": "order 7", "userId": "x", "channel": "y"});
    let answer = call(&base, &format!("Bearer {KEY}"), body).await;
    assert_eq!(answer.status(), 200);
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer["resultData"]["accesscode"], "9");
    let seen = &cloud.seen("createcall")[0];
    assert_eq!(seen.path, PATH);
    assert_eq!(seen.header("authorization"), "Bearer bearer-1");
    assert_eq!(seen.header("x-app-key"), APP_KEY);
    assert_eq!(seen.header("ccmessaging-token"), "");
    // Built anew: what is not the call's does not go along.
    assert_eq!(
        seen.json(),
        json!({"called": "+8675512345678", "callData": "order 7"})
    );
}

#[tokio::test]
async fn without_the_whole_key_nothing_is_carried() {
    let (_folder, cloud, _proxy, base) = started().await;
    let body = || json!({"called": "10086"});
    for wrong in [
        String::new(),
        "Bearer".to_owned(),
        KEY.to_owned(),
        format!("bearer {KEY}"),
        format!("Bearer {KEY}x"),
        format!("Bearer {}", &KEY[1..]),
        format!("Basic {KEY}"),
    ] {
        let answer = call(&base, &wrong, body()).await;
        assert_eq!(reason(&answer), (401, Some("operator-key")), "{wrong}");
    }
    let twice = http()
        .post(format!("{base}{PATH}"))
        .header("authorization", format!("Bearer {KEY}"))
        .header("authorization", format!("Bearer {KEY}"))
        .json(&body());
    assert_eq!(twice.send().await.unwrap().status(), 401);
    assert_eq!(cloud.all_seen(), 0);
}

#[tokio::test]
async fn what_is_no_number_is_refused() {
    let (_folder, cloud, _proxy, base) = started().await;
    let key = format!("Bearer {KEY}");
    for body in [
        json!({}),
        json!({"called": ""}),
        json!({"called": "sip:ann@example.com"}),
        json!({"called": "1".repeat(33)}),
        json!({"called": "1", "callData": "x".repeat(1025)}),
        json!({"called": "1", "callerPresent": "ann"}),
    ] {
        let answer = call(&base, &key, body.clone()).await;
        assert_eq!(reason(&answer), (400, Some("invalid")), "{body}");
    }
    assert!(cloud.seen("createcall").is_empty());
}

#[tokio::test]
async fn the_operators_listener_does_nothing_else_and_no_other_listener_does_this() {
    let (_folder, cloud, proxy, base) = started().await;
    let key = format!("Bearer {KEY}");
    for path in [
        "/",
        "/metrics",
        "/frontdesk.js",
        &format!("{API}/send"),
        &format!("{API}/applyToken"),
    ] {
        let request = http()
            .post(format!("{base}{path}"))
            .json(&json!({"channelId": CHANNEL}));
        let answer = request.header("authorization", &key).send().await.unwrap();
        assert_eq!(reason(&answer), (404, Some("route")), "{path}");
    }
    for listener in [&proxy.base, &proxy.admin] {
        let answer = call(listener, &key, json!({"called": "10086"})).await;
        assert_eq!(answer.status(), 404);
    }
    let visitor = Visitor::new(&proxy).await;
    let (status, _) = visitor
        .refused("v1/mobileagent/createcall", json!({"called": "1"}))
        .await;
    assert_eq!(status, 404);
    assert!(cloud.seen("createcall").is_empty());
}

#[tokio::test]
async fn without_the_flag_nobody_listens() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    assert_eq!(proxy.running.operator_address(), None);
}

#[test]
fn half_a_configuration_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for (flags, told) in [
        (
            vec!["--operator-listen=127.0.0.1:0".to_owned()],
            "`--operator-key-file` is missing",
        ),
        (vec![key_file(&folder, KEY)], "without `--operator-listen`"),
        (
            vec![
                "--operator-listen=127.0.0.1:0".to_owned(),
                key_file(&folder, "short"),
            ],
            "at least 32",
        ),
    ] {
        let flags: Vec<&str> = flags
            .iter()
            .map(String::as_str)
            .chain(["--check-config"])
            .collect();
        let output = output(&flags);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(told), "{}", stderr(&output));
    }
}

fn program(cloud: &Cloud, flags: &[&str]) -> Command {
    let mut program = command(&["--app-key=k", "--app-secret=s", "--channel=1"]);
    program
        .args([
            "--listen=127.0.0.1:0",
            "--admin-listen=127.0.0.1:0",
            "--upstream",
            &cloud.url,
        ])
        .args(flags);
    program
}

#[cfg(unix)]
#[tokio::test]
async fn the_log_says_who_was_called_by_the_last_digits_alone_whatever_is_filtered() {
    let folder = tempfile::tempdir().unwrap();
    let cloud = Cloud::start().await;
    cloud.on("createcall", |_| {
        Reply::Json(200, json!({"resultCode": "0"}))
    });
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let listen = format!("--operator-listen=127.0.0.1:{port}");
    let key = key_file(&folder, KEY);
    let program = Program::start(program(
        &cloud,
        &[&listen, &key, "--log=off,frontdesk_proxy::serve=info"],
    ));
    let base = format!("http://127.0.0.1:{port}");
    let body = json!({"called": "75512345678", "callData": "secret data"});
    assert_eq!(
        call(&base, &format!("Bearer {KEY}"), body).await.status(),
        200
    );
    program.signal("-TERM");
    let (code, log) = program.end();
    assert_eq!(code, Some(0));
    let audit = log
        .lines()
        .find(|line| line.contains("frontdesk_audit"))
        .unwrap();
    assert!(
        audit.contains("********678") && audit.contains("made"),
        "{audit}"
    );
    for hidden in ["75512345678", "secret data", KEY] {
        assert!(!log.contains(hidden), "{hidden}");
    }
}
