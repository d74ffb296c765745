//! poll: held, woken, destructive.

use std::time::{Duration, Instant};

use frontdesk_simulator::{Config, Phase};

use crate::desk::{Desk, quick};

#[tokio::test]
async fn a_poll_with_nothing_to_say_is_held_and_then_empty() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    let started = Instant::now();
    assert!(visitor.poll().await.is_empty());
    assert!(started.elapsed() >= Duration::from_millis(150));
}

#[tokio::test]
async fn a_held_poll_is_woken_at_once() {
    let desk = Desk::with(Config {
        poll_hold: Duration::from_secs(30),
        ..quick()
    })
    .await;
    let visitor = desk.served("ann").await;
    let world = desk.running.world();
    let poll = tokio::spawn(async move { (visitor.poll().await, Instant::now()) });
    tokio::time::sleep(Duration::from_millis(200)).await;
    let said = Instant::now();
    assert!(world.agent_says("ann", "Hello"));
    let (messages, answered) = poll.await.unwrap();
    assert_eq!(messages[0]["content"], "<p>Hello</p>");
    assert!(answered - said < Duration::from_millis(500));
}

#[tokio::test]
async fn what_was_handed_out_is_gone() {
    let desk = Desk::open().await;
    let visitor = desk.visitor("ann").await;
    visitor.say("CONNECT", "").await;
    assert_eq!(visitor.poll().await.len(), 1);
    assert!(visitor.poll().await.is_empty());
}

#[tokio::test]
async fn a_message_has_the_nulls_and_extras_of_the_documents_example() {
    let desk = Desk::open().await;
    let visitor = desk.visitor("ann").await;
    visitor.say("CONNECT", "").await;
    visitor.say("CHAT", "Quack").await;
    let answer = &visitor.poll().await[1];
    let answer = answer.as_object().unwrap();
    for field in ["simQuestions", "callId", "messageCode"] {
        assert!(answer[field].is_null(), "{field}");
    }
    assert_eq!(answer["robotGender"], "MALE");
    assert_eq!(answer["senderAvatar"], "1");
    assert!(answer["timestamp"].is_number());
}

#[tokio::test]
async fn messages_of_one_moment_have_different_times() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    for _ in 0..20 {
        visitor.say("CHAT", "?").await;
    }
    let mut times: Vec<i64> = visitor
        .poll()
        .await
        .iter()
        .map(|line| line["timestamp"].as_i64().unwrap())
        .collect();
    assert_eq!(times.len(), 20);
    times.dedup();
    assert_eq!(times.len(), 20);
    assert!(times.is_sorted());
}

#[tokio::test]
async fn of_too_much_that_waits_the_newest_is_kept() {
    let desk = Desk::with(Config {
        max_pending: 3,
        ..quick()
    })
    .await;
    let visitor = desk.served("ann").await;
    for number in 0..5 {
        desk.running.world().agent_says("ann", &number.to_string());
    }
    let waiting = visitor.poll().await;
    let texts: Vec<&str> = waiting
        .iter()
        .map(|line| line["content"].as_str().unwrap())
        .collect();
    assert_eq!(texts, ["<p>2</p>", "<p>3</p>", "<p>4</p>"]);
}

#[tokio::test]
async fn who_does_not_poll_is_timed_out_by_the_system() {
    let timeout = Duration::from_millis(400);
    let desk = Desk::with(Config {
        session_timeout: timeout,
        ..quick()
    })
    .await;
    let visitor = desk.guest("ann").await;
    visitor.say("TRANS2AGENT", "").await;
    visitor.poll().await;
    tokio::time::sleep(Duration::from_millis(800)).await;
    let goodbye = visitor.poll().await;
    assert_eq!(goodbye[0]["controlType"], "DISCONNECT");
    assert_eq!(goodbye[0]["sourceType"], "SYSTEM");
    assert!(desk.running.world().waiting().is_empty());
    assert_eq!(visitor.queue().await["resultCode"], "5");
}

#[tokio::test]
async fn stopping_answers_held_polls() {
    let desk = Desk::with(Config {
        poll_hold: Duration::from_secs(30),
        ..quick()
    })
    .await;
    let visitor = desk.guest("ann").await;
    let poll = tokio::spawn(async move { visitor.poll_request().send().await });
    tokio::time::sleep(Duration::from_millis(200)).await;
    let started = Instant::now();
    desk.running.stop().await;
    assert_eq!(poll.await.unwrap().unwrap().status(), 200);
    assert!(started.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn a_held_poll_is_a_poll_as_long_as_it_is_held() {
    let desk = Desk::with(Config {
        poll_hold: Duration::from_millis(900),
        session_timeout: Duration::from_millis(300),
        ..quick()
    })
    .await;
    let visitor = desk.visitor("ann").await;
    visitor.say("CONNECT", "").await;
    assert_eq!(visitor.poll().await.len(), 1);
    assert!(visitor.poll().await.is_empty());
    assert_eq!(desk.running.world().phase("ann"), Some(Phase::Robot));

    // Who hangs up in the middle polls no longer.
    let given_up = visitor.poll_request().timeout(Duration::from_millis(100));
    assert!(given_up.send().await.is_err());
    let started = Instant::now();
    while desk.running.world().phase("ann") != Some(Phase::Ended) {
        assert!(started.elapsed() < Duration::from_millis(850));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
