//! What is signed holds for one request alone, and costs no more than it must.

use std::time::{Duration, Instant};

use frontdesk_protocol::push::{Authorization, PushKey, SignedRequest, Unverified};
use proptest::prelude::*;

use super::{SECRET, VECTORS, key, verified};

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
            let is_verified = Authorization::parse(&other)
                .is_ok_and(|other| key().verify(&request, &other).is_ok());
            assert!(other == header || !is_verified, "{other}");
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
fn a_request_that_could_break_a_line_of_the_signed_text_is_not_verified() {
    let vector = &VECTORS[0];
    let request = vector.request();
    let host = [("host", "chat.example.com\r\nx: y")];
    let other = [("host", "chat.example.com"), ("x", "a\0")];
    for changed in [
        SignedRequest {
            method: "POST\n/webhooks",
            path: "/v1/messages",
            ..request
        },
        SignedRequest {
            path: "/webhooks/v1/messages\nhost",
            ..request
        },
        SignedRequest {
            query: "a=\r",
            ..request
        },
        SignedRequest {
            headers: &host,
            ..request
        },
        SignedRequest {
            headers: &other,
            ..request
        },
    ] {
        assert_eq!(
            verified(&changed, &vector.header()),
            Err(Unverified::ControlCharacter),
            "{changed:?}"
        );
        assert_eq!(key().sign(&changed, "ak", "1", &["host"]), None);
    }
    // Encoded, it is a query like another.
    let encoded = SignedRequest {
        query: "a=%0D%0A",
        ..request
    };
    let made = key().sign(&encoded, "ak", "1", &["host"]).unwrap();
    assert_eq!(verified(&encoded, &made), Ok(()));
}

#[test]
fn parts_that_were_not_read_from_a_header_cost_nothing_either() {
    let body = vec![0; 1 << 16];
    let value = "ü".repeat(1 << 12);
    let headers = [("host", value.as_str())];
    let request = SignedRequest {
        headers: &headers,
        body: &body,
        ..VECTORS[0].request()
    };
    let names = vec!["host"; 10_000].join(";");
    let authorization = Authorization {
        access_key: "ak",
        timestamp: "1",
        signed_headers: &names,
        signature: VECTORS[0].signature,
    };
    let begun = Instant::now();
    let result = key().verify(&request, &authorization);
    assert_eq!(result, Err(Unverified::Signature));
    assert!(begun.elapsed() < Duration::from_millis(500));
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
        let twice = key().sign(&request, &access_key, &timestamp, &["host", "Host"]);
        prop_assert_eq!(twice, Some(made));
        let _ = Authorization::parse(&header);
        let _ = frontdesk_protocol::push::epoch_millis(&header);
    }
}
