//! AK and SK, the Bearer, and what it opens.

use std::time::Duration;

use frontdesk_simulator::{Config, DEMO_APP_KEY, DEMO_APP_SECRET};
use serde_json::{Value, json};

use crate::desk::{API, Desk, TOKEN_PATH, quick};

fn keys() -> Value {
    json!({ "app_key": DEMO_APP_KEY, "app_secret": DEMO_APP_SECRET })
}

async fn expires(desk: &Desk, asked: Option<&str>) -> Value {
    let mut request = desk.post(TOKEN_PATH, &keys());
    if let Some(asked) = asked {
        request = request.header("X-Token-Expire", asked);
    }
    let answer: Value = request.send().await.unwrap().json().await.unwrap();
    answer["Expires"].clone()
}

#[tokio::test]
async fn a_bearer_is_given_in_the_documents_form_with_numbers_as_strings() {
    let desk = Desk::open().await;
    let answer = desk.post(TOKEN_PATH, &keys()).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer["ApplyType"], "Bearer");
    assert_eq!(answer["Expires"], "600");
    assert_eq!(answer["AppKey"], DEMO_APP_KEY);
    assert_eq!(answer["UserID"], "Anonymous");
    assert!(
        answer["CreateTime"]
            .as_str()
            .unwrap()
            .parse::<u64>()
            .unwrap()
            > 1_600_000_000
    );
}

#[tokio::test]
async fn a_bearer_lives_as_long_as_was_asked_but_an_hour_at_most() {
    let desk = Desk::open().await;
    assert_eq!(expires(&desk, None).await, "600");
    assert_eq!(expires(&desk, Some("1200")).await, "1200");
    assert_eq!(expires(&desk, Some("86400")).await, "3600");
}

#[tokio::test]
async fn a_life_that_is_no_number_of_seconds_is_a_bad_request() {
    let desk = Desk::open().await;
    for asked in ["soon", "0", "-600", "600s", ""] {
        let request = desk
            .post(TOKEN_PATH, &keys())
            .header("X-Token-Expire", asked);
        assert_eq!(request.send().await.unwrap().status(), 400, "{asked:?}");
    }
}

#[tokio::test]
async fn the_wrong_secret_is_refused_under_http_200() {
    let desk = Desk::open().await;
    let body = json!({ "app_key": DEMO_APP_KEY, "app_secret": "guessed" });
    let answer = desk.post(TOKEN_PATH, &body).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer["resultCode"], "1001000001");
    assert!(answer["AccessToken"].is_null());
}

#[tokio::test]
async fn keys_without_the_json_content_type_are_a_bad_request() {
    let desk = Desk::open().await;
    let request = desk
        .http
        .post(desk.url(TOKEN_PATH))
        .body(keys().to_string());
    assert_eq!(request.send().await.unwrap().status(), 400);
}

#[tokio::test]
async fn a_call_without_bearer_or_app_key_is_403_with_the_gateways_body() {
    let desk = Desk::open().await;
    let bearer = desk.bearer().await;
    let url = format!("{API}/applyToken");
    let body = json!({});
    let without_key = desk.post(&url, &body).bearer_auth(&bearer);
    let wrong_key = desk
        .post(&url, &body)
        .bearer_auth(&bearer)
        .header("x-app-key", "other");
    let without_bearer = desk.post(&url, &body).header("x-app-key", DEMO_APP_KEY);
    for request in [without_key, wrong_key, without_bearer] {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 403);
        let answer: Value = answer.json().await.unwrap();
        let expected = json!({
            "errorCode": "0",
            "exceptionInfo": "auth fail! illegal or expired token info.",
        });
        assert_eq!(answer, expected);
    }
}

#[tokio::test]
async fn a_bearer_that_was_made_to_expire_is_403_and_a_new_one_works() {
    let desk = Desk::open().await;
    let mut visitor = desk.guest("ann").await;
    desk.running.world().expire_bearers();
    assert_eq!(visitor.poll_request().send().await.unwrap().status(), 403);
    visitor.bearer = desk.bearer().await;
    assert_eq!(visitor.poll_request().send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_bearer_expires_on_its_own() {
    let desk = Desk::with(Config {
        bearer_life: Duration::from_secs(1),
        ..quick()
    })
    .await;
    let visitor = desk.guest("ann").await;
    tokio::time::sleep(Duration::from_millis(1100)).await;
    assert_eq!(visitor.poll_request().send().await.unwrap().status(), 403);
}
