//! The program's options for pushes.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use frontdesk_simulator::{DEMO_APP_KEY, DEMO_APP_SECRET, DEMO_CHANNEL};
use reqwest::RequestBuilder;
use serde_json::{Value, json};

use super::KEY;
use super::receiver::{Received, Receiver};
use crate::desk::{API, TOKEN_PATH};

const PROGRAM: &str = env!("CARGO_BIN_EXE_frontdesk-simulator");

#[test]
fn wrong_options_are_refused_and_said_what_to_do() {
    let here = "http://127.0.0.1:8787";
    for (args, expected) in [
        (
            vec!["--push-to", here],
            "--push-key <KEY>|--push-bearer <TOKEN>",
        ),
        (
            vec!["--push-to", here, "--push-key", KEY, "--push-bearer", "t"],
            "'--push-key <KEY>' cannot be used with '--push-bearer <TOKEN>'",
        ),
        (vec!["--push-key", KEY], "--push-to <URL>"),
        (vec!["--push-only"], "--push-to <URL>"),
        (
            vec!["--push-to", "http://192.0.2.1", "--push-key", KEY],
            "pushes to this machine only",
        ),
        (
            vec!["--push-to", "https://127.0.0.1", "--push-key", KEY],
            "by plain http",
        ),
        (vec!["--push-to", "desk", "--push-key", KEY], "not a URL"),
        (
            vec!["--push-to", here, "--push-key", "short"],
            "exactly 43 letters and digits",
        ),
        (
            vec!["--push-to", here, "--push-bearer", "two words"],
            "visible ASCII characters",
        ),
        (
            vec![
                "--push-to",
                here,
                "--push-bearer",
                "t",
                "--push-signed-headers",
                "host",
            ],
            "cannot be used with",
        ),
    ] {
        let run = Command::new(PROGRAM)
            .args(["--listen", "192.0.2.1:0"])
            .args(&args)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        assert!(said.contains(expected), "{args:?}: {said}");
    }
}

#[test]
fn help_explains_every_option_of_pushes() {
    let run = Command::new(PROGRAM).arg("--help").output().unwrap();
    let help = String::from_utf8(run.stdout).unwrap();
    for option in [
        "--push-to <URL>",
        "--push-key <KEY>",
        "--push-bearer <TOKEN>",
        "--push-access-key <NAME>",
        "--push-signed-headers <WHICH>",
        "--push-public-url <URL>",
        "--push-only",
    ] {
        assert!(help.contains(option), "{option}");
    }
}

#[tokio::test]
async fn the_program_pushes_as_it_is_told() {
    let receiver = Receiver::open().await;
    let whole = receiver.url() + "/webhooks/v1/messages";
    let program = Program::run(&[
        ["--push-to", &whole],
        ["--push-key", KEY],
        ["--push-access-key", "tenant"],
        ["--push-signed-headers", "host"],
        ["--push-public-url", "https://chat.example.com"],
    ]);
    let state = reqwest::Client::new().get(format!("{}/console/api/state", program.url));
    let state = answer(state).await;
    let pushed = connect(&program.url, &receiver).await;
    assert_eq!(state["push"]["to"], whole);
    assert!(
        pushed
            .header("authorization")
            .starts_with("auth-v2/tenant/")
    );
    let path = "/webhooks/v1/messages";
    assert_eq!(pushed.verified_as(KEY, "chat.example.com", path), Ok(()));
}

/// The program, which ends with the test.
struct Program {
    child: Child,
    url: String,
    _out: BufReader<ChildStdout>,
}

impl Program {
    fn run(args: &[[&str; 2]]) -> Self {
        let mut child = Command::new(PROGRAM)
            .args([
                "--listen",
                "127.0.0.1:0",
                "--poll-hold-ms",
                "100",
                "--push-only",
            ])
            .args(args.iter().flatten())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        out.read_line(&mut first).unwrap();
        Self {
            child,
            url: first.trim().rsplit_once(' ').unwrap().1.to_owned(),
            _out: out,
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // One that has ended already needs neither.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Connects as a visitor would; what was pushed for it, and not polled.
async fn connect(url: &str, receiver: &Receiver) -> Received {
    let http = reqwest::Client::new();
    let tenant = json!({ "app_key": DEMO_APP_KEY, "app_secret": DEMO_APP_SECRET });
    let bearer = answer(http.post(url.to_owned() + TOKEN_PATH).json(&tenant)).await;
    let bearer = bearer["AccessToken"].as_str().unwrap();
    let headed = |request: RequestBuilder, token: &str| {
        let request = request
            .bearer_auth(bearer)
            .header("x-app-key", DEMO_APP_KEY);
        request.header("ccmessaging-token", token)
    };
    let ann = json!({ "userId": "ann", "userName": "Ann", "channelId": DEMO_CHANNEL,
        "locale": "en" });
    let apply = http.post(format!("{url}{API}/applyToken")).json(&ann);
    let token = answer(headed(apply, "")).await;
    let token = token["token"].as_str().unwrap();
    let connect = json!({ "channel": "WEB", "controlType": "CONNECT", "mediaType": "TEXT",
        "content": "", "from": "ann", "to": DEMO_CHANNEL, "sourceType": "CUSTOMER" });
    let send = http.post(format!("{url}{API}/send")).json(&connect);
    assert_eq!(answer(headed(send, token)).await["resultCode"], "0");
    let pushes = receiver.pushes(1).await;
    let poll = http.get(format!("{url}{API}/poll?receiverId=ann&channel=WEB"));
    let polled = answer(headed(poll, token)).await;
    assert_eq!(polled["downlinkMessages"], json!([]));
    pushes[0].clone()
}

async fn answer(request: RequestBuilder) -> Value {
    request.send().await.unwrap().json().await.unwrap()
}
