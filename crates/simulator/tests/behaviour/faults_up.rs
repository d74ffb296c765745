//! Faults between proxy and upstream, as they are on the connection.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use frontdesk_simulator::{Config, FaultSpec, Leg, WeatherConfig};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::desk::{Desk, TOKEN_PATH, Visitor, header, quick};

async fn desk() -> Desk {
    Desk::with(Config {
        weather: WeatherConfig {
            seed: Some(1),
            longest_delay: Duration::from_millis(120),
            ..WeatherConfig::default()
        },
        ..quick()
    })
    .await
}

fn set(desk: &Desk, spec: &str) {
    let world = desk.running.world();
    world.set_faults(FaultSpec::parse(spec).unwrap(), None);
}

fn done(desk: &Desk, name: &str) -> u64 {
    desk.running.world().faults_done().of(Leg::Up, name)
}

async fn said(visitor: &Visitor) -> reqwest::Result<reqwest::Response> {
    visitor
        .post("/send", &visitor.message("CHAT", "prices"))
        .send()
        .await
}

/// Everything that comes on a connection of one's own, until it is closed.
async fn raw_poll(desk: &Desk, visitor: &Visitor) -> String {
    let request = visitor.poll_request().build().unwrap();
    let mut head = format!(
        "GET {}?{} HTTP/1.1\r\nhost: {}\r\n",
        request.url().path(),
        request.url().query().unwrap(),
        desk.running.addr
    );
    for (name, value) in request.headers() {
        head += &format!("{name}: {}\r\n", value.to_str().unwrap());
    }
    let mut stream = TcpStream::connect(desk.running.addr).await.unwrap();
    stream
        .write_all(format!("{head}\r\n").as_bytes())
        .await
        .unwrap();
    let mut bytes = Vec::new();
    // A reset ends it as well.
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn a_drop_closes_the_connection_before_or_after_the_call_was_carried() {
    let desk = desk().await;
    let visitor = desk.guest("ann").await;
    set(&desk, "up.drop=1");
    for _ in 0..24 {
        let error = said(&visitor).await.unwrap_err();
        assert!(error.is_request(), "{error:?}");
    }
    let (before, after) = (done(&desk, "drop-before"), done(&desk, "drop-after"));
    assert!(before > 0 && after > 0 && before + after == 24);
    let heard = desk.running.world().heard("ann").len();
    assert_eq!(u64::try_from(heard).unwrap(), after);
    assert_eq!(raw_poll(&desk, &visitor).await, "");
}

#[tokio::test]
async fn a_delay_is_within_its_bound_and_the_call_is_carried() {
    let desk = desk().await;
    let visitor = desk.guest("ann").await;
    set(&desk, "up.delay=1");
    for _ in 0..6 {
        let started = Instant::now();
        assert_eq!(said(&visitor).await.unwrap().status(), 200);
        let took = started.elapsed();
        assert!(
            took >= Duration::from_millis(50) && took < Duration::from_millis(600),
            "{took:?}"
        );
    }
    assert_eq!(done(&desk, "delay"), 6);
}

#[tokio::test]
async fn a_cut_answer_has_its_head_and_half_of_its_body() {
    let desk = desk().await;
    let visitor = desk.guest("ann").await;
    set(&desk, "up.cut=1");
    let answer = said(&visitor).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.bytes().await.is_err());
    assert_eq!(desk.running.world().heard("ann"), ["prices"]);

    let raw = raw_poll(&desk, &visitor).await;
    let (head, body) = raw.split_once("\r\n\r\n").unwrap();
    let length: usize = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(body.len(), length / 2);
    assert!(body.starts_with('{'));
}

#[tokio::test]
async fn garbage_is_http_200_and_no_answer() {
    let desk = desk().await;
    let visitor = desk.guest("ann").await;
    set(&desk, "up.garbage=1");
    let mut kinds = BTreeMap::new();
    for _ in 0..24 {
        let answer = said(&visitor).await.unwrap();
        assert_eq!(answer.status(), 200);
        let kind = header(&answer, "content-type").unwrap().to_owned();
        assert!(serde_json::from_str::<Value>(&answer.text().await.unwrap()).is_err());
        *kinds.entry(kind).or_insert(0) += 1;
    }
    assert_eq!(kinds.len(), 2, "{kinds:?}");
    let carried = desk.running.world().heard("ann").len();
    assert!(carried > 0 && carried < 24);
    assert_eq!(done(&desk, "garbage"), 24);
}

