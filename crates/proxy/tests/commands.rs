//! Commands under an id: carried once, whatever happens to the answer.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::time::Duration;

use reqwest::Response;
use serde_json::{Value, json};
use support::Proxy;
use support::cloud::{Cloud, Reply};
use support::visitor::{Visitor, cursor, refused};

async fn say(visitor: &Visitor, id: &str, text: &str) -> Response {
    let body = json!({"controlType": "CHAT", "content": text, "messageId": id});
    visitor.sealed("send", body).send().await.unwrap()
}

async fn rate(visitor: &Visitor, key: &str, stars: &str) -> Response {
    let request = visitor.sealed("saveSatisfaction", json!({"evaluation": stars}));
    request.header("idempotency-key", key).send().await.unwrap()
}

/// What a caller sees: the status, with the reason of a refusal.
async fn told(answer: Response) -> String {
    let status = answer.status().as_u16();
    let reason = refused(&answer).map(str::to_owned);
    match reason {
        Some(reason) => format!("{status} {reason}"),
        None => {
            let body: Value = answer.json().await.unwrap();
            format!(
                "{status} code {}",
                body["resultCode"].as_str().unwrap_or("-")
            )
        }
    }
}

#[tokio::test]
async fn every_point_of_failure_has_one_outcome_and_no_command_is_carried_twice() {
    let done = || Reply::Json(200, json!({"resultCode": "0"}));
    type Answers = fn() -> Reply;
    // How the cloud answers the first time, what the caller sees, what a repeat sees, and how often
    // the cloud was asked in all. From the second time on the cloud does what it should.
    let table: [(&str, Answers, &str, &str, usize); 11] = [
        (
            "works",
            || Reply::Json(200, json!({"resultCode": "0"})),
            "200 code 0",
            "200 code 0",
            1,
        ),
        (
            "refuses by code",
            || Reply::Json(200, json!({"resultCode": "13"})),
            "200 code 13",
            "200 code 0",
            2,
        ),
        (
            "refuses by status",
            || Reply::Json(400, json!({"resultCode": "1"})),
            "400 code 1",
            "200 code 0",
            2,
        ),
        (
            "fails, with a code",
            || Reply::Json(500, json!({"resultCode": "1"})),
            "500 code 1",
            "504 outcome-unknown",
            1,
        ),
        (
            "is not there, with a code",
            || Reply::Json(503, json!({"resultCode": "1"})),
            "503 code 1",
            "200 code 0",
            2,
        ),
        (
            "is too busy",
            || Reply::Json(429, json!({"resultCode": "1"})),
            "429 code 1",
            "200 code 0",
            2,
        ),
        (
            "is down",
            || Reply::Text(503, String::new()),
            "503 upstream-down",
            "200 code 0",
            2,
        ),
        (
            "breaks off before the head",
            || Reply::Close,
            "504 outcome-unknown",
            "504 outcome-unknown",
            1,
        ),
        (
            "breaks off in the body",
            || Reply::Half,
            "504 outcome-unknown",
            "504 outcome-unknown",
            1,
        ),
        (
            "never answers",
            || Reply::Hang,
            "504 outcome-unknown",
            "504 outcome-unknown",
            1,
        ),
        (
            "answers garbage",
            || Reply::Text(200, "<html>".to_owned()),
            "504 outcome-unknown",
            "504 outcome-unknown",
            1,
        ),
    ];
    println!("| the cloud | first | repeat | asked |\n|---|---|---|---|");
    for (cloud_does, first, expected, repeated, asked) in table {
        for command in ["send", "saveSatisfaction"] {
            let cloud = Cloud::start().await;
            let proxy = Proxy::start(&cloud.url, &[]).await;
            let visitor = Visitor::connected(&proxy).await;
            let before = cloud.seen(command).len();
            cloud.on(command, move |seen| {
                if seen.count == before + 1 {
                    first()
                } else {
                    done()
                }
            });
            let ask = async || match command {
                "send" => told(say(&visitor, "m1", "hello").await).await,
                _ => told(rate(&visitor, "m1", "5").await).await,
            };
            let seen = (ask().await, ask().await, cloud.seen(command).len() - before);
            println!(
                "| {cloud_does}, {command} | {} | {} | {} |",
                seen.0, seen.1, seen.2
            );
            assert_eq!(
                seen,
                (expected.to_owned(), repeated.to_owned(), asked),
                "{cloud_does}, {command}"
            );
        }
    }
}

