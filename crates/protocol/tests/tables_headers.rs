//! The documents' tables and lists of headers.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::BTreeSet;

use frontdesk_protocol::headers::{
    ACCEPT, ACCEPT_LANGUAGE, ACCESS_KEY_ID, AGENT_GUID, APP_KEY, AUTHORIZATION, CHINESE,
    CONTENT_LENGTH, CONTENT_TYPE, DATE, ENGLISH, HOST, TOKEN_EXPIRE, VISITOR_TOKEN,
};
use frontdesk_protocol::push::{Authorization, AuthorizationError};
use support::rows_of;

/// The names of a table's headers, in lower case as HTTP/2 writes them.
fn names(document: &str, table: &str) -> BTreeSet<String> {
    let rows = rows_of(document, table);
    let names: BTreeSet<String> = rows
        .iter()
        .map(|row| row.field.to_ascii_lowercase())
        .collect();
    assert_eq!(names.len(), rows.len());
    names
}

fn assert_names(document: &str, table: &str, expected: &[&str]) {
    let expected: BTreeSet<String> = expected.iter().map(|&name| name.to_owned()).collect();
    assert_eq!(names(document, table), expected, "seed {document} {table}");
}

#[test]
fn a_visitors_calls_carry_three_headers() {
    assert_names(
        "000",
        "first table",
        &[VISITOR_TOKEN, APP_KEY, AUTHORIZATION],
    );
    for table in [
        "table 4-3",
        "table 5-4",
        "table 6-3",
        "table 7-3",
        "table 8-3",
        "table 9-3",
        "table 10-3",
        "table 11-1",
        "table 12-2",
        "table 13-2",
        "table 14-1",
        "table 15-1",
        "table 17-1",
    ] {
        assert_names("003", table, &[VISITOR_TOKEN, APP_KEY, AUTHORIZATION]);
    }
}

#[test]
fn apply_token_and_createcall_carry_no_visitor_token() {
    for table in ["table 3-3", "table 16-1"] {
        assert_names("003", table, &[APP_KEY, AUTHORIZATION]);
    }
}

#[test]
fn a_bearer_is_asked_for_with_the_life_it_shall_have() {
    assert_names("003", "Request Header", &[CONTENT_TYPE, TOKEN_EXPIRE]);
}

#[test]
fn every_general_header_has_a_name() {
    let request = [
        HOST,
        CONTENT_TYPE,
        ACCEPT,
        ACCEPT_LANGUAGE,
        AUTHORIZATION,
        ACCESS_KEY_ID,
    ];
    assert_names("003", "request header", &request);
    assert_names(
        "003",
        "response header",
        &[DATE, CONTENT_LENGTH, CONTENT_TYPE],
    );
}

#[test]
fn an_answer_comes_in_chinese_or_english() {
    assert_eq!((CHINESE, ENGLISH), ("zh_CN", "en_US"));
}

#[test]
fn an_agents_message_carries_the_guid_of_the_sign_in() {
    assert_names("001", "table 1", &[CONTENT_TYPE, AGENT_GUID]);
}

#[test]
fn a_push_carries_its_signature_in_authorization() {
    assert_names("002", "table 1", &[AUTHORIZATION]);
    // The table's own form breaks off before the signature; nothing may pass without one.
    let printed = "auth-v2/accessKey/2021-07-10T06:27:33Z/host";
    assert_eq!(
        Authorization::parse(printed),
        Err(AuthorizationError::Incomplete)
    );
    let whole = format!("{printed}/{}", "0a".repeat(32));
    let parsed = Authorization::parse(&whole).unwrap();
    assert_eq!(
        (parsed.access_key, parsed.timestamp, parsed.signed_headers),
        ("accessKey", "2021-07-10T06:27:33Z", "host")
    );
}
