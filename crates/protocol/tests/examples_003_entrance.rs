//! The examples of seed 003 §2 and §3: the tenant's Bearer and the visitor's token.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use frontdesk_protocol::{
    Answer, ApplyTokenRequest, ApplyTokenResponse, TokenRequest, TokenResponse,
};
use serde_json::Value;
use support::{read, text};

#[test]
fn a_bearer_is_asked_for_with_a_secret_that_is_not_shown() {
    let request: TokenRequest = read("seed003-2-token-request");
    assert_eq!(request.app_key, "xxxxxxxxxxxxxxxxxx");
    assert_eq!(request.app_secret, "yyyyyyyyyyyyyyyyyy");
    assert!(
        !format!("{request:?}").contains('y'),
        "the secret is not in Debug"
    );
}

#[test]
fn a_bearer_has_its_numbers_as_strings() {
    let answer: TokenResponse = read("seed003-2-token-response");
    assert!(answer.is_success());
    assert_eq!(
        (answer.expires, answer.created),
        (Some(600), Some(1_545_650_171))
    );
    assert_eq!(answer.access_token.as_deref(), Some("zzzzzzzzzzzzzzzzzzzz"));
    assert_eq!(answer.apply_type.as_deref(), Some("Bearer"));
    assert_eq!(
        answer.scope.as_deref(),
        Some("XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX")
    );
    assert_eq!(answer.app_key.as_deref(), Some("xxxxxxxxxxxxxxxxxxxx"));
    assert_eq!(answer.user_id.as_deref(), Some("Anonymous"));
    let same: Value = serde_json::from_str(&text("seed003-2-token-response")).unwrap();
    assert_eq!(serde_json::to_value(&answer).unwrap(), same);
}

#[test]
fn a_visitor_token_is_asked_for_in_a_language() {
    let request: ApplyTokenRequest = read("seed003-3.2-apply-token-request");
    assert_eq!(request.user_id.as_deref(), Some("XXXXXXXXXX"));
    assert_eq!(request.user_name.as_deref(), Some("XXXXXXXXXX"));
    assert_eq!(request.channel_id.as_deref(), Some("XXXXXXXXXXXXXXXX"));
    assert_eq!(request.locale.as_deref(), Some("zh_CN"));
}

#[test]
fn a_visitor_token_loses_the_quotes_inside_its_value_and_nothing_else() {
    let mut answer: ApplyTokenResponse = read("seed003-3.2-apply-token-response");
    assert!(answer.is_success(), "a token without a code is a success");
    assert_eq!(answer.bare_token(), Some("eyJcmVhdGVUaW1l"));
    for (token, bare) in [
        ("a%3D", Some("a%3D")),
        ("\"\"", None),
        ("\"", Some("\"")),
        ("", None),
    ] {
        answer.token = Some(token.to_owned());
        assert_eq!(answer.bare_token(), bare);
    }
}
