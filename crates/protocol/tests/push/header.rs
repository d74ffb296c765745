//! The header of a signed push, as it is read and made.

use frontdesk_protocol::push::{Authorization, AuthorizationError, SignedRequest};

use super::{VECTORS, key};

#[test]
fn a_header_that_could_not_be_read_again_is_not_made() {
    let request = VECTORS[0].request();
    for (access_key, timestamp, names) in [
        ("", "1", vec!["host"]),
        ("ak", "", vec!["host"]),
        ("ak", "1/2", vec!["host"]),
        ("ak", "1", vec![]),
    ] {
        let made = key().sign(&request, access_key, timestamp, &names);
        assert_eq!(made, None, "{access_key} {timestamp} {names:?}");
    }
}

#[test]
fn a_header_is_read_from_the_right_and_refused_without_a_signature() {
    let signature = VECTORS[0].signature;
    let header = format!("auth-v2/a/b/c/2021-07-10T06:27:33Z/host/{signature}");
    let parsed = Authorization::parse(&header).unwrap();
    assert_eq!(
        (parsed.access_key, parsed.timestamp),
        ("a/b/c", "2021-07-10T06:27:33Z")
    );
    assert_eq!(parsed.to_string(), header);
    for (header, error) in [
        ("Bearer abc".to_owned(), AuthorizationError::Scheme),
        ("auth-v2/".to_owned(), AuthorizationError::Incomplete),
        (
            "auth-v2/ak/2021-07-10T06:27:33Z/host".to_owned(),
            AuthorizationError::Incomplete,
        ),
        (
            format!("auth-v2/ak//host/{signature}"),
            AuthorizationError::Incomplete,
        ),
        (
            format!("auth-v2/ak/1/host/{}", signature.to_uppercase()),
            AuthorizationError::Signature,
        ),
        (
            format!("auth-v2/ak/1/host/{signature}0"),
            AuthorizationError::Signature,
        ),
        (
            "auth-v2/ak/1/content-type;host/x".to_owned(),
            AuthorizationError::Signature,
        ),
    ] {
        assert_eq!(Authorization::parse(&header), Err(error), "{header}");
    }
}

#[test]
fn names_of_signed_headers_are_lower_case_ascending_each_once_and_at_most_32() {
    let header = |names: &str| format!("auth-v2/ak/1/{names}/{}", VECTORS[0].signature);
    let of = |count: usize| {
        let names: Vec<String> = (10..10 + count).map(|at| format!("x-{at}")).collect();
        names.join(";")
    };
    for names in ["host", "content-length;content-type;host", "a;b", &of(32)] {
        let header = header(names);
        let read = Authorization::parse(&header).map(|read| read.signed_headers);
        assert_eq!(read, Ok(names));
    }
    for names in [
        "Host",
        "host;host",
        "host;content-type",
        ";host",
        "host;",
        "a;;b",
        ";",
        "content_type",
        "host ",
        "hôte",
        "a\nb",
        &of(33),
        &vec!["host"; 10_000].join(";"),
    ] {
        let error = Authorization::parse(&header(names)).unwrap_err();
        assert_eq!(error, AuthorizationError::SignedHeaders, "{names}");
    }
}

#[test]
fn names_to_sign_come_in_any_order_and_case_and_more_than_once() {
    let request = VECTORS[1].request();
    let mut names = VECTORS[1].names();
    names.reverse();
    names.extend(["HOST", "content-length"]);
    let made = key().sign(&request, "testAK", VECTORS[1].timestamp, &names);
    assert_eq!(made, Some(VECTORS[1].header()));
    let names: Vec<String> = (0..33).map(|at| format!("x-{at}")).collect();
    let headers: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "v")).collect();
    let request = SignedRequest {
        headers: &headers,
        ..request
    };
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert!(key().sign(&request, "ak", "1", &names[..32]).is_some());
    assert_eq!(key().sign(&request, "ak", "1", &names), None);
}