#[tokio::test]
async fn nobody_is_there_and_so_nothing_was_carried() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    // Every connection is refused from now on, then none.
    cloud.on("send", |_| Reply::Text(503, String::new()));
    assert_eq!(
        told(say(&visitor, "m1", "a").await).await,
        "503 upstream-down"
    );
    assert_eq!(
        told(say(&visitor, "m1", "a").await).await,
        "503 upstream-down"
    );
    cloud.on("send", |_| Reply::Json(200, json!({"resultCode": "0"})));
    assert_eq!(told(say(&visitor, "m1", "a").await).await, "200 code 0");
}

#[tokio::test]
async fn a_repeat_waits_for_the_first_and_gets_its_answer() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    let before = cloud.seen("send").len();
    cloud.on("send", |_| {
        Reply::Late(
            Duration::from_millis(200),
            json!({"resultCode": "0", "resultDesc": "once"}),
        )
    });
    let (one, two, three) = tokio::join!(
        say(&visitor, "m1", "a"),
        say(&visitor, "m1", "a"),
        say(&visitor, "m1", "a")
    );
    for answer in [one, two, three] {
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["resultDesc"], "once");
    }
    assert_eq!(cloud.seen("send").len(), before + 1);
}

#[tokio::test]
async fn a_caller_who_goes_away_finds_the_answer_on_coming_back() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    let before = cloud.seen("send").len();
    cloud.on("send", |_| {
        Reply::Late(Duration::from_millis(200), json!({"resultCode": "0"}))
    });
    let gone = tokio::time::timeout(Duration::from_millis(60), say(&visitor, "m1", "a")).await;
    assert!(gone.is_err());
    assert_eq!(told(say(&visitor, "m1", "a").await).await, "200 code 0");
    assert_eq!(cloud.seen("send").len(), before + 1);
}

#[tokio::test]
async fn the_same_id_for_something_else_is_refused() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    assert_eq!(told(say(&visitor, "m1", "a").await).await, "200 code 0");
    assert_eq!(told(say(&visitor, "m1", "b").await).await, "409 message-id");
    assert_eq!(told(rate(&visitor, "m1", "5").await).await, "200 code 0");
    assert_eq!(
        told(rate(&visitor, "m1", "4").await).await,
        "409 message-id"
    );
    // Ids are each visitor's own.
    let other = Visitor::connected(&proxy).await;
    assert_eq!(told(say(&other, "m1", "b").await).await, "200 code 0");
}

#[tokio::test]
async fn a_repeat_under_a_strange_epoch_is_not_carried() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    let before = cloud.seen("send").len();
    let place = cursor(&visitor.poll_once("?cursor=").await);
    let (epoch, _) = place.rsplit_once('-').unwrap();
    let repeat = async |epoch: &str| {
        let body = json!({"controlType": "CHAT", "content": "a", "messageId": "m1"});
        let request = visitor
            .sealed("send", body)
            .header("frontdesk-epoch", epoch);
        told(request.send().await.unwrap()).await
    };
    assert_eq!(repeat("another").await, "504 outcome-unknown");
    assert_eq!(cloud.seen("send").len(), before);
    assert_eq!(repeat(epoch).await, "200 code 0");
    assert_eq!(repeat("not a word").await, "400 invalid");
}

#[tokio::test]
async fn without_an_id_every_command_is_its_own() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    let before = cloud.seen("send").len();
    for _ in 0..2 {
        assert_eq!(visitor.chat("a").await.status(), 200);
    }
    assert_eq!(cloud.seen("send").len(), before + 2);
}
