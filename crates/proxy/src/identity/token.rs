//! Identity tokens: JWTs with which the company's site says who a visitor is (RFC 7519, HS256 alone).
//!
//! Verified by hand: the crates for JWTs bring RSA and elliptic curves along, or a second crypto
//! provider, for one HMAC over two parts of a text.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::Sha256;

use super::name::shown;
use super::{ANONYMOUS, HASH_CHARS, HASHED, UserId};
use crate::seal::Instant;

/// Verifies identity tokens.
pub(crate) struct Verifier(SecretString);

/// Whom the company's site vouches for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Identified {
    pub(crate) user_id: UserId,
    /// Name to the agent, where the token gives one.
    pub(crate) name: Option<String>,
}

/// The token is not taken. The words are for the page's author, and show nothing of the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotIdentified {
    #[error("The identity token is no JWT.")]
    NoToken,
    #[error("The identity token is not signed with HS256, and nothing else is taken.")]
    Algorithm,
    #[error("The identity token has header fields that must be understood and are not.")]
    Critical,
    #[error("The identity token's signature is not made with the key that is configured here.")]
    Signature,
    #[error("The identity token's claims are not understood.")]
    Claims,
    #[error("The identity token has no `exp`, or none that is a number of seconds.")]
    NoExpiry,
    #[error("The identity token has expired.")]
    Expired,
    #[error("The identity token is not valid yet.")]
    NotYet,
    #[error("The identity token is for another channel: its `aud` does not name this one.")]
    OtherChannel,
    #[error("The identity token has no `sub`.")]
    NoSubject,
}

#[derive(Deserialize)]
struct Header {
    alg: Option<String>,
    crit: Option<Box<RawValue>>,
}

/// Numbers of seconds since 1970, which may have a fraction.
#[derive(Deserialize)]
struct Payload {
    exp: Option<serde_json::Value>,
    nbf: Option<f64>,
    aud: Option<Audience>,
    sub: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Audience {
    fn names(&self, channel: &str) -> bool {
        match self {
            Self::One(one) => one == channel,
            Self::Many(many) => many.iter().any(|one| one == channel),
        }
    }
}

impl Verifier {
    pub(crate) fn new(key: SecretString) -> Self {
        Self(key)
    }

    /// Whom a token names, for a channel.
    ///
    /// # Errors
    /// It is not the site's, or not for this channel, or not for this time.
    pub(crate) fn verify(
        &self,
        token: &str,
        channel: &str,
        now: Instant,
    ) -> Result<Identified, NotIdentified> {
        if token.len() > TOKEN_CHARS {
            return Err(NotIdentified::NoToken);
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(NotIdentified::NoToken)?;
        let (header, payload) = signed.split_once('.').ok_or(NotIdentified::NoToken)?;
        let header = decode(header)?;
        let header: Header = serde_json::from_slice(&header).map_err(|_| NotIdentified::NoToken)?;
        if header.alg.as_deref() != Some(ALGORITHM) {
            return Err(NotIdentified::Algorithm);
        }
        if header.crit.is_some() {
            return Err(NotIdentified::Critical);
        }
        let signature = decode(signature)?;
        let mac = self.mac(signed.as_bytes());
        // In constant time.
        mac.and_then(|mac| mac.verify_slice(&signature).ok())
            .ok_or(NotIdentified::Signature)?;
        let payload = decode(payload)?;
        let payload = serde_json::from_slice(&payload).map_err(|_| NotIdentified::Claims)?;
        self.judge(payload, channel, now)
    }

    fn judge(
        &self,
        payload: Payload,
        channel: &str,
        now: Instant,
    ) -> Result<Identified, NotIdentified> {
        let now = now.as_millis() as f64 / 1000.0;
        let leeway = LEEWAY.as_secs_f64();
        let expires = payload.exp.and_then(|exp| exp.as_f64());
        if expires.ok_or(NotIdentified::NoExpiry)? + leeway <= now {
            return Err(NotIdentified::Expired);
        }
        if payload.nbf.is_some_and(|begins| begins - leeway > now) {
            return Err(NotIdentified::NotYet);
        }
        if !payload.aud.is_some_and(|audience| audience.names(channel)) {
            return Err(NotIdentified::OtherChannel);
        }
        let subject = payload.sub.filter(|subject| !subject.is_empty());
        let subject = subject.ok_or(NotIdentified::NoSubject)?;
        Ok(Identified {
            user_id: self.user_id(subject).ok_or(NotIdentified::NoSubject)?,
            name: payload.name.as_deref().and_then(shown),
        })
    }

    /// The subject itself where the wire allows it, else what stands for it. A subject that looks
    /// like an id made here is not taken as it is: somebody who picks their own name at the site
    /// could pick another visitor's.
    fn user_id(&self, subject: String) -> Option<UserId> {
        let made_here = [ANONYMOUS, HASHED]
            .iter()
            .any(|made| subject.starts_with(made) && subject.len() == made.len() + HASH_CHARS);
        let subject = match UserId::try_from(subject.clone()) {
            Ok(user_id) if !made_here => return Some(user_id),
            _ => subject,
        };
        let hash = self.mac(subject.as_bytes())?.finalize().into_bytes();
        let hash = URL_SAFE_NO_PAD.encode(hash);
        UserId::try_from(format!("{HASHED}{}", hash.get(..HASH_CHARS)?)).ok()
    }

    fn mac(&self, text: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.expose_secret().as_bytes()).ok()?;
        mac.update(text);
        Some(mac)
    }
}

fn decode(part: &str) -> Result<Vec<u8>, NotIdentified> {
    URL_SAFE_NO_PAD
        .decode(part)
        .map_err(|_| NotIdentified::NoToken)
}

const ALGORITHM: &str = "HS256";

/// Longer than any token of use.
const TOKEN_CHARS: usize = 4096;

/// How far the site's clock may be from ours.
const LEEWAY: Duration = Duration::from_secs(30);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_may_differ_a_little() {
        let verifier = Verifier::new("0123456789abcdef0123456789abcdef".into());
        let judged = |seconds: u64| {
            let payload = serde_json::json!({"exp": 1000, "nbf": 500, "aud": "1", "sub": "ada"});
            let payload = serde_json::from_value(payload).unwrap();
            let judged = verifier.judge(payload, "1", Instant::from_millis(seconds * 1000));
            judged.map(|identified| identified.user_id.as_str().to_owned())
        };
        assert_eq!(judged(469), Err(NotIdentified::NotYet));
        assert_eq!(judged(470), Ok("ada".to_owned()));
        assert_eq!(judged(1029), Ok("ada".to_owned()));
        assert_eq!(judged(1030), Err(NotIdentified::Expired));
    }

    #[test]
    fn a_subject_that_looks_like_an_id_made_here_is_not_taken_as_it_is() {
        let verifier = Verifier::new("0123456789abcdef0123456789abcdef".into());
        let id = |subject: &str| verifier.user_id(subject.to_owned()).unwrap();
        let hashed = id("ada@example.com");
        let anonymous = UserId::random().unwrap();
        for foreign in [hashed.as_str(), anonymous.as_str()] {
            assert_ne!(id(foreign).as_str(), foreign);
        }
        for own in ["ada", "a_", "u_1", "u_012345678901234567890"] {
            assert_eq!(id(own).as_str(), own);
        }
    }
}
