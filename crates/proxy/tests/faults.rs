//! A cloud that is ill, and what visitors are told of it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::time::{Duration, Instant};

use reqwest::Response;
use serde_json::{Value, json};
use support::cloud::{Cloud, Reply};
use support::visitor::{Visitor, refused};
use support::{Proxy, config};

async fn visited() -> (Cloud, Proxy, Visitor) {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    (cloud, proxy, visitor)
}

fn is(answer: &Response, status: u16, reason: &str) {
    assert_eq!(
        (answer.status().as_u16(), refused(answer)),
        (status, Some(reason))
    );
}

#[tokio::test]
async fn garbage_is_asked_again_once_for_questions_and_never_for_commands() {
    let (cloud, _proxy, visitor) = visited().await;
    for body in ["<html>", "", "null", "{}", "[]"] {
        cloud.on("queryQueueInfo", move |_| Reply::Text(200, body.to_owned()));
        cloud.on("send", move |_| Reply::Text(200, body.to_owned()));
        let (asked, sent) = (cloud.seen("queryQueueInfo").len(), cloud.seen("send").len());
        is(&visitor.queue().await, 502, "upstream-garbage");
        assert_eq!(cloud.seen("queryQueueInfo").len(), asked + 2);
        is(&visitor.chat("hello").await, 504, "outcome-unknown");
        assert_eq!(cloud.seen("send").len(), sent + 1);
    }
    cloud.on("queryQueueInfo", |seen| match seen.count % 2 {
        1 => Reply::Half,
        _ => Reply::Json(200, json!({"resultCode": "0", "position": 3})),
    });
    assert_eq!(visitor.queue().await.status(), 200);
    assert_eq!(
        visitor.queue().await.json::<Value>().await.unwrap()["position"],
        3
    );
}

#[tokio::test]
async fn cut_and_oversized_answers_are_garbage_or_an_unknown_outcome() {
    let (cloud, _proxy, visitor) = visited().await;
    for call in ["queryQueueInfo", "send", "saveSatisfaction"] {
        cloud.on(call, |_| Reply::Half);
    }
    is(&visitor.queue().await, 502, "upstream-garbage");
    is(&visitor.chat("hello").await, 504, "outcome-unknown");
    is(&visitor.rate("3").await, 504, "outcome-unknown");

    let huge = || {
        Reply::Json(
            200,
            json!({"resultCode": "0", "resultDesc": "x".repeat(2 << 20)}),
        )
    };
    cloud.on("queryQueueInfo", move |_| huge());
    cloud.on("send", move |_| huge());
    is(&visitor.queue().await, 502, "upstream-garbage");
    is(&visitor.chat("hello").await, 504, "outcome-unknown");
}

#[tokio::test]
async fn a_connection_that_closes_without_an_answer_tells_commands_from_questions() {
    let (cloud, _proxy, visitor) = visited().await;
    cloud.on("queryQueueInfo", |_| Reply::Close);
    cloud.on("send", |_| Reply::Close);
    is(&visitor.queue().await, 503, "upstream-down");
    is(&visitor.chat("hello").await, 504, "outcome-unknown");
    assert_eq!(cloud.seen("send").len(), 1);
}

#[tokio::test]
async fn a_cloud_that_does_not_answer_is_a_timeout_or_an_unknown_outcome() {
    let (cloud, _proxy, visitor) = visited().await;
    for call in ["queryQueueInfo", "send", "saveSatisfaction"] {
        cloud.on(call, |_| Reply::Hang);
    }
    let start = Instant::now();
    is(&visitor.queue().await, 504, "upstream-timeout");
    is(&visitor.chat("hello").await, 504, "outcome-unknown");
    is(&visitor.rate("3").await, 504, "outcome-unknown");
    assert!(start.elapsed() < Duration::from_secs(4));
    assert_eq!(cloud.seen("send").len(), 1);
}

#[tokio::test]
async fn a_command_whose_bearer_never_came_was_not_carried() {
    let cloud = Cloud::start().await;
    cloud.on("tokenByAkSk", |_| Reply::Hang);
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let answer = reqwest::Client::new()
        .post(format!("{}/apiaccess/ccmessaging/applyToken", proxy.base))
        .json(&json!({"channelId": support::CHANNEL}))
        .send()
        .await
        .unwrap();
    is(&answer, 504, "upstream-timeout");
    assert!(cloud.seen("applyToken").is_empty());
}

#[tokio::test]
async fn a_cloud_that_is_not_there_is_down_and_may_be_tried_later() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let upstream = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let proxy = Proxy::start_with(config(&upstream, &[])).await;
    let answer = reqwest::Client::new()
        .post(format!("{}/apiaccess/ccmessaging/applyToken", proxy.base))
        .json(&json!({"channelId": support::CHANNEL}))
        .send()
        .await
        .unwrap();
    is(&answer, 503, "upstream-down");
    assert_eq!(answer.headers()["retry-after"], "5");
}

