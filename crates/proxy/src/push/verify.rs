//! Whether a push is the cloud's.

use frontdesk_protocol::headers;
use frontdesk_protocol::push::{Authorization, PushKey, SignedRequest, epoch_millis};
use http::header::{AUTHORIZATION, CONTENT_LENGTH, HOST, HeaderMap};
use http::request::Parts;
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

use super::unauthorised::Unauthorised;
use crate::config::{PushAddress, PushAuth, PushConfig};
use crate::record::Print;
use crate::seal::Instant;

/// Knows the cloud's pushes.
pub(super) enum Verifier {
    Signature(Signing),
    Bearer {
        /// The whole header.
        header: SecretString,
        app_key: String,
    },
}

/// What a signature is held against.
pub(super) struct Signing {
    key: PushKey,
    access_key: Option<String>,
    public: PushAddress,
    /// In milliseconds.
    window: u64,
}

impl Verifier {
    pub(super) fn new(config: PushConfig, app_key: &str) -> Self {
        match config.auth {
            PushAuth::Signature {
                key,
                access_key,
                public,
            } => Self::Signature(Signing {
                key,
                access_key,
                public,
                window: u64::try_from(config.window.as_millis()).unwrap_or(u64::MAX),
            }),
            PushAuth::Bearer { token } => Self::Bearer {
                header: format!("Bearer {}", token.expose_secret()).into(),
                app_key: app_key.to_owned(),
            },
        }
    }

    /// What can be told without the body.
    pub(super) fn glance(&self, headers: &HeaderMap, now: Instant) -> Result<(), Unauthorised> {
        let sent = authorization(headers)?;
        match self {
            Self::Signature(signing) => signing.glance(&parse(sent)?, now),
            Self::Bearer { header, app_key } => {
                let expected = header.expose_secret().as_bytes();
                if !bool::from(sent.as_bytes().ct_eq(expected)) {
                    return Err(Unauthorised::Token);
                }
                let sent = headers.get(headers::APP_KEY);
                if sent.is_some_and(|sent| sent.as_bytes() == app_key.as_bytes()) {
                    Ok(())
                } else {
                    Err(Unauthorised::AppKey)
                }
            }
        }
    }

    /// What the body shows beyond that. The signature, where there is one, tells this push from
    /// every other.
    pub(super) fn verify(&self, head: &Parts, body: &[u8]) -> Result<Option<Print>, Unauthorised> {
        match self {
            Self::Signature(signing) => signing.verify(head, body).map(Some),
            Self::Bearer { .. } => Ok(None),
        }
    }
}

impl Signing {
    fn glance(&self, sent: &Authorization<'_>, now: Instant) -> Result<(), Unauthorised> {
        let access_key = self.access_key.as_deref();
        if access_key.is_some_and(|access_key| access_key != sent.access_key) {
            return Err(Unauthorised::AccessKey);
        }
        let signed = epoch_millis(sent.timestamp)
            .and_then(|signed| u64::try_from(signed).ok())
            .ok_or(Unauthorised::NoTime)?;
        let away = now.as_millis().abs_diff(signed);
        if away > self.window {
            let seconds = away.div_ceil(1000);
            return Err(Unauthorised::Window { seconds });
        }
        Ok(())
    }

    fn verify(&self, head: &Parts, body: &[u8]) -> Result<Print, Unauthorised> {
        let sent = parse(authorization(&head.headers)?)?;
        let length = body.len().to_string();
        // Address and length as the cloud had them: on its way here a request may be given another
        // host, another path, or chunks.
        let mut headers = vec![
            (HOST.as_str(), self.public.host.as_str()),
            (CONTENT_LENGTH.as_str(), length.as_str()),
        ];
        headers.extend(head.headers.iter().filter_map(|(name, value)| {
            let value = str::from_utf8(value.as_bytes()).ok()?;
            Some((name.as_str(), value))
        }));
        let request = SignedRequest {
            method: head.method.as_str(),
            path: &self.public.path,
            query: head.uri.query().unwrap_or_default(),
            headers: &headers,
            body,
        };
        self.key
            .verify(&request, &sent)
            .map_err(Unauthorised::Unverified)?;
        Ok(Print::of(sent.signature.as_bytes()))
    }
}

