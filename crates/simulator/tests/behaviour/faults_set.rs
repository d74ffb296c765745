//! Setting faults while calls go on.

use frontdesk_simulator::Leg;
use serde_json::{Value, json};

use crate::weather::{desk, said, set, spec};

#[tokio::test]
async fn the_same_seed_and_the_same_calls_have_the_same_faults() {
    let run = async |seed: u64| {
        let desk = desk().await;
        let visitor = desk.guest("ann").await;
        let faults = spec("up.401=0.2,up.429=0.2,up.500=0.2,up.drop=0.2");
        desk.running.world().set_faults(faults, Some(seed));
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
    assert_eq!(shown["weather"]["seed"], "1");
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
        (&json!("up.500=1"), &json!("9"))
    );
    assert_eq!(weather["counts"], json!({ "up": { "500": 1 }, "down": {} }));

    // Digits are exact where a page's numbers are not.
    let most = u64::MAX.to_string();
    let set = post(json!({ "spec": "up.500=1", "seed": most }));
    assert_eq!(set.await.unwrap().status(), 200);
    assert_eq!(state().await["weather"]["seed"], most);
    for seed in [json!("nine"), json!(-1), json!("")] {
        let wrong = post(json!({ "spec": "none", "seed": seed })).await.unwrap();
        assert_eq!(wrong.status(), 400, "{seed}");
    }

    let wrong = post(json!({ "spec": "up.fog=1" })).await.unwrap();
    assert_eq!(wrong.status(), 400);
    assert!(wrong.text().await.unwrap().contains("fog"));
    assert_eq!(state().await["weather"]["faults"], "up.500=1");
}

#[tokio::test]
async fn a_visit_in_bad_weather_comes_to_its_end() {
    let desk = desk().await;
    let mut visitor = desk.guest("ann").await;
    desk.running.world().set_faults(spec("up=0.5"), Some(3));
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
