//! Signed pushes: the vectors, and whatever is changed about them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use frontdesk_protocol::push::{
    Authorization, AuthorizationError, PushEnvelope, PushKey, PushMessage, SignedRequest,
    Unverified, epoch_millis,
};
use frontdesk_protocol::{ControlType, SourceType};
use proptest::prelude::*;

const SECRET: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg";
const BODY: &str = r#"{"timestamp":1625898453913,"messages":[]}"#;

/// A push and the header that another program computed for it.
struct Vector {
    timestamp: &'static str,
    headers: &'static [(&'static str, &'static str)],
    query: &'static str,
    body: &'static str,
    signature: &'static str,
}

/// The first two are the vendor's way; the third writes an empty line where there is no query; the
/// fourth has a query and a body that is not ASCII.
const VECTORS: [Vector; 4] = [
    Vector {
        timestamp: "2021-07-10T06:27:33Z",
        headers: &[("Host", "chat.example.com")],
        query: "",
        body: BODY,
        signature: "d76aea4e258721e4a6b38f799ddd2ce4f527d2928a5846e0d6014a1d94a4e7d4",
    },
    Vector {
        timestamp: "2021-07-10T06:27:33.913Z",
        headers: &[
            ("host", "chat.example.com:8443"),
            ("Content-Type", "application/json;charset=UTF-8"),
            ("Content-Length", "41"),
        ],
        query: "",
        body: BODY,
        signature: "d7d40dd3badfac88686dc6b27ad8db95f8a938b83384e0c665df3eafed89bbab",
    },
    Vector {
        timestamp: "2021-07-10T06:27:33Z",
        headers: &[("host", "chat.example.com")],
        query: "",
        body: BODY,
        signature: "43a54b4ff3fb967f1626502e1bf4f1fe132f3b84928358a72353e888383cf138",
    },
    Vector {
        timestamp: "1625898453913",
        headers: &[("host", "chat.example.com")],
        query: "b=%2F&a=1%20%c3%bc",
        body: "{\"x\":\"面包 ~\"}",
        signature: "386f77f7ffad63de9fc186cd5f7503f0dd481930457ea1bb736733bc588a1de1",
    },
];

impl Vector {
    fn request(&self) -> SignedRequest<'_> {
        SignedRequest {
            method: "POST",
            path: "/webhooks/v1/messages",
            query: self.query,
            headers: self.headers,
            body: self.body.as_bytes(),
        }
    }

    fn names(&self) -> Vec<&str> {
        self.headers.iter().map(|(name, _)| *name).collect()
    }

    fn header(&self) -> String {
        let mut names: Vec<String> = self
            .names()
            .iter()
            .map(|name| name.to_lowercase())
            .collect();
        names.sort();
        let Self {
            timestamp,
            signature,
            ..
        } = self;
        format!("auth-v2/testAK/{timestamp}/{}/{signature}", names.join(";"))
    }
}

fn key() -> PushKey {
    PushKey::new(SECRET).unwrap()
}

fn verified(request: &SignedRequest<'_>, header: &str) -> Result<(), Unverified> {
    key().verify(request, &Authorization::parse(header).unwrap())
}

#[test]
fn every_vector_is_verified() {
    for vector in &VECTORS {
        assert_eq!(
            verified(&vector.request(), &vector.header()),
            Ok(()),
            "{}",
            vector.signature
        );
    }
}

#[test]
fn signing_makes_the_vectors_without_the_empty_line() {
    for vector in [&VECTORS[0], &VECTORS[1], &VECTORS[3]] {
        let made = key().sign(
            &vector.request(),
            "testAK",
            vector.timestamp,
            &vector.names(),
        );
        assert_eq!(made.as_deref(), Some(vector.header().as_str()));
    }
}

#[test]
fn a_changed_byte_name_time_path_method_or_key_fails() {
    for vector in &VECTORS {
        let request = vector.request();
        let header = vector.header();
        for at in 0..vector.body.len() {
            let mut body = vector.body.as_bytes().to_vec();
            body[at] ^= 1;
            let changed = SignedRequest {
                body: &body,
                ..request
            };
            assert_eq!(
                verified(&changed, &header),
                Err(Unverified::Signature),
                "byte {at}"
            );
        }
        let host = [
            ("host", "chat.example.org"),
            ("content-type", "x"),
            ("content-length", "41"),
        ];
        let changed = [
            SignedRequest {
                path: "/webhooks/v1/message",
                ..request
            },
            SignedRequest {
                method: "PUT",
                ..request
            },
            SignedRequest {
                query: "a=2",
                ..request
            },
            SignedRequest {
                headers: &host,
                ..request
            },
        ];
        for changed in changed {
            assert_eq!(
                verified(&changed, &header),
                Err(Unverified::Signature),
                "{changed:?}"
            );
        }
        for (from, to) in [
            ("testAK", "testAk"),
            ("2021", "2022"),
            ("1625", "1626"),
            (";host", ";hosT"),
        ] {
            let other = header.replacen(from, to, 1);
            assert!(
                other == header || verified(&request, &other).is_err(),
                "{other}"
            );
        }
        let other = PushKey::new(&SECRET.replace('g', "h")).unwrap();
        let parsed = Authorization::parse(&header).unwrap();
        assert_eq!(other.verify(&request, &parsed), Err(Unverified::Signature));
    }
}

