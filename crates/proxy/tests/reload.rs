//! SIGHUP: secrets and switches are taken anew, and nobody is disturbed.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use reqwest::Client;
use serde_json::{Value, json};
use support::cloud::Cloud;
use support::http;
use support::program::{Program, command};
use support::visitor::API;

const OLD: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const NEW: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

fn write(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

struct Started {
    folder: tempfile::TempDir,
    cloud: Cloud,
    program: Program,
    http: Client,
}

impl Started {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let cloud = Cloud::start().await;
        write(&folder.path().join("seal.key"), OLD);
        write(&folder.path().join("app.secret"), "first-secret");
        write(&folder.path().join("proxy.toml"), "click-to-call = 'audio'");
        let mut program = command(&["--app-key=k", "--channel=1", "--listen=127.0.0.1:0"]);
        let path = |name: &str| folder.path().join(name);
        program
            .args(["--admin-listen=127.0.0.1:0", "--upstream", &cloud.url])
            .arg("--config")
            .arg(path("proxy.toml"))
            .arg("--seal-key-file")
            .arg(path("seal.key"))
            .arg("--app-secret-file")
            .arg(path("app.secret"));
        let program = Program::start(program);
        let http = http();
        Self {
            folder,
            cloud,
            program,
            http,
        }
    }

    fn put(&self, name: &str, text: &str) {
        write(&self.folder.path().join(name), text);
    }

    async fn reload(&self) {
        self.program.signal("-HUP");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }

    async fn post(&self, call: &str, seal: &str, body: Value) -> (u16, Value) {
        let request = self
            .http
            .post(format!("{}{API}/{call}", self.program.base))
            .json(&body);
        let request = match seal {
            "" => request,
            seal => request.header("ccmessaging-token", seal),
        };
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    async fn apply(&self) -> (String, String) {
        let (status, answer) = self.post("applyToken", "", json!({"channelId": "1"})).await;
        assert_eq!(status, 200, "{answer}");
        let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        (
            text("token"),
            answer["features"]["calls"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        )
    }
}

#[tokio::test]
async fn seals_are_made_with_the_new_key_and_opened_with_both() {
    let started = Started::new().await;
    let (old, _) = started.apply().await;
    started.put("seal.key", &format!("{NEW},{OLD}"));
    started.reload().await;
    let (new, _) = started.apply().await;
    for seal in [&old, &new] {
        assert_eq!(started.post("queryQueueInfo", seal, json!({})).await.0, 200);
    }
    started.put("seal.key", NEW);
    started.reload().await;
    assert_eq!(started.post("queryQueueInfo", &old, json!({})).await.0, 401);
    assert_eq!(started.post("queryQueueInfo", &new, json!({})).await.0, 200);
}

#[tokio::test]
async fn calls_are_switched_off_without_a_restart() {
    let started = Started::new().await;
    let (seal, calls) = started.apply().await;
    assert_eq!(calls, "audio");
    started.put("proxy.toml", "click-to-call = 'off'");
    started.reload().await;
    let create = started.post("v1/createClickToCall", &seal, json!({"mediaAbility": "0"}));
    assert_eq!(create.await.0, 403);
    assert_eq!(started.apply().await.1, "");
    assert!(started.cloud.seen("createClickToCall").is_empty());
}

#[tokio::test]
async fn a_stream_goes_on_and_the_next_bearer_is_got_with_the_new_secret() {
    let started = Started::new().await;
    let (seal, _) = started.apply().await;
    let url = format!("{}/frontdesk/stream", started.program.base);
    let stream = started
        .http
        .get(url)
        .header("ccmessaging-token", &seal)
        .send();
    let mut stream = stream.await.unwrap();
    assert!(stream.chunk().await.unwrap().is_some());
    started.put("app.secret", "second-secret");
    started.reload().await;
    // The cloud no longer takes the Bearer that there is.
    let refusal = json!({"errorCode": "0", "exceptionInfo": "auth fail"});
    started
        .cloud
        .on("queryQueueInfo", move |seen| match seen.count {
            1 => support::cloud::Reply::Json(403, refusal.clone()),
            _ => support::cloud::Reply::Json(200, json!({"resultCode": "0"})),
        });
    assert_eq!(
        started.post("queryQueueInfo", &seal, json!({})).await.0,
        200
    );
    let asked = started.cloud.seen("tokenByAkSk");
    let secrets: Vec<_> = asked
        .iter()
        .map(|seen| seen.json()["app_secret"].clone())
        .collect();
    assert_eq!(secrets, ["first-secret", "second-secret"]);
    let ended = tokio::time::timeout(Duration::from_millis(300), stream.chunk()).await;
    assert!(ended.is_err(), "the stream has ended");
}

#[tokio::test]
async fn a_faulty_configuration_changes_nothing_and_is_told() {
    let started = Started::new().await;
    let (seal, _) = started.apply().await;
    started.put("seal.key", "short");
    started.put("proxy.toml", "click-to-call = 'off'");
    started.reload().await;
    assert_eq!(
        started.post("queryQueueInfo", &seal, json!({})).await.0,
        200
    );
    assert_eq!(started.apply().await.1, "audio");
    started.program.signal("-TERM");
    let (code, log) = started.program.end();
    assert_eq!(code, Some(0));
    assert!(
        log.contains("--seal-key") && log.contains("the one that there was stays"),
        "{log}"
    );
}
