//! The cloud when it is not well.

use std::time::{Duration, Instant};

use frontdesk_simulator::{Config, Mode};
use serde_json::json;

use crate::desk::{Desk, TOKEN_PATH, header, quick};

#[tokio::test]
async fn down_is_503_without_a_body_everywhere() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    desk.running.world().set_mode(Mode::Down);
    let polled = visitor.poll_request().send().await.unwrap();
    assert_eq!(polled.status(), 503);
    assert_eq!(polled.text().await.unwrap(), "");
    let token = desk.post(TOKEN_PATH, &json!({})).send().await.unwrap();
    assert_eq!(token.status(), 503);
    desk.running.world().set_mode(Mode::Normal);
    assert_eq!(visitor.say("CHAT", "Hello").await, "0");
}

#[tokio::test]
async fn going_down_breaks_off_held_polls() {
    let desk = Desk::with(Config {
        poll_hold: Duration::from_secs(30),
        ..quick()
    })
    .await;
    let visitor = desk.guest("ann").await;
    let world = desk.running.world();
    let poll = tokio::spawn(async move { visitor.poll_request().send().await.unwrap().status() });
    tokio::time::sleep(Duration::from_millis(200)).await;
    let started = Instant::now();
    world.set_mode(Mode::Down);
    assert_eq!(poll.await.unwrap(), 503);
    assert!(started.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn forbidden_refuses_every_bearer_but_gives_new_ones() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    desk.running.world().set_mode(Mode::Forbidden);
    desk.bearer().await;
    let polled = visitor.poll_request().send().await.unwrap();
    assert_eq!(polled.status(), 403);
    assert!(polled.text().await.unwrap().contains("exceptionInfo"));
}

#[tokio::test]
async fn garbage_is_html_under_http_200() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    desk.running.world().set_mode(Mode::Garbage);
    let polled = visitor.poll_request().send().await.unwrap();
    assert_eq!(polled.status(), 200);
    assert!(
        header(&polled, "content-type")
            .unwrap()
            .starts_with("text/html")
    );
}

#[tokio::test]
async fn outside_working_hours_connect_is_12_and_open_sessions_go_on() {
    let desk = Desk::open().await;
    let ann = desk.guest("ann").await;
    let bob = desk.visitor("bob").await;
    desk.running.world().set_mode(Mode::NotWorking);
    assert_eq!(bob.say("CONNECT", "").await, "12");
    assert_eq!(ann.say("CHAT", "Hello").await, "0");
    ann.poll().await;
    assert_eq!(ann.say("CONNECT", "").await, "0");
    assert!(ann.poll().await.is_empty(), "the session goes on");
}

#[tokio::test]
async fn without_agents_a_transfer_is_13_and_the_robot_stays() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    desk.running.world().set_mode(Mode::NoAgents);
    assert_eq!(visitor.say("TRANS2AGENT", "").await, "13");
    visitor.say("CHAT", "prices").await;
    assert_eq!(visitor.poll().await[0]["sourceType"], "ROBOT");
}