#[test]
fn a_name_that_is_signed_must_have_been_sent() {
    let vector = &VECTORS[0];
    let request = SignedRequest {
        headers: &[],
        ..vector.request()
    };
    assert_eq!(
        verified(&request, &vector.header()),
        Err(Unverified::HeaderMissing)
    );
    assert_eq!(key().sign(&request, "ak", "1", &["host"]), None);
}

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
            "auth-v2/ak/1/host;content-type/x".to_owned(),
            AuthorizationError::Signature,
        ),
    ] {
        assert_eq!(Authorization::parse(&header), Err(error), "{header}");
    }
}

#[test]
fn a_key_has_exactly_43_letters_and_digits_and_is_not_shown() {
    for wrong in [
        "",
        &SECRET[1..],
        &format!("{SECRET}0"),
        &SECRET.replace('0', "-"),
    ] {
        assert!(PushKey::new(wrong).is_err(), "{wrong}");
    }
    assert!(!format!("{:?}", key()).contains("0123"));
}

#[test]
fn a_timestamp_is_a_date_with_or_without_milliseconds_or_a_number() {
    for (text, millis) in [
        ("2021-07-10T06:27:33Z", Some(1_625_898_453_000)),
        ("2021-07-10T06:27:33.913Z", Some(1_625_898_453_913)),
        ("2021-07-10T06:27:33.9Z", Some(1_625_898_453_900)),
        ("1625898453913", Some(1_625_898_453_913)),
        ("1970-01-01T00:00:00Z", Some(0)),
        ("2000-02-29T23:59:59Z", Some(951_868_799_000)),
        ("2100-02-29T00:00:00Z", None),
        ("2021-13-01T00:00:00Z", None),
        ("2021-07-10T24:00:00Z", None),
        ("2021-07-10T06:27:33", None),
        ("2021-07-10 06:27:33Z", None),
        ("2021-7-10T06:27:33Z", None),
        ("+021-07-10T06:27:33Z", None),
        ("2021-07-10T06:27:33.Z", None),
        ("", None),
        ("99999999999999999999", None),
        ("yesterday", None),
    ] {
        assert_eq!(epoch_millis(text), millis, "{text}");
    }
}

#[test]
fn a_pushed_message_is_a_polls_with_more() {
    let push: PushMessage = serde_json::from_str(
        r#"{"timestamp": "1625898453913", "messages": [
            {"controlType": "READ", "sourceType": "AGENT", "content": ["a", "b"]},
            {"controlType": "DISCONNECT", "isOfflineStatus": "true", "content": "TIPS"}]}"#,
    )
    .unwrap();
    assert_eq!(push.timestamp, Some(1_625_898_453_913));
    assert_eq!(push.messages[0].control, ControlType::Read);
    assert_eq!(push.messages[0].source, Some(SourceType::Agent));
    assert!(push.messages[1].offline);
    let raw: PushEnvelope<serde_json::Value> =
        serde_json::from_str(r#"{"messages": [{"new": 1.5}], "timestamp": null}"#).unwrap();
    assert_eq!(raw.messages[0]["new"], 1.5);
    let raw: PushEnvelope<serde_json::Value> =
        serde_json::from_str(r#"{"messages": null}"#).unwrap();
    assert!(raw.messages.is_empty());
}

proptest! {
    #[test]
    fn what_is_signed_is_verified_and_no_header_panics(
        body in prop::collection::vec(any::<u8>(), 0..200),
        host in "[a-z0-9.:-]{1,30}",
        query in "[a-z0-9=&%+]{0,30}",
        access_key in "[A-Za-z0-9/_-]{1,20}",
        timestamp in "[0-9TZ:.-]{1,24}",
        header in ".{0,120}",
    ) {
        let headers = [("host", host.as_str())];
        let request = SignedRequest {
            method: "POST", path: "/p", query: &query, headers: &headers, body: &body,
        };
        let made = key().sign(&request, &access_key, &timestamp, &["Host"]).unwrap();
        prop_assert_eq!(verified(&request, &made), Ok(()));
        let _ = Authorization::parse(&header);
        let _ = epoch_millis(&header);
    }
}