fn authorization(headers: &HeaderMap) -> Result<&str, Unauthorised> {
    let mut sent = headers.get_all(AUTHORIZATION).iter();
    match (sent.next(), sent.next()) {
        (Some(one), None) => one.to_str().map_err(|_| Unauthorised::Header),
        _ => Err(Unauthorised::Header),
    }
}

fn parse(header: &str) -> Result<Authorization<'_>, Unauthorised> {
    Authorization::parse(header).map_err(Unauthorised::Form)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::Request;

    use super::*;

    const KEY: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg";
    const SIGNED: u64 = 1_625_898_453_913;

    fn verifier(access_key: Option<&str>) -> Verifier {
        let auth = PushAuth::Signature {
            key: PushKey::new(KEY).unwrap(),
            access_key: access_key.map(str::to_owned),
            public: PushAddress {
                host: "chat.example.com".to_owned(),
                path: "/desk/webhooks/v1/messages".to_owned(),
            },
        };
        let window = Duration::from_secs(300);
        let config = PushConfig {
            auth,
            window,
            safety_poll: Duration::from_secs(30),
        };
        Verifier::new(config, "key")
    }

    fn header(timestamp: &str) -> HeaderMap {
        let signature = "0".repeat(64);
        let text = format!("auth-v2/a/b/{timestamp}/host/{signature}");
        HeaderMap::from_iter([(AUTHORIZATION, text.try_into().unwrap())])
    }

    #[test]
    fn the_window_is_open_on_both_sides_and_its_ends_belong_to_it() {
        let verifier = verifier(None);
        let glance = |timestamp: &str, now: u64| {
            verifier.glance(&header(timestamp), Instant::from_millis(now))
        };
        for timestamp in ["2021-07-10T06:27:33.913Z", "1625898453913"] {
            for now in [SIGNED - 300_000, SIGNED, SIGNED + 300_000] {
                assert_eq!(glance(timestamp, now), Ok(()), "{timestamp} {now}");
            }
            for now in [SIGNED - 300_001, SIGNED + 300_001] {
                let late = Err(Unauthorised::Window { seconds: 301 });
                assert_eq!(glance(timestamp, now), late, "{timestamp} {now}");
            }
        }
        for timestamp in ["-1", "yesterday", "99999999999999999999"] {
            assert_eq!(glance(timestamp, SIGNED), Err(Unauthorised::NoTime));
        }
        let far = i64::MAX.to_string();
        assert!(matches!(
            glance(&far, SIGNED),
            Err(Unauthorised::Window { .. })
        ));
    }

    #[test]
    fn the_access_key_is_compared_only_where_one_is_configured() {
        let now = Instant::from_millis(SIGNED);
        let header = header("1625898453913");
        assert_eq!(verifier(None).glance(&header, now), Ok(()));
        assert_eq!(verifier(Some("a/b")).glance(&header, now), Ok(()));
        let other = verifier(Some("b")).glance(&header, now);
        assert_eq!(other, Err(Unauthorised::AccessKey));
    }

    #[test]
    fn two_authorizations_are_none() {
        let mut headers = header("1625898453913");
        let (_, one) = header("1625898453913").into_iter().next().unwrap();
        headers.append(AUTHORIZATION, one);
        let glance = verifier(None).glance(&headers, Instant::from_millis(SIGNED));
        assert_eq!(glance, Err(Unauthorised::Header));
    }

    #[test]
    fn the_public_address_is_signed_whatever_the_request_says_by_now() {
        let body = b"{}";
        let public = [("host", "chat.example.com"), ("content-length", "2")];
        let signed = SignedRequest {
            method: "POST",
            path: "/desk/webhooks/v1/messages",
            query: "",
            headers: &public,
            body,
        };
        let names = ["host", "content-length"];
        let header = PushKey::new(KEY)
            .unwrap()
            .sign(&signed, "ak", "1625898453913", &names)
            .unwrap();
        let arrived = |path: &str| {
            let request = Request::post(path)
                .header("host", "10.0.0.7:8787")
                .header(AUTHORIZATION, &header)
                .header("transfer-encoding", "chunked");
            request.body(()).unwrap().into_parts().0
        };
        let verifier = verifier(None);
        let print = verifier.verify(&arrived("/webhooks/v1/messages"), body);
        assert!(matches!(print, Ok(Some(_))), "{print:?}");
        let with_query = verifier.verify(&arrived("/webhooks/v1/messages?a=1"), body);
        assert!(matches!(with_query, Err(Unauthorised::Unverified(_))));
    }
}
