//! Pushes that do not arrive.

use std::time::Duration;

use axum::http::StatusCode;
use frontdesk_simulator::PushConfig;
use tokio::net::TcpListener;

use super::receiver::{Receiver, Reply};
use super::{a_while, counted, desk, desk_with, pushing, text};
use crate::desk::Desk;

#[tokio::test]
async fn a_refused_push_is_counted_and_not_tried_again() {
    let (desk, receiver) = desk().await;
    let world = desk.running.world();
    let body = r#"{"resultCode":"1","resultDesc":"no such signature"}"#;
    receiver.reply(Reply::Answer(StatusCode::UNAUTHORIZED, body));
    world.push_message(text("1"));
    let counts = counted(&world, |counts| counts.refused == 1).await;
    assert_eq!((counts.sent, counts.failed), (0, 0));
    let error = world.push_last_error().unwrap();
    assert!(
        error.contains("401") && error.contains("no such signature"),
        "{error}"
    );
    a_while().await;
    assert_eq!(receiver.so_far().len(), 1);
    world.push_message(text("2"));
    counted(&world, |counts| counts.sent == 1).await;
    assert_eq!(receiver.so_far().len(), 2);
}

#[tokio::test]
async fn only_http_200_with_code_0_is_a_success() {
    let (desk, receiver) = desk().await;
    let world = desk.running.world();
    let refusals = [
        (StatusCode::OK, r#"{"resultCode":"1"}"#),
        (StatusCode::OK, r#"{"resultDesc":"success."}"#),
        (StatusCode::OK, "[]"),
        (StatusCode::OK, ""),
        (StatusCode::OK, "<!doctype html>"),
        (StatusCode::CREATED, r#"{"resultCode":"0"}"#),
        (StatusCode::INTERNAL_SERVER_ERROR, r#"{"resultCode":"0"}"#),
    ];
    for (number, (status, body)) in (1..).zip(refusals) {
        receiver.reply(Reply::Answer(status, body));
        world.push_message(text("Hello"));
        let counts = counted(&world, |counts| counts.refused + counts.sent == number).await;
        assert_eq!(counts.refused, number, "{status} {body}");
    }
    let successes = [
        r#"{"resultCode":0}"#,
        r#"{"retCode":"0","resultDesc":null}"#,
        r#"{"returnCode":"0"}"#,
    ];
    for (number, body) in (1..).zip(successes) {
        receiver.reply(Reply::Answer(StatusCode::OK, body));
        world.push_message(text("Hello"));
        let counts = counted(&world, |counts| counts.refused + counts.sent == 7 + number).await;
        assert_eq!(counts.sent, number, "{body}");
    }
}

#[tokio::test]
async fn a_webhook_that_is_not_there_is_a_failure() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let desk = Desk::with(pushing(&url, |push| push)).await;
    let world = desk.running.world();
    world.push_message(text("Hello"));
    let counts = counted(&world, |counts| counts.failed == 1).await;
    assert_eq!((counts.sent, counts.refused), (0, 0));
    assert!(world.push_last_error().unwrap().contains("refused"));
}

#[tokio::test]
async fn a_webhook_that_does_not_answer_is_given_up_and_holds_nobody_up() {
    let (desk, receiver) = desk_with(|push| PushConfig {
        patience: Duration::from_secs(1),
        ..push
    })
    .await;
    let world = desk.running.world();
    receiver.reply(Reply::Never);
    world.push_message(text("1"));
    receiver.pushes(1).await;
    let visitor = desk.visitor("ann").await;
    assert_eq!(visitor.say("CONNECT", "").await, "0");
    assert_eq!(visitor.poll().await.len(), 1);
    assert_eq!(world.push_counts().failed, 0);
    counted(&world, |counts| counts.failed == 1).await;
    assert_eq!(
        world.push_last_error().as_deref(),
        Some("no answer within 1s")
    );
    counted(&world, |counts| counts.sent == 1).await;
}

#[tokio::test]
async fn an_endless_answer_is_not_read_to_its_end() {
    let (desk, receiver) = desk().await;
    let world = desk.running.world();
    receiver.reply(Reply::OfBytes(64 * 1024));
    receiver.reply(Reply::OfBytes(60 * 1024));
    world.push_message(text("1"));
    counted(&world, |counts| counts.refused == 1).await;
    assert!(
        world
            .push_last_error()
            .unwrap()
            .contains("longer than 64 KiB")
    );
    world.push_message(text("2"));
    counted(&world, |counts| counts.sent == 1).await;
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (desk, receiver) = desk().await;
    let elsewhere = Receiver::open().await;
    let world = desk.running.world();
    receiver.reply(Reply::Redirect(elsewhere.url()));
    world.push_message(text("1"));
    counted(&world, |counts| counts.refused == 1).await;
    assert!(world.push_last_error().unwrap().contains("307"));
    assert!(elsewhere.so_far().is_empty());
}

#[tokio::test]
async fn the_poll_still_has_what_no_webhook_took() {
    let (desk, receiver) = desk().await;
    let world = desk.running.world();
    receiver.reply(Reply::Answer(StatusCode::SERVICE_UNAVAILABLE, ""));
    let visitor = desk.visitor("ann").await;
    visitor.say("CONNECT", "").await;
    counted(&world, |counts| counts.refused == 1).await;
    assert_eq!(visitor.poll().await.len(), 1);
}
