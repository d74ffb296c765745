//! Forms of the wire, from outside.

use frontdesk_protocol::{Answer, PollResponse, QueueInfo, SourceType};
use frontdesk_simulator::{Config, FaultSpec, Quirk, Quirks, WeatherConfig};
use serde_json::{Value, json};

use crate::desk::{Desk, quick};

async fn desk(quirks: Quirks) -> Desk {
    let config = Config { quirks, ..quick() };
    Desk::with(config).await
}

async fn state(desk: &Desk) -> Value {
    let request = desk.http.get(desk.url("/console/api/state"));
    request.send().await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn without_quirks_answers_have_the_tables_form() {
    let desk = desk(Quirks::none()).await;
    let visitor = desk.visitor("ann").await;
    assert!(!visitor.token.contains('"'));
    visitor.say("CONNECT", "").await;
    visitor.say("CHAT", "Quack").await;
    let answer = &visitor.poll().await[1];
    for field in ["messageCode", "simQuestions", "robotGender"] {
        assert_eq!(answer.get(field), None, "{field}");
    }
    let rated = visitor
        .answer("/saveSatisfaction", &visitor.rating("5", ""))
        .await;
    assert_eq!(rated, json!({ "resultCode": "0" }));
}

#[tokio::test]
async fn a_call_with_every_quirk_is_read_as_one_without() {
    let desk = desk(Quirks::documents()).await;
    let visitor = desk.guest("ann").await;
    desk.running.world().set_quirks(Quirks::all());
    let (mut texts, mut codes) = (0, [0; 4]);
    for _ in 0..40 {
        let said = visitor
            .post("/send", &visitor.message("CHAT", "prices"))
            .send()
            .await
            .unwrap();
        let said = said.text().await.unwrap();
        for (count, name) in
            codes
                .iter_mut()
                .zip(["resultCode", "returnCode", "retCode", "retcode"])
        {
            *count += usize::from(said.contains(name));
        }
        let polled = visitor
            .poll_request()
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        let polled: PollResponse = serde_json::from_str(&polled).unwrap();
        assert!(polled.is_success());
        assert_eq!(polled.messages[0].source, Some(SourceType::Robot));
        assert!(polled.messages[0].content.as_ref().unwrap().contains("690"));
        texts += polled.messages.len();
    }
    assert_eq!(texts, 40);
    assert!(codes.iter().all(|count| *count > 0), "{codes:?}");
}

#[tokio::test]
async fn a_business_failure_under_http_500_has_its_result() {
    let desk = desk(Quirks::documents()).await;
    let visitor = desk.guest("ann").await;
    desk.running
        .world()
        .set_quirks(Quirks::only(Quirk::Http500));
    let body = json!({ "userId": "ann", "channelConfigId": frontdesk_simulator::DEMO_CHANNEL,
        "channel": "WEB" });
    let answer = visitor.post("/queryQueueInfo", &body).send().await.unwrap();
    assert_eq!(answer.status(), 500);
    let info: QueueInfo = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    assert_eq!(info.code.unwrap().as_str(), "160022");
}

#[tokio::test]
async fn an_expired_bearer_may_be_http_200_with_a_long_code() {
    let desk = desk(Quirks::documents()).await;
    let visitor = desk.guest("ann").await;
    let world = desk.running.world();
    world.expire_bearers();
    for (quirks, code) in [
        ("auth-200", "1001000001"),
        ("auth-200,long-codes", "10010000001"),
    ] {
        world.set_quirks(Quirks::parse(quirks).unwrap());
        let answer = visitor.poll_request().send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.json::<Value>().await.unwrap()["resultCode"], code);
    }
    world.set_quirks(Quirks::none());
    assert_eq!(visitor.poll_request().send().await.unwrap().status(), 403);
}

