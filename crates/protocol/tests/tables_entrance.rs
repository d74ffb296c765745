//! The tables of the entrance: the tenant's Bearer and the visitor's token (seed 003 §2 and §3).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use frontdesk_protocol::{Answer, ApplyToken, ResultCode, TokenByAkSk};
use serde_json::json;
use support::{answer, request};

#[test]
fn a_bearer_is_asked_for_with_key_and_secret() {
    let object = json!({"app_key": "ak", "app_secret": "sk"});
    let request = request::<TokenByAkSk>("003", "Request Parameters", &object);
    assert_eq!(
        (request.app_key.as_str(), request.app_secret.as_str()),
        ("ak", "sk")
    );
}

#[test]
fn a_bearer_comes_with_its_life_as_strings_of_digits() {
    let object = json!({
        "AccessToken": "bearer", "ApplyType": "Bearer", "CreateTime": "1545650171",
        "Expires": "600", "Scope": "scope", "AppKey": "ak", "UserID": "Anonymous",
    });
    let answer = answer::<TokenByAkSk>("003", "Response Parameters", &object);
    assert!(answer.is_success());
    assert_eq!(answer.access_token.as_deref(), Some("bearer"));
    assert_eq!(answer.apply_type.as_deref(), Some("Bearer"));
    assert_eq!(answer.created, Some(1_545_650_171));
    assert_eq!(answer.expires, Some(600));
    assert_eq!(answer.scope.as_deref(), Some("scope"));
    assert_eq!(answer.app_key.as_deref(), Some("ak"));
    assert_eq!(answer.user_id.as_deref(), Some("Anonymous"));
}

#[test]
fn a_visitor_token_is_asked_for_a_user_a_channel_and_a_language() {
    let object = json!({
        "userId": "visitor-1", "userName": "Ann", "channelId": "channel-1", "locale": "zh_CN",
    });
    let request = request::<ApplyToken>("003", "table 3-1", &object);
    assert_eq!(request.user_id.as_deref(), Some("visitor-1"));
    assert_eq!(request.user_name.as_deref(), Some("Ann"));
    assert_eq!(request.channel_id.as_deref(), Some("channel-1"));
    assert_eq!(request.locale.as_deref(), Some("zh_CN"));
}

#[test]
fn a_visitor_token_comes_with_a_result() {
    let object = json!({"token": "\"token\"", "resultCode": "0", "resultDesc": "done"});
    let answer = answer::<ApplyToken>("003", "table 3-2", &object);
    assert_eq!(answer.token.as_deref(), Some("\"token\""));
    assert_eq!(answer.bare_token(), Some("token"));
    assert_eq!(answer.code(), Some(&ResultCode::Success));
    assert_eq!(answer.description.as_deref(), Some("done"));
}
