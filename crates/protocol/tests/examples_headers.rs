//! The documents' examples of headers.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use frontdesk_protocol::headers::{
    AGENT_GUID, APP_KEY, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, DATE, TOKEN_EXPIRE,
    VISITOR_TOKEN,
};
use frontdesk_protocol::push::{Authorization, AuthorizationError};
use support::headers;

/// A fixture holds these headers, and no others.
fn assert_headers(name: &str, expected: &[(&str, &str)]) {
    let expected = expected
        .iter()
        .map(|&(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    assert_eq!(headers(name), expected, "{name}");
}

#[test]
fn a_bearer_is_asked_for_with_its_life_in_seconds() {
    let expected = [(CONTENT_TYPE, "application/json"), (TOKEN_EXPIRE, "600")];
    assert_headers("seed003-2-token-request-headers", &expected);
}

#[test]
fn polls_and_phrases_carry_the_visitors_token() {
    let expected = [(VISITOR_TOKEN, "XXXXXXXXX")];
    assert_headers("seed003-5.2-poll-request-headers", &expected);
    let expected = [(VISITOR_TOKEN, "XXXXXXXXXX")];
    assert_headers("seed003-10.2-phrases-request-headers", &expected);
}

#[test]
fn calls_of_a_visitor_carry_the_three_headers() {
    let expected = [
        (VISITOR_TOKEN, "eyJjcmVhdGVUaW1ljoxNjA3MDc0NzlxMTc4"),
        (AUTHORIZATION, "Bearer dbb011d5df2b9466d20b0b1845bbb33a"),
        (APP_KEY, "6e9d9cd8-e135-4ab8-9f78-88e6b152c2f6"),
        (CONTENT_TYPE, "application/json"),
    ];
    assert_headers("seed003-11.1-create-request-headers", &expected);
    let expected = [
        (CONTENT_TYPE, "application/json"),
        (APP_KEY, "appKey"),
        (AUTHORIZATION, "fabric.token"),
        (VISITOR_TOKEN, "ccmessaging.token"),
    ];
    assert_headers("seed003-14.1-drop-request-headers", &expected);
}

#[test]
fn an_operators_call_carries_key_and_bearer_and_no_visitors_token() {
    let expected = [
        (APP_KEY, "b5cb838d-8b7a-4dc8-8aab-0b91edc7ec7b"),
        (AUTHORIZATION, "Bearer 1fea3651a3a09fa8489054bc3e1d6a15"),
        (CONTENT_TYPE, "application/json"),
    ];
    assert_headers("seed003-16.1-create-call-request-headers", &expected);
    let expected = [
        ("connection", "keep-alive"),
        ("content-encoding", "gzip"),
        (CONTENT_LENGTH, "130"),
        (CONTENT_TYPE, "application/json;charset=UTF-8"),
        (DATE, "Wed, 12 May 2021 08:52:40 GMT"),
        ("server", "openresty"),
    ];
    assert_headers("seed003-16.1-create-call-response-headers", &expected);
}

#[test]
fn a_visitors_token_keeps_its_percent_signs() {
    let headers = headers("seed003-17.1-feedback-request-headers");
    assert_eq!(headers.len(), 4);
    let token = &headers[VISITOR_TOKEN];
    assert!(token.starts_with("eyJjcmVhdGVUaW1lIjox") && token.ends_with("In0%3D"));
    assert!(!token.contains(' '));
    assert_eq!(headers[APP_KEY], "ea5c29a3-ea45-4b79-a449-2a3dbeb4c32c");
    assert_eq!(
        headers[AUTHORIZATION],
        "Bearer 57042f85aeabd63562f2e8339968c4e0"
    );
    assert_eq!(headers[CONTENT_TYPE], "application/json");
}

#[test]
fn an_agents_message_carries_a_guid() {
    let expected = [
        (CONTENT_TYPE, "application/json; charset=UTF-8"),
        (
            AGENT_GUID,
            "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx.AgentGateway1",
        ),
    ];
    assert_headers("seed001-sendmessage-request-headers", &expected);
}

#[test]
fn a_push_may_carry_a_bearer_instead_of_a_signature() {
    let bearer = "Bearer XXXXXXXXXXXXXXXXXXXXXXX";
    let expected = [(CONTENT_TYPE, "application/json"), (AUTHORIZATION, bearer)];
    assert_headers("seed002-push-request-headers", &expected);
    assert_eq!(
        Authorization::parse(bearer),
        Err(AuthorizationError::Scheme)
    );
}
