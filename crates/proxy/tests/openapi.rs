//! The OpenAPI document says what the table of routes says.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::collections::BTreeSet;

use frontdesk_proxy::table::{ROUTES, Who};
use serde_json::Value;
use support::cloud::Cloud;
use support::{Proxy, http};

async fn document() -> Value {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let url = format!("{}/frontdesk/openapi.json", proxy.base);
    let request = http()
        .get(url)
        .header("origin", "https://elsewhere.example");
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "application/json");
    assert_eq!(answer.headers()["access-control-allow-origin"], "*");
    answer.json().await.unwrap()
}

#[tokio::test]
async fn every_route_is_in_it_under_its_method_and_nothing_else_is() {
    let document = document().await;
    assert_eq!(document["openapi"], "3.1.0");
    let told: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods
                .map(|method| (path.clone(), method.clone()))
                .collect::<Vec<_>>()
        })
        .collect();
    let routes = ROUTES
        .iter()
        .filter(|route| route.who != Who::Demo)
        .map(|route| {
            let method = format!("{:?}", route.method).to_lowercase();
            (route.path(), method)
        });
    assert_eq!(told, routes.collect());
}

#[tokio::test]
async fn every_route_of_visitors_says_what_it_refuses_and_with_which_header() {
    let document = document().await;
    for route in ROUTES.iter().filter(|route| route.who == Who::Visitor) {
        let method = format!("{:?}", route.method).to_lowercase();
        let operation = &document["paths"][route.path()][&method];
        assert_eq!(operation["operationId"], route.name);
        assert!(operation["summary"].is_string());
        for status in ["401", "403", "405", "429", "502", "503", "504"] {
            let refused = &operation["responses"][status]["headers"]["frontdesk-refused"];
            assert!(
                refused["schema"]["enum"].is_array(),
                "{} {status}",
                route.name
            );
        }
        let late = &operation["responses"]["503"]["headers"]["retry-after"];
        assert!(late.is_object(), "{}", route.name);
    }
    let stream = &document["paths"]["/frontdesk/stream"]["get"]["responses"]["200"];
    assert!(stream["content"]["text/event-stream"].is_object());
}

#[tokio::test]
async fn what_goes_up_is_described_with_the_words_that_are_taken() {
    let document = document().await;
    let send = &document["paths"]["/apiaccess/ccmessaging/send"]["post"];
    let schema = &send["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(schema["required"], serde_json::json!(["controlType"]));
    let taken = schema["properties"]["controlType"]["enum"]
        .as_array()
        .unwrap();
    assert!(taken.contains(&"TRANS2AGENT".into()) && !taken.contains(&Value::Null));
    let media = schema["properties"]["mediaType"]["enum"]
        .as_array()
        .unwrap();
    assert!(media.contains(&Value::Null));
    // The proxy fills in who speaks, and no secret is asked for.
    let text = document.to_string();
    for secret in ["x-app-key", "app_secret", "createcall"] {
        assert!(!text.contains(secret), "{secret}");
    }
}
