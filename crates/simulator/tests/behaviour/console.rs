//! The console: what the page gets, and who else gets nothing.

use std::time::{Duration, Instant};

use frontdesk_simulator::{Mode, Phase};
use reqwest::header::{HOST, ORIGIN};
use serde_json::{Value, json};

use crate::console_calls::{did, state};
use crate::desk::{Desk, header};

#[tokio::test]
async fn every_file_of_the_page_is_served_under_a_strict_policy() {
    let desk = Desk::open().await;
    for path in [
        "",
        "/base.css",
        "/console.css",
        "/people.css",
        "/talk.css",
        "/console.js",
        "/calls.js",
        "/render.js",
        "/icon.svg",
    ] {
        let answer = desk
            .http
            .get(desk.url(&format!("/console{path}")))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        let policy = header(&answer, "content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'self';") && !policy.contains("unsafe"));
        assert_eq!(header(&answer, "x-content-type-options"), Some("nosniff"));
        assert!(!answer.text().await.unwrap().contains("innerHTML"));
    }
}

#[tokio::test]
async fn the_page_says_that_it_is_a_stand_in() {
    let desk = Desk::open().await;
    let page = desk
        .http
        .get(desk.url("/"))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(page.contains("Simulator") && page.contains("A stand-in for the contact-centre cloud"));
}

#[tokio::test]
async fn a_person_can_accept_read_and_hang_up() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    visitor.say("CHAT", "My chain is gone").await;
    visitor.say("TRANS2AGENT", "").await;
    let shown = state(&desk, "").await;
    assert_eq!(shown["waiting"][0]["name"], "Ann");
    assert_eq!(shown["waiting"][0]["last"], "My chain is gone");
    assert!(shown["transcript"].is_null());

    assert_eq!(did(&desk, "accept", json!({})).await["user"], "ann");
    visitor.say("CHAT", "Hello?").await;
    let shown = state(&desk, "open=ann").await;
    assert_eq!(shown["waiting"], json!([]));
    assert_eq!(shown["conversations"][0]["unread"], 1);
    let lines = shown["transcript"]["lines"].as_array().unwrap();
    assert_eq!(lines.last().unwrap()["text"], "Hello?");
    assert_eq!(lines.last().unwrap()["who"], "visitor");

    did(&desk, "seen", json!({ "user": "ann" })).await;
    assert_eq!(state(&desk, "").await["conversations"][0]["unread"], 0);
    assert_eq!(
        did(&desk, "hang-up", json!({ "user": "ann" })).await["done"],
        true
    );
    assert_eq!(desk.running.world().phase("ann"), Some(Phase::Ended));
    let shown = state(&desk, "open=ann").await;
    assert_eq!(shown["conversations"][0]["live"], false);
    let lines = shown["transcript"]["lines"].as_array().unwrap();
    assert_eq!(lines.last().unwrap()["who"], "system");
    assert_eq!(did(&desk, "accept", json!({})).await["user"], Value::Null);
}

#[tokio::test]
async fn what_a_visitor_has_read_is_marked() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    desk.running.world().agent_says("ann", "Hello");
    let code = visitor.poll().await[0]["messageCode"]
        .as_str()
        .unwrap()
        .to_owned();
    visitor.say("READ", &code).await;
    let shown = state(&desk, "open=ann").await;
    assert_eq!(
        shown["transcript"]["lines"]
            .as_array()
            .unwrap()
            .last()
            .unwrap()["read"],
        true
    );
}

#[tokio::test]
async fn the_state_waits_until_something_changes() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    let revision = state(&desk, "").await["revision"].as_u64().unwrap();
    let later = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(300)).await;
        visitor.say("TRANS2AGENT", "").await;
    });
    let started = Instant::now();
    let shown = state(&desk, &format!("revision={revision}")).await;
    assert!(started.elapsed() >= Duration::from_millis(250));
    assert!(started.elapsed() < Duration::from_secs(5));
    assert_eq!(shown["waiting"][0]["user"], "ann");
    later.await.unwrap();
}

#[tokio::test]
async fn a_person_can_make_the_cloud_ill_and_well() {
    let desk = Desk::open().await;
    did(&desk, "mode", json!({ "mode": "down" })).await;
    assert_eq!(desk.running.world().mode(), Mode::Down);
    assert_eq!(state(&desk, "").await["mode"], "down");
    let unknown = desk.post("/console/api/mode", &json!({ "mode": "asleep" }));
    assert_eq!(unknown.send().await.unwrap().status(), 400);
    did(&desk, "mode", json!({ "mode": "normal" })).await;
    assert_eq!(desk.running.world().mode(), Mode::Normal);
}

#[tokio::test]
async fn a_foreign_host_is_refused() {
    let desk = Desk::open().await;
    for host in ["desk.example.com", "127.0.0.1.example.com:8788", "10.0.0.1"] {
        let request = desk
            .http
            .get(desk.url("/console/api/state"))
            .header(HOST, host);
        assert_eq!(request.send().await.unwrap().status(), 403, "{host}");
    }
    for host in ["localhost:9999", "127.0.0.1", "[::1]:8788"] {
        let request = desk
            .http
            .get(desk.url("/console/api/state"))
            .header(HOST, host);
        assert_eq!(request.send().await.unwrap().status(), 200, "{host}");
    }
}

#[tokio::test]
async fn a_foreign_origin_can_neither_read_nor_write() {
    let desk = Desk::open().await;
    desk.guest("ann").await.say("TRANS2AGENT", "").await;
    for origin in ["https://example.com", "http://127.0.0.1:1", "null"] {
        let read = desk
            .http
            .get(desk.url("/console/api/state"))
            .header(ORIGIN, origin);
        let read = read.send().await.unwrap();
        assert_eq!(read.status(), 403, "{origin}");
        assert_eq!(header(&read, "access-control-allow-origin"), None);
        let write = desk
            .post("/console/api/accept", &json!({}))
            .header(ORIGIN, origin);
        assert_eq!(write.send().await.unwrap().status(), 403, "{origin}");
    }
    assert_eq!(desk.running.world().waiting(), ["ann"]);
    let own = desk
        .post("/console/api/accept", &json!({}))
        .header(ORIGIN, desk.url(""));
    assert_eq!(own.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn what_is_not_json_is_not_taken() {
    let desk = Desk::open().await;
    desk.guest("ann").await.say("TRANS2AGENT", "").await;
    for kind in ["text/plain", "application/x-www-form-urlencoded"] {
        let request = desk.http.post(desk.url("/console/api/accept"));
        let request = request.header("content-type", kind).body("{}");
        assert_eq!(request.send().await.unwrap().status(), 400, "{kind}");
    }
    assert_eq!(desk.running.world().waiting(), ["ann"]);
}
