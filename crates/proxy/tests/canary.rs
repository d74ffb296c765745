//! Secrets that must appear nowhere: not in an answer, not in a log at its most talkative.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use support::CHANNEL;
use support::cloud::{Cloud, Reply, Seen};
use support::program::{Program, command};
use support::visitor::API;

const SECRET: &str = "canary-app-secret-7391";
const BEARER: &str = "canary-bearer-5520";
const TENANT: &str = "canary-tenant-1188";
const TEXT: &str = "canary-text-6042";

fn token() -> String {
    STANDARD.encode(json!({"tenantId": TENANT, "userName": "u"}).to_string())
}

/// A cloud that repeats to everybody what it was sent, as error pages do.
fn echo(seen: &Seen, status: u16, code: &str) -> Reply {
    let words = format!(
        "{} {} {} {SECRET}",
        seen.header("authorization"),
        seen.header("ccmessaging-token"),
        seen.header("x-app-key")
    );
    Reply::Json(
        status,
        json!({"resultCode": code, "resultDesc": words, "echo": words}),
    )
}

#[tokio::test]
async fn no_secret_reaches_a_browser_or_the_log() {
    let cloud = Cloud::start().await;
    cloud.on("tokenByAkSk", |_| {
        Reply::Json(200, json!({"AccessToken": BEARER, "Expires": "600"}))
    });
    cloud.on("applyToken", |_| {
        let token = format!("\"{}\"", token());
        Reply::Json(
            200,
            json!({"resultCode": "0", "token": token, "resultDesc": SECRET}),
        )
    });
    cloud.on("poll", |seen| {
        let words = format!(
            "{} {}",
            seen.header("authorization"),
            seen.header("ccmessaging-token")
        );
        Reply::Json(
            200,
            json!({"resultCode": "0", "downlinkMessages": [{"content": words}]}),
        )
    });
    let program = Program::start(command(&[
        "--listen=127.0.0.1:0",
        "--admin-listen=127.0.0.1:0",
        "--upstream",
        &cloud.url,
        "--app-key=key",
        "--app-secret",
        SECRET,
        "--channel",
        CHANNEL,
        "--log=trace,hyper=trace,h2=trace",
    ]));
    let http = support::http();
    let mut down = String::new();
    let seal = {
        let answer = http
            .post(format!("{}{API}/applyToken", program.base))
            .json(&json!({"channelId": CHANNEL}))
            .send()
            .await
            .unwrap();
        let headers = format!("{:?}", answer.headers());
        let body = answer.text().await.unwrap();
        down.push_str(&headers);
        down.push_str(&body);
        let body: Value = serde_json::from_str(&body).unwrap();
        body.get("token").unwrap().as_str().unwrap().to_owned()
    };
    let chat = json!({"controlType": "CONNECT", "content": TEXT});
    for (status, code) in [
        (200, "0"),
        (200, "13"),
        (400, "7"),
        (401, "1"),
        (500, "13"),
        (429, "1"),
    ] {
        for call in ["send", "queryQueueInfo", "saveSatisfaction"] {
            cloud.on(call, move |seen| {
                if call == "send" && code == "0" {
                    Reply::Renew(
                        json!({"resultCode": "0", "resultDesc": token()}),
                        format!("{}x", token()),
                    )
                } else {
                    echo(seen, status, code)
                }
            });
        }
        for (call, body) in [
            ("send", chat.clone()),
            ("queryQueueInfo", json!({})),
            (
                "saveSatisfaction",
                json!({"evaluation": 1, "comment": TEXT}),
            ),
            ("send", json!({"controlType": "CHAT", "content": [TEXT]})),
        ] {
            let answer = http
                .post(format!("{}{API}/{call}", program.base))
                .header("ccmessaging-token", &seal)
                .json(&body)
                .send()
                .await
                .unwrap();
            down.push_str(&format!("{:?}", answer.headers()));
            down.push_str(&answer.text().await.unwrap());
        }
    }
    let poll = http
        .get(format!(
            "{}{API}/poll?cursor=&receiverId={TEXT}",
            program.base
        ))
        .header("ccmessaging-token", &seal);
    assert_eq!(poll.send().await.unwrap().status(), 403);
    let poll = http
        .get(format!("{}{API}/poll?cursor=", program.base))
        .header("ccmessaging-token", &seal);
    let poll = poll.send().await.unwrap().text().await.unwrap();
    assert!(poll.contains("content"), "{poll}");
    down.push_str(&poll);
    let metrics = http
        .get(format!("{}/metrics", program.admin))
        .send()
        .await
        .unwrap();
    down.push_str(&metrics.text().await.unwrap());
    program.signal("-INT");
    let (code, log) = tokio::task::spawn_blocking(|| program.end()).await.unwrap();
    assert_eq!(code, Some(0));
    assert!(
        log.contains(r#""route":"send""#) && log.contains(r#""refused":"identity""#),
        "{log}"
    );

    let plain = [SECRET, BEARER, TENANT].map(str::to_owned);
    let encoded = [SECRET, BEARER].map(|secret| STANDARD.encode(secret));
    for canary in plain.into_iter().chain(encoded).chain([token()]) {
        assert!(!down.contains(&canary), "{canary} went down:\n{down}");
        assert!(!log.contains(&canary), "{canary} was logged");
    }
    for private in [TEXT, seal.as_str(), "cursor="] {
        assert!(!log.contains(private), "{private} was logged");
    }
    for word in down.split(|c: char| !c.is_ascii_alphanumeric() && !"+/=_-".contains(c)) {
        if let Ok(bytes) = STANDARD.decode(word) {
            assert!(
                !String::from_utf8_lossy(&bytes).contains("canary"),
                "{word}"
            );
        }
    }
}
