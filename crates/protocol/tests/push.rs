//! Signed pushes: the vectors, and whatever is changed about them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "push/changed.rs"]
mod changed;
#[path = "push/envelope.rs"]
mod envelope;
#[path = "push/header.rs"]
mod header;
#[path = "push/timestamp.rs"]
mod timestamp;

use frontdesk_protocol::push::{Authorization, PushKey, SignedRequest, Unverified};

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
