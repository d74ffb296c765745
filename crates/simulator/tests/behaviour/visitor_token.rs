//! applyToken, and what its token opens.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use frontdesk_simulator::{Config, DEMO_APP_KEY, DEMO_CHANNEL};
use serde_json::{Value, json};

use crate::desk::{API, Desk, header, quick};

async fn applied(desk: &Desk, body: &Value) -> reqwest::Response {
    let request = desk.post(&format!("{API}/applyToken"), body);
    let request = request
        .header("x-app-key", DEMO_APP_KEY)
        .bearer_auth(desk.bearer().await);
    request.send().await.unwrap()
}

#[tokio::test]
async fn the_token_has_quotes_inside_and_can_be_read_by_anyone() {
    let desk = Desk::open().await;
    let visitor = desk.visitor("ann").await;
    let bare = visitor
        .token
        .strip_prefix('"')
        .unwrap()
        .strip_suffix('"')
        .unwrap();
    let json = STANDARD.decode(bare.replace("%3D", "=")).unwrap();
    let token: Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(token["userName"], "Ann");
    assert_eq!(token["channelId"], DEMO_CHANNEL);
    assert!(token["tenantId"].is_string());
    assert_ne!(visitor.token, desk.visitor("ann").await.token);
}

#[tokio::test]
async fn the_token_is_accepted_with_its_quotes_and_without() {
    let desk = Desk::open().await;
    let mut visitor = desk.visitor("ann").await;
    assert_eq!(visitor.poll_request().send().await.unwrap().status(), 200);
    visitor.token = visitor.token.trim_matches('"').to_owned();
    assert_eq!(visitor.poll_request().send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn every_field_of_apply_token_is_mandatory() {
    let desk = Desk::open().await;
    let whole = json!({ "userId": "ann", "userName": "Ann", "channelId": DEMO_CHANNEL,
        "locale": "zh_CN" });
    assert_eq!(applied(&desk, &whole).await.status(), 200);
    for field in ["userId", "userName", "channelId", "locale"] {
        let mut partial = whole.clone();
        partial.as_object_mut().unwrap().remove(field);
        assert_eq!(
            applied(&desk, &partial).await.status(),
            400,
            "without {field}"
        );
    }
}

#[tokio::test]
async fn a_locale_the_document_does_not_list_is_a_bad_request() {
    let desk = Desk::open().await;
    let body = json!({ "userId": "ann", "userName": "Ann", "channelId": DEMO_CHANNEL,
        "locale": "fr_FR" });
    assert_eq!(applied(&desk, &body).await.status(), 400);
}

#[tokio::test]
async fn a_channel_that_does_not_exist_gets_no_token() {
    let desk = Desk::open().await;
    let body = json!({ "userId": "ann", "userName": "Ann", "channelId": "1", "locale": "en" });
    let answer: Value = applied(&desk, &body).await.json().await.unwrap();
    assert_eq!(answer["resultCode"], "1");
    assert!(answer["token"].is_null());
}

#[tokio::test]
async fn a_missing_or_foreign_token_is_401() {
    let desk = Desk::open().await;
    let mut visitor = desk.guest("ann").await;
    visitor.token = "eyJhIjoxfQ==".to_owned();
    assert_eq!(visitor.poll_request().send().await.unwrap().status(), 401);
    visitor.token = String::new();
    assert_eq!(visitor.poll_request().send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn a_token_opens_nothing_of_another_visitor() {
    let desk = Desk::open().await;
    let ann = desk.guest("ann").await;
    let mut bob = desk.guest("bob").await;
    bob.user = ann.user.clone();
    assert_eq!(bob.poll_request().send().await.unwrap().status(), 401);
    let message = bob.message("CHAT", "as ann");
    assert_eq!(
        bob.post("/send", &message).send().await.unwrap().status(),
        401
    );
    assert!(desk.running.world().heard("ann").is_empty());
}

#[tokio::test]
async fn after_expiry_the_same_user_applies_again_and_the_session_goes_on() {
    let desk = Desk::open().await;
    let mut visitor = desk.guest("ann").await;
    visitor.say("TRANS2AGENT", "").await;
    desk.running.world().expire_tokens();
    assert_eq!(visitor.poll_request().send().await.unwrap().status(), 401);
    visitor.apply().await;
    assert_eq!(visitor.queue().await["position"], 1);
    assert_eq!(visitor.poll().await[0]["content"], "Queuing...");
}

#[tokio::test]
async fn past_half_its_life_answers_carry_one_new_token() {
    let desk = Desk::with(Config {
        token_life: Duration::from_secs(4),
        ..quick()
    })
    .await;
    let mut visitor = desk.guest("ann").await;
    let early = visitor.poll_request().send().await.unwrap();
    assert_eq!(header(&early, "ccmessaging-token"), None);

    tokio::time::sleep(Duration::from_millis(2100)).await;
    let late = visitor.poll_request().send().await.unwrap();
    let renewed = header(&late, "ccmessaging-token").unwrap().to_owned();
    let again = visitor.poll_request().send().await.unwrap();
    assert_eq!(header(&again, "ccmessaging-token"), Some(renewed.as_str()));

    visitor.token = renewed;
    let with_new = visitor.poll_request().send().await.unwrap();
    assert_eq!(with_new.status(), 200);
    assert_eq!(header(&with_new, "ccmessaging-token"), None);
}

#[tokio::test]
async fn who_has_no_session_makes_room_and_who_has_one_does_not() {
    let desk = Desk::with(Config {
        max_visitors: 2,
        ..quick()
    })
    .await;
    let idle = desk.visitor("idle").await;
    desk.guest("ann").await;
    desk.guest("bob").await;
    assert_eq!(desk.running.world().users(), ["ann", "bob"]);
    assert_eq!(idle.poll_request().send().await.unwrap().status(), 401);
    let body = json!({ "userId": "cid", "userName": "C", "channelId": DEMO_CHANNEL,
        "locale": "en" });
    let answer: Value = applied(&desk, &body).await.json().await.unwrap();
    assert_eq!(answer["resultCode"], "1");
}

#[tokio::test]
async fn a_token_expires_on_its_own() {
    let desk = Desk::with(Config {
        token_life: Duration::from_secs(1),
        ..quick()
    })
    .await;
    let visitor = desk.visitor("ann").await;
    tokio::time::sleep(Duration::from_millis(1100)).await;
    assert_eq!(visitor.poll_request().send().await.unwrap().status(), 401);
}