#[tokio::test]
async fn a_duplicate_carries_a_call_twice_and_hands_a_polls_messages_out_again() {
    let desk = desk().await;
    let visitor = desk.guest("ann").await;
    set(&desk, "up.duplicate=1");
    assert_eq!(visitor.say("CHAT", "prices").await, "0");
    assert_eq!(desk.running.world().heard("ann"), ["prices", "prices"]);
    let first = visitor.poll().await;
    assert_eq!(first.len(), 2);
    set(&desk, "none");
    assert_eq!(visitor.poll().await, first);
    assert!(visitor.poll().await.is_empty());
    assert_eq!(done(&desk, "duplicate"), 2);

    set(&desk, "up.duplicate=1");
    assert!(visitor.poll().await.is_empty());
    assert_eq!(
        done(&desk, "duplicate"),
        2,
        "nothing can be handed out again"
    );
}

#[tokio::test]
async fn what_was_handed_out_again_is_the_same_in_every_quirk() {
    let desk = Desk::with(Config {
        quirks: frontdesk_simulator::Quirks::documents(),
        ..quick()
    })
    .await;
    let visitor = desk.guest("ann").await;
    let world = desk.running.world();
    for number in 0..8 {
        visitor.say("CHAT", &number.to_string()).await;
    }
    world.set_quirks(frontdesk_simulator::Quirks::all());
    set(&desk, "up.duplicate=1");
    let messages = async || {
        let answer = visitor.poll_request().send().await.unwrap();
        answer.json::<Value>().await.unwrap()["downlinkMessages"].clone()
    };
    let first = messages().await;
    assert_eq!(first.as_array().unwrap().len(), 8);
    assert_eq!(messages().await, first);
}

#[tokio::test]
async fn refusals_come_in_the_vendors_forms_and_carry_nothing() {
    let desk = desk().await;
    let visitor = desk.guest("ann").await;
    let refused = async |spec: &str, status: u16| {
        set(&desk, spec);
        let mut answers = Vec::new();
        for _ in 0..12 {
            let answer = said(&visitor).await.unwrap();
            assert_eq!(answer.status(), status, "{spec}");
            let retry = header(&answer, "retry-after").map(str::to_owned);
            answers.push((retry, answer.text().await.unwrap()));
        }
        answers
    };
    let all = |answers: &[(Option<String>, String)], part: &str| {
        answers.iter().all(|(_, body)| body.contains(part))
    };
    assert!(all(&refused("up.401=1", 401).await, "ccmessaging-token"));
    assert!(all(&refused("up.403=1", 403).await, "exceptionInfo"));
    let limited = refused("up.429=1", 429).await;
    assert!(all(&limited, "1001000002"));
    let with = limited.iter().filter(|(retry, _)| retry.is_some()).count();
    assert!(with > 0 && with < 12);
    let failed = refused("up.500=1", 500).await;
    let empty = failed.iter().filter(|(_, body)| body.is_empty()).count();
    assert!(empty > 0 && empty < 12);
    assert!(
        failed
            .iter()
            .all(|(_, body)| body.is_empty() || body.contains("resultCode"))
    );
    assert!(desk.running.world().heard("ann").is_empty());
    for kind in ["401", "403", "429", "500"] {
        assert_eq!(done(&desk, kind), 12, "{kind}");
    }
}

#[tokio::test]
async fn a_token_or_a_bearer_expires_for_good() {
    let desk = desk().await;
    let mut statuses = BTreeMap::new();
    for number in 0..16 {
        let visitor = desk.guest(&format!("ann{number}")).await;
        set(&desk, "up.expire=1");
        let status = said(&visitor).await.unwrap().status().as_u16();
        set(&desk, "none");
        assert_eq!(said(&visitor).await.unwrap().status(), status);
        *statuses.entry(status).or_insert(0) += 1;
    }
    assert_eq!(statuses.keys().copied().collect::<Vec<u16>>(), [401, 403]);
    assert_eq!(done(&desk, "expire"), 16);
    set(&desk, "up.expire=1");
    assert_eq!(
        desk.bearer().await.len(),
        32,
        "there is nothing yet that could expire"
    );
    assert_eq!(done(&desk, "expire"), 16);
}

