//! Calls from the page: check, create, events, drop.

use std::time::{Duration, Instant};

use frontdesk_protocol::{CallEvent, CallState};
use frontdesk_simulator::{AgentId, Calls, CallsConfig, Config, Mode, ServicesConfig};
use serde_json::{Value, json};

use crate::desk::{Desk, Visitor, clean};

fn with_calls(calls: CallsConfig) -> Config {
    let services = ServicesConfig {
        calls,
        ..ServicesConfig::default()
    };
    Config {
        services,
        ..clean()
    }
}

fn offered(offered: Calls) -> CallsConfig {
    CallsConfig {
        offered,
        ..CallsConfig::default()
    }
}

async fn get(visitor: &Visitor, path: &str) -> Value {
    let request = visitor.get(&format!("{path}?channel=WEB"));
    request.send().await.unwrap().json().await.unwrap()
}

async fn events(visitor: &Visitor) -> Value {
    get(visitor, "/v1/getClickToCallEvents").await
}

async fn create(visitor: &Visitor, media: &str) -> String {
    let body = json!({ "channel": "WEB", "mediaAbility": media });
    let answer = visitor.answer("/v1/createClickToCall", &body).await;
    answer["resultCode"].as_str().unwrap().to_owned()
}

async fn hang_up(visitor: &Visitor) -> String {
    let body = json!({ "channel": "WEB" });
    let answer = visitor.answer("/v1/dropClickToCall", &body).await;
    answer["resultCode"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_is_supported_comes_in_two_flags() {
    for (kind, web_rtc, click_to_call) in [
        (Calls::Off, true, false),
        (Calls::Audio, true, true),
        (Calls::Video, false, true),
    ] {
        let calls = CallsConfig {
            web_rtc,
            ..offered(kind)
        };
        let desk = Desk::with(with_calls(calls)).await;
        let visitor = desk.visitor("ann").await;
        let answer = get(&visitor, "/v1/checkClickToCallSupport").await;
        assert_eq!(answer["resultCode"], "0");
        assert_eq!(answer["webRTCSupported"], web_rtc);
        assert_eq!(answer["clickToCallSupported"], click_to_call);
    }
}

#[tokio::test]
async fn a_call_waits_is_connected_and_is_hung_up() {
    let calls = CallsConfig {
        connect_after: Duration::from_millis(300),
        ..offered(Calls::Audio)
    };
    let desk = Desk::with(with_calls(calls)).await;
    let visitor = desk.guest("ann").await;
    assert_eq!(events(&visitor).await["resultDesc"], "without any events");
    assert_eq!(create(&visitor, "0").await, "0");
    let queued = events(&visitor).await;
    assert_eq!(
        (&queued["resultCode"], &queued["resultDesc"]),
        (&json!("0"), &json!("Call in queue"))
    );

    let started = Instant::now();
    let connected = loop {
        let event = events(&visitor).await;
        if event["eventId"] == "168101" {
            break event;
        }
        assert!(started.elapsed() < Duration::from_secs(5), "{event}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let content = &connected["content"];
    assert_eq!(connected["resultDesc"], "Call connected");
    assert!(
        content["accessCode"]
            .as_str()
            .unwrap()
            .starts_with("179080")
    );
    assert_eq!(content["domain"], "calls.veloro.example");
    assert!(
        content["gwAddresses"][0]
            .as_str()
            .unwrap()
            .starts_with("wss://")
    );
    assert_eq!(content["clickToCallCaller"], "AnonymousCard");

    assert_eq!(hang_up(&visitor).await, "0");
    assert_eq!(events(&visitor).await["resultDesc"], "Call disconnected");
    assert_eq!(events(&visitor).await["resultDesc"], "without any events");
    assert_eq!(hang_up(&visitor).await, "1");
}

#[tokio::test]
async fn every_state_can_occur() {
    let desk = Desk::with(with_calls(offered(Calls::Audio))).await;
    let visitor = desk.guest("ann").await;
    for (state, words) in CallState::ALL {
        assert!(desk.running.world().call_state("ann", state));
        let event = events(&visitor).await;
        assert_eq!(event["resultDesc"], words);
        assert_eq!(event["resultCode"], "0");
        let read: CallEvent = serde_json::from_value(event.clone()).unwrap();
        assert_eq!(read.state(), state);
        let fails = matches!(state, CallState::Failed | CallState::QueueTimeout);
        assert_eq!(event["content"]["causeId"].is_string(), fails, "{event}");
        assert_eq!(event["content"]["causeDesc"].is_string(), fails, "{event}");
    }
    assert!(!desk.running.world().call_state("bob", CallState::Connected));
}

#[tokio::test]
async fn the_console_shows_calls_and_puts_them_into_states() {
    let desk = Desk::with(with_calls(offered(Calls::Video))).await;
    let visitor = desk.guest("ann").await;
    create(&visitor, "1").await;
    let body = json!({ "user": "ann", "state": "queue-timeout" });
    let answer = desk.post("/console/api/call", &body).send().await.unwrap();
    assert_eq!(
        answer.json::<Value>().await.unwrap(),
        json!({ "done": true })
    );
    assert_eq!(events(&visitor).await["resultDesc"], "Call queued timeout");

    let state = desk.http.get(desk.url("/console/api/state"));
    let state: Value = state.send().await.unwrap().json().await.unwrap();
    let call = &state["services"]["calls"][0];
    assert_eq!(
        (&call["user"], &call["state"]),
        (&json!("ann"), &json!("queue-timeout"))
    );
    assert_eq!(
        (&call["video"], &call["live"]),
        (&json!(true), &json!(false))
    );

    let body = json!({ "user": "ann", "state": "asleep" });
    let answer = desk.post("/console/api/call", &body).send().await.unwrap();
    assert_eq!(answer.status(), 400);
    let body = json!({ "user": "bob", "state": "failed" });
    let answer = desk.post("/console/api/call", &body).send().await.unwrap();
    assert_eq!(
        answer.json::<Value>().await.unwrap(),
        json!({ "done": false })
    );
}

#[tokio::test]
async fn a_text_session_comes_first_and_there_is_one_call_at_a_time() {
    let desk = Desk::with(with_calls(offered(Calls::Audio))).await;
    let visitor = desk.visitor("ann").await;
    assert_eq!(create(&visitor, "0").await, "160004");
    visitor.say("CONNECT", "").await;
    assert_eq!(create(&visitor, "0").await, "0");
    assert_eq!(create(&visitor, "0").await, "1");
}

#[tokio::test]
async fn a_call_ends_with_the_text_session() {
    let desk = Desk::with(with_calls(offered(Calls::Audio))).await;
    let visitor = desk.guest("ann").await;
    create(&visitor, "0").await;
    visitor.say("DISCONNECT", "").await;
    let started = Instant::now();
    while events(&visitor).await["resultDesc"] != "Call disconnected" {
        assert!(started.elapsed() < Duration::from_secs(5));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn what_is_not_supported_is_7_and_what_is_not_now_12_or_13() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    assert_eq!(create(&visitor, "0").await, "7");

    let desk = Desk::with(with_calls(offered(Calls::Audio))).await;
    let visitor = desk.guest("ann").await;
    assert_eq!(create(&visitor, "1").await, "7");
    desk.running.world().set_mode(Mode::NotWorking);
    assert_eq!(create(&visitor, "0").await, "12");
    desk.running.world().set_mode(Mode::NoAgents);
    assert_eq!(create(&visitor, "0").await, "13");
    desk.running.world().set_mode(Mode::Normal);
    desk.running.world().sign_out(AgentId::FIRST).unwrap();
    assert_eq!(create(&visitor, "0").await, "13");
    desk.running.world().sign_in(AgentId::FIRST).unwrap();
    assert_eq!(create(&visitor, "0").await, "0");
}

#[tokio::test]
async fn what_is_not_as_described_is_a_bad_request() {
    let desk = Desk::with(with_calls(offered(Calls::Video))).await;
    let visitor = desk.guest("ann").await;
    for body in [
        json!({ "channel": "WEB" }),
        json!({ "channel": "WEB", "mediaAbility": "2" }),
        json!({ "mediaAbility": "0" }),
    ] {
        let answer = visitor
            .post("/v1/createClickToCall", &body)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 400, "{body}");
    }
    let answer = visitor
        .post("/v1/dropClickToCall", &json!({}))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 400);
    for path in [
        "/v1/getClickToCallEvents",
        "/v1/checkClickToCallSupport?channel=LINE",
    ] {
        assert_eq!(
            visitor.get(path).send().await.unwrap().status(),
            400,
            "{path}"
        );
    }
}
