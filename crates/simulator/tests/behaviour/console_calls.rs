//! The console's calls, for the tests.

use reqwest::Response;
use serde_json::Value;

use crate::desk::Desk;

/// What the console shows.
pub(crate) async fn state(desk: &Desk, query: &str) -> Value {
    let url = desk.url(&format!("/console/api/state?{query}"));
    let answer = desk.http.get(url).send().await.unwrap();
    answer.json().await.unwrap()
}

/// What the console answers to an action that it takes.
pub(crate) async fn did(desk: &Desk, action: &str, body: Value) -> Value {
    let answer = asked(desk, action, body).await;
    assert_eq!(answer.status(), 200, "{action}");
    answer.json().await.unwrap()
}

/// What the console answers to an action that it does not take, in words.
pub(crate) async fn refused(desk: &Desk, action: &str, body: Value) -> String {
    let answer = asked(desk, action, body).await;
    assert_eq!(answer.status(), 400, "{action}");
    let answer: Value = answer.json().await.unwrap();
    answer["resultDesc"].as_str().unwrap().to_owned()
}

async fn asked(desk: &Desk, action: &str, body: Value) -> Response {
    let request = desk.post(&format!("/console/api/{action}"), &body);
    request.send().await.unwrap()
}