#[tokio::test]
async fn console_and_agent_gateway_have_no_faults() {
    let desk = desk().await;
    set(&desk, "up.drop=1");
    let state = desk
        .http
        .get(desk.url("/console/api/state"))
        .send()
        .await
        .unwrap();
    assert_eq!(state.status(), 200);
    let path = "/agentgateway/resource/mediacall/101/sendmessage";
    let sent = desk
        .post(path, &json!({ "callid": "1" }))
        .send()
        .await
        .unwrap();
    assert_eq!(sent.status(), 200);
    let token = desk.post(TOKEN_PATH, &json!({})).send().await;
    assert!(token.is_err(), "the tenant's token is part of the API");
}

#[tokio::test]
async fn the_same_seed_and_the_same_calls_have_the_same_faults() {
    let run = async |seed: u64| {
        let desk = desk().await;
        let visitor = desk.guest("ann").await;
        let spec = "up.401=0.2,up.429=0.2,up.500=0.2,up.drop=0.2";
        desk.running
            .world()
            .set_faults(FaultSpec::parse(spec).unwrap(), Some(seed));
        let mut statuses = Vec::new();
        for _ in 0..40 {
            statuses.push(
                said(&visitor)
                    .await
                    .ok()
                    .map(|answer| answer.status().as_u16()),
            );
        }
        statuses
    };
    let first = run(7).await;
    assert_eq!(first, run(7).await);
    assert_ne!(first, run(8).await);
    let faults = first.iter().filter(|status| **status != Some(200)).count();
    assert!(
        (22..=40).contains(&faults),
        "{faults} of 40 at a rate of 0.8"
    );
}

#[tokio::test]
async fn a_person_can_change_the_faults_and_sees_what_they_did() {
    let desk = desk().await;
    let visitor = desk.guest("ann").await;
    let post = |body: Value| desk.post("/console/api/faults", &body).send();
    let state = async || {
        let request = desk.http.get(desk.url("/console/api/state"));
        request.send().await.unwrap().json::<Value>().await.unwrap()
    };
    let shown = state().await;
    assert_eq!(shown["weather"]["faults"], "none");
    assert_eq!(shown["weather"]["seed"], 1);
    assert_eq!(
        post(json!({ "spec": "up.500=1", "seed": 9 }))
            .await
            .unwrap()
            .status(),
        200
    );
    assert_eq!(said(&visitor).await.unwrap().status(), 500);
    let revision = shown["revision"].as_u64().unwrap();
    let url = desk.url(&format!("/console/api/state?revision={revision}"));
    let changed: Value = desk
        .http
        .get(url)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_ne!(changed["revision"], shown["revision"]);
    let weather = &state().await["weather"];
    assert_eq!(
        (&weather["faults"], &weather["seed"]),
        (&json!("up.500=1"), &json!(9))
    );
    assert_eq!(weather["counts"], json!({ "up": { "500": 1 }, "down": {} }));

    let wrong = post(json!({ "spec": "up.fog=1" })).await.unwrap();
    assert_eq!(wrong.status(), 400);
    assert!(wrong.text().await.unwrap().contains("fog"));
    assert_eq!(state().await["weather"]["faults"], "up.500=1");
}

#[tokio::test]
async fn a_visit_in_bad_weather_comes_to_its_end() {
    let desk = desk().await;
    let mut visitor = desk.guest("ann").await;
    desk.running
        .world()
        .set_faults(FaultSpec::parse("up=0.5").unwrap(), Some(3));
    let mut carried = 0;
    for _ in 0..60 {
        match said(&visitor).await.map(|answer| answer.status().as_u16()) {
            Ok(200) => carried += 1,
            Ok(401 | 403) => {
                set(&desk, "none");
                visitor.bearer = desk.bearer().await;
                visitor.apply().await;
                set(&desk, "up=0.5");
            }
            _ => {}
        }
    }
    assert!(carried > 15, "{carried}");
    let all = desk.running.world().faults_done().on(Leg::Up);
    assert!((15..=45).contains(&all), "{all} of 60 at a rate of 0.5");
}
