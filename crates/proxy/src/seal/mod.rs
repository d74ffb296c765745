//! The visitor's token between browser and proxy: opaque, and nobody but the proxy can make, read or
//! change one.
//!
//! ```text
//! seal    = base64url(version ‖ nonce ‖ XChaCha20-Poly1305(claims))
//! version = 1, authenticated
//! ```

mod claims;

use std::fmt;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

pub use claims::{Claims, Instant};

use crate::config::{SealConfig, SealKey};
use crate::identity::{Language, UserId};

/// Makes and opens seals.
pub struct Sealer {
    first: XChaCha20Poly1305,
    older: Vec<XChaCha20Poly1305>,
    life: Duration,
    max_age: Duration,
}

/// The text is not a seal of ours, or was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a seal of this proxy")]
pub struct Broken;

/// No seal can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no seal can be made: this machine gives no randomness")]
pub struct Unsealed;

impl Sealer {
    /// Seals with the first key, opens with all.
    ///
    /// # Errors
    /// There is no key.
    pub fn new(config: &SealConfig) -> Result<Self, Unsealed> {
        let cipher = |key: &SealKey| XChaCha20Poly1305::new(key.bytes().into());
        let (first, older) = config.keys.split_first().ok_or(Unsealed)?;
        Ok(Self {
            first: cipher(first),
            older: older.iter().map(cipher).collect(),
            life: config.life,
            max_age: config.max_age,
        })
    }

    /// Claims of somebody who comes for the first time.
    pub fn admit(
        &self,
        user_id: UserId,
        channel: String,
        name: String,
        language: Language,
        now: Instant,
    ) -> Claims {
        let (first, issued) = (now, now);
        Claims {
            user_id,
            channel,
            name,
            language,
            first,
            issued,
            expires: self.end(first, now),
        }
    }

    /// The same visitor's claims with a new life; `None` where the visitor is older than
    /// `--seal-max-age`.
    pub fn renew(&self, claims: &Claims, now: Instant) -> Option<Claims> {
        let expires = self.end(claims.first, now);
        (expires > now).then(|| Claims {
            issued: now,
            expires,
            ..claims.clone()
        })
    }

    /// Seals.
    ///
    /// # Errors
    /// The machine gives no randomness.
    pub fn seal(&self, claims: &Claims) -> Result<String, Unsealed> {
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce).map_err(|_| Unsealed)?;
        let plain = serde_json::to_vec(claims).map_err(|_| Unsealed)?;
        let sealed = self
            .first
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: &plain,
                    aad: &[VERSION],
                },
            )
            .map_err(|_| Unsealed)?;
        Ok(URL_SAFE_NO_PAD.encode([&[VERSION][..], &nonce, &sealed].concat()))
    }

    /// Opens, whether or not it has expired.
    ///
    /// # Errors
    /// It is not ours, or a bit of it was changed.
    pub fn open(&self, seal: &str) -> Result<Claims, Broken> {
        if seal.len() > SEAL_CHARS {
            return Err(Broken);
        }
        let bytes = URL_SAFE_NO_PAD.decode(seal).map_err(|_| Broken)?;
        let (version, rest) = bytes.split_first().ok_or(Broken)?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE_BYTES>().ok_or(Broken)?;
        if *version != VERSION {
            return Err(Broken);
        }
        let nonce = XNonce::from(*nonce);
        let plain = std::iter::once(&self.first)
            .chain(&self.older)
            .find_map(|key| {
                key.decrypt(
                    &nonce,
                    Payload {
                        msg: sealed,
                        aad: &[VERSION],
                    },
                )
                .ok()
            })
            .ok_or(Broken)?;
        serde_json::from_slice(&plain).map_err(|_| Broken)
    }

    fn end(&self, first: Instant, now: Instant) -> Instant {
        now.after(self.life).min(first.after(self.max_age))
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Sealer")
            .field("life", &self.life)
            .finish_non_exhaustive()
    }
}

const VERSION: u8 = 1;
const NONCE_BYTES: usize = 24;

/// Longer than any seal: what is longer is not even decoded.
const SEAL_CHARS: usize = 2048;