#[tokio::test]
async fn gateways_in_front_of_the_cloud_are_not_taken_for_it() {
    let (cloud, _proxy, visitor) = visited().await;
    for (status, question, command) in [
        (503, (503, "upstream-down"), (503, "upstream-down")),
        (502, (503, "upstream-down"), (504, "outcome-unknown")),
        (500, (503, "upstream-down"), (504, "outcome-unknown")),
        (302, (502, "upstream-garbage"), (502, "upstream-garbage")),
        (404, (502, "upstream-garbage"), (502, "upstream-garbage")),
    ] {
        cloud.on("queryQueueInfo", move |_| {
            Reply::Text(status, "<html>".to_owned())
        });
        cloud.on("send", move |_| Reply::Text(status, "<html>".to_owned()));
        is(&visitor.queue().await, question.0, question.1);
        is(&visitor.chat("hello").await, command.0, command.1);
    }
}

#[tokio::test]
async fn a_gateway_that_gives_up_on_a_command_does_not_get_it_twice() {
    let (cloud, _proxy, visitor) = visited().await;
    for status in [500, 502, 504] {
        for call in ["send", "queryQueueInfo"] {
            cloud.on(call, move |_| {
                let body = json!({"errorCode": "1", "exceptionInfo": "backend timeout"});
                Reply::Json(status, body)
            });
        }
        let sent = cloud.seen("send").len();
        is(&visitor.chat("hello").await, 504, "outcome-unknown");
        assert_eq!(cloud.seen("send").len(), sent + 1);
        is(&visitor.queue().await, 503, "upstream-down");
    }
    assert_eq!(cloud.seen("tokenByAkSk").len(), 1);
}

#[tokio::test]
async fn an_exception_without_words_beside_messages_loses_none() {
    let (cloud, _proxy, visitor) = visited().await;
    visitor.say("CONNECT", "").await;
    cloud.on("poll", |seen| match seen.count {
        1 => Reply::Json(
            200,
            json!({"downlinkMessages": [{"content": "hello"}], "exceptionInfo": ""}),
        ),
        _ => Reply::Json(200, json!({"downlinkMessages": []})),
    });
    let answer = visitor.poll_once("?cursor=").await;
    assert_eq!(support::visitor::texts(&answer), ["hello"]);
    assert_eq!(cloud.seen("tokenByAkSk").len(), 1);
}

#[tokio::test]
async fn what_the_cloud_refuses_is_handed_down_without_our_header() {
    let (cloud, _proxy, visitor) = visited().await;
    for (status, body) in [
        (200, json!({"resultCode": "13", "resultDesc": "failed"})),
        (400, json!({"resultCode": "7"})),
        (403, json!({"resultCode": "160033"})),
        (
            500,
            json!({"resultCode": "13", "resultDesc": "failed", "more": 1}),
        ),
    ] {
        let sent = body.clone();
        cloud.on("send", move |_| Reply::Json(status, sent.clone()));
        let answer = visitor.chat("hello").await;
        assert_eq!((answer.status().as_u16(), refused(&answer)), (status, None));
        assert_eq!(answer.json::<Value>().await.unwrap(), body);
    }
}

#[tokio::test]
async fn flow_control_says_when_to_come_back() {
    let (cloud, _proxy, visitor) = visited().await;
    for (status, code) in [(200, "1001000002"), (429, "1")] {
        cloud.on("send", move |_| {
            Reply::Json(status, json!({"resultCode": code}))
        });
        let answer = visitor.chat("hello").await;
        assert_eq!((answer.status().as_u16(), refused(&answer)), (429, None));
        assert_eq!(answer.headers()["retry-after"], "1");
    }
    cloud.on("send", |_| Reply::Text(429, "slow down".to_owned()));
    is(&visitor.chat("hello").await, 503, "upstream-down");
}

#[tokio::test]
async fn a_poll_that_fails_says_so_and_the_next_one_goes_on() {
    let (cloud, _proxy, visitor) = visited().await;
    visitor.say("CONNECT", "").await;
    cloud.on("poll", |_| Reply::Text(503, String::new()));
    is(
        &visitor.polling("?cursor=").send().await.unwrap(),
        503,
        "upstream-down",
    );
    cloud.on("poll", |_| {
        Reply::Json(200, json!({"downlinkMessages": [{"content": "hello"}]}))
    });
    assert_eq!(support::visitor::texts(&visitor.poll("").await), ["hello"]);
}
