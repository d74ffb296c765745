//! A disk that is full: nobody is told that something was kept which was not.
#![cfg(unix)]

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::support::cloud::{Cloud, Reply};
use crate::support::http;
use crate::support::program::Program;
use crate::support::visitor::API;

/// The real program, that may write so many kilobytes into a file and is told so as by a full disk.
fn program(cloud: &Cloud, store: &str, kilobytes: Option<u32>) -> Program {
    let limit = kilobytes.map_or(String::new(), |kilobytes| {
        format!("trap '' XFSZ; ulimit -f {kilobytes};")
    });
    let mut command = Command::new("bash");
    command
        .arg("-c")
        .arg(format!("{limit} exec \"$0\" \"$@\""))
        .arg(env!("CARGO_BIN_EXE_frontdesk-proxy"))
        .args(["--listen=127.0.0.1:0", "--admin-listen=127.0.0.1:0"])
        .args([
            "--app-key=k",
            "--app-secret=s",
            "--channel=1",
            "--limit-new-visitors=off",
        ])
        .args(["--seal-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="])
        .args(["--limit-calls-visitor=off", "--limit-calls-address=off"])
        .args(["--upstream", &cloud.url, store])
        .env_clear()
        .stdin(Stdio::null());
    Program::start(command)
}

async fn say(base: &str, seal: &str, id: &str) -> u16 {
    let body = json!({
        "controlType": "CHAT", "mediaType": "TEXT", "messageId": id, "content": "x".repeat(900),
    });
    let request = http().post(format!("{base}{API}/send")).json(&body);
    let answer = request
        .header("ccmessaging-token", seal)
        .send()
        .await
        .unwrap();
    answer.status().as_u16()
}

#[tokio::test]
async fn on_a_full_disk_visitors_are_told_and_what_was_acknowledged_is_there_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let store = format!("--store=file:{}", folder.path().join("store").display());
    let cloud = Cloud::start().await;
    // Answers are kept with their commands.
    let long = "y".repeat(30_000);
    cloud.on("send", move |_| {
        Reply::Json(200, json!({"resultCode": "0", "resultDesc": long}))
    });
    let limited = program(&cloud, &store, Some(4096));
    let request = http().post(format!("{}{API}/applyToken", limited.base));
    let answer = request
        .json(&json!({"channelId": "1"}))
        .send()
        .await
        .unwrap();
    let answer: Value = answer.json().await.unwrap();
    let seal = answer["token"].as_str().unwrap().to_owned();

    let mut acknowledged = Vec::new();
    let mut full = false;
    for number in 0..400 {
        let id = format!("m{number}");
        match say(&limited.base, &seal, &id).await {
            200 => acknowledged.push(id),
            503 => {
                full = true;
                break;
            }
            other => assert!(matches!(other, 504), "{other}"),
        }
    }
    assert!(
        full && acknowledged.len() > 3,
        "{full} {}",
        acknowledged.len()
    );
    let ready = http()
        .get(format!("{}/readyz", limited.admin))
        .send()
        .await
        .unwrap();
    assert_eq!(ready.status(), 503);
    drop(limited);

    let roomy = program(&cloud, &store, None);
    let before = cloud.seen("send").len();
    let last = acknowledged.last().cloned();
    for id in acknowledged {
        let again = say(&roomy.base, &seal, &id).await;
        // Of the last one the end could not be kept: it is known to have begun, and not begun again.
        assert!(
            again == 200 || (again == 504 && Some(&id) == last.as_ref()),
            "{id}: {again}"
        );
    }
    assert_eq!(
        cloud.seen("send").len(),
        before,
        "something was carried twice"
    );
    assert_eq!(say(&roomy.base, &seal, "new").await, 200);
}