#[tokio::test]
async fn a_person_can_change_the_quirks_and_sees_which_there_are() {
    let desk = Desk::open().await;
    let shown = state(&desk).await;
    let all = shown["weather"]["all"].as_array().unwrap();
    assert_eq!(all.len(), Quirk::ALL.len());
    let of_documents = all
        .iter()
        .filter(|quirk| quirk["documents"] == true)
        .count();
    let on = shown["weather"]["quirks"].as_array().unwrap();
    assert_eq!(on.len(), of_documents);
    assert!(on.contains(&json!("return-code")) && !all[0]["what"].as_str().unwrap().is_empty());

    let set = |names: &str| {
        desk.post("/console/api/quirks", &json!({ "set": names }))
            .send()
    };
    assert_eq!(set("txt-word").await.unwrap().status(), 200);
    assert_eq!(state(&desk).await["weather"]["quirks"], json!(["txt-word"]));
    let visitor = desk.visitor("ann").await;
    visitor.say("CONNECT", "").await;
    assert_eq!(visitor.poll().await[0]["mediaType"], "TXT");

    let wrong = set("txt-word,noise").await.unwrap();
    assert_eq!(wrong.status(), 400);
    assert!(wrong.text().await.unwrap().contains("noise"));
    assert_eq!(state(&desk).await["weather"]["quirks"], json!(["txt-word"]));
}

#[tokio::test]
async fn the_agent_gateways_answer_and_the_consoles_stay_as_they_are() {
    let desk = desk(Quirks::all()).await;
    let path = "/agentgateway/resource/mediacall/101/sendmessage";
    for _ in 0..8 {
        let request = desk.post(path, &json!({ "callid": "1", "data": "{}" }));
        let answer = request.header("Guid", "g").send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let answer: Value = answer.json().await.unwrap();
        assert!(answer["retcode"].is_string() && answer["message"].is_string());
        assert!(state(&desk).await["revision"].is_number());
    }
}

/// The names of the fields of everything that a short visit is answered, as they come.
async fn visit(desk: &Desk) -> Vec<String> {
    let visitor = desk.guest("ann").await;
    desk.running.world().set_quirks(Quirks::all());
    let mut seen = Vec::new();
    for number in 0..8 {
        let message = visitor.message("CHAT", &format!("prices {number}"));
        for request in [visitor.post("/send", &message), visitor.poll_request()] {
            let answer = request.send().await.unwrap();
            let answer: Value = answer.json().await.unwrap();
            let mut names: Vec<&String> = answer.as_object().unwrap().keys().collect();
            let messages = answer["downlinkMessages"].as_array().into_iter().flatten();
            names.extend(messages.flat_map(|message| message.as_object().unwrap().keys()));
            seen.push(format!("{names:?}"));
        }
    }
    seen
}

fn seeded(seed: u64) -> Config {
    Config {
        weather: WeatherConfig {
            seed: Some(seed),
            ..WeatherConfig::default()
        },
        ..quick()
    }
}

#[tokio::test]
async fn the_same_seed_gives_the_same_forms() {
    let mut visits = Vec::new();
    for seed in [7, 7, 8] {
        visits.push(visit(&Desk::with(seeded(seed)).await).await);
    }
    assert_eq!(visits[0], visits[1]);
    assert_ne!(visits[0], visits[2]);
}

#[tokio::test]
async fn a_new_seed_of_the_faults_is_one_of_the_forms_too() {
    let desk = Desk::with(seeded(1)).await;
    let visitor = desk.guest("ann").await;
    let world = desk.running.world();
    world.set_quirks(Quirks::only(Quirk::CodeSpellings));
    let mut runs = Vec::new();
    for seed in [7, 7, 8] {
        world.set_faults(FaultSpec::none(), Some(seed));
        let mut answers = Vec::new();
        for _ in 0..16 {
            answers.push(visitor.queue().await.to_string());
        }
        runs.push(answers);
    }
    assert_eq!(runs[0], runs[1]);
    assert_ne!(runs[0], runs[2]);
}
