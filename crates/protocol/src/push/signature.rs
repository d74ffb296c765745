//! Signing and verifying a push (HMAC-SHA256 in two steps).

use std::{fmt, iter};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::authorization::{Authorization, are_names};
use super::canonical::{Canonical, SignedRequest};

/// The tenant's key for signed pushes: exactly 43 letters and digits. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct PushKey(String);

/// Why a key is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PushKeyError;

/// Why a push is not taken for the tenant's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unverified {
    /// A header that is said to be signed was not sent.
    HeaderMissing,
    /// Method, path, query or a header holds the end of a line or NUL, which no request has.
    ControlCharacter,
    /// The signature is not that of this request with this key.
    Signature,
}

impl PushKey {
    /// From the configured text.
    ///
    /// # Errors
    ///
    /// When it is not 43 letters and digits.
    pub fn new(key: &str) -> Result<Self, PushKeyError> {
        let fits = key.len() == 43 && key.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if fits {
            Ok(Self(key.to_owned()))
        } else {
            Err(PushKeyError)
        }
    }

    /// The `Authorization` header for a request. Names come in any case and order. `None` when a
    /// header that shall be signed is not among the request's, and when the parts make no header that
    /// can be read again: one is empty, the timestamp has a slash, or the names are too many.
    pub fn sign(
        &self,
        request: &SignedRequest<'_>,
        access_key: &str,
        timestamp: &str,
        signed_headers: &[&str],
    ) -> Option<String> {
        let mut names: Vec<String> = signed_headers
            .iter()
            .map(|name| name.to_ascii_lowercase())
            .collect();
        names.sort_unstable();
        names.dedup();
        let signed_headers = names.join(";");
        if !are_names(&signed_headers) {
            return None;
        }
        let unsigned = Authorization {
            access_key,
            timestamp,
            signed_headers: &signed_headers,
            signature: "",
        };
        let canonical = request.canonical(&signed_headers).ok()?;
        let mac = self.mac(&unsigned, &canonical, &canonical.query)?;
        let signature = hex(&mac.finalize().into_bytes());
        let signed = Authorization {
            signature: &signature,
            ..unsigned
        };
        let header = signed.to_string();
        (Authorization::parse(&header) == Ok(signed)).then_some(header)
    }

    /// Whether the request was signed with this key. Time and replay are not looked at: the caller
    /// has the clock and the memory. In constant time.
    ///
    /// # Errors
    ///
    /// [`Unverified`].
    pub fn verify(
        &self,
        request: &SignedRequest<'_>,
        authorization: &Authorization<'_>,
    ) -> Result<(), Unverified> {
        let signature = unhex(authorization.signature).ok_or(Unverified::Signature)?;
        // The parts can be made without being read.
        if !are_names(authorization.signed_headers) {
            return Err(Unverified::Signature);
        }
        let canonical = request.canonical(authorization.signed_headers)?;
        // Some write an empty line where there is no query.
        let other_line = canonical.query.is_empty().then_some("\n");
        for line in iter::once(canonical.query.as_str()).chain(other_line) {
            let mac = self
                .mac(authorization, &canonical, line)
                .ok_or(Unverified::Signature)?;
            if mac.verify_slice(&signature).is_ok() {
                return Ok(());
            }
        }
        Err(Unverified::Signature)
    }

    /// The key of the second step is the hexadecimal text of the first.
    fn mac(
        &self,
        authorization: &Authorization<'_>,
        canonical: &Canonical,
        query: &str,
    ) -> Option<Hmac<Sha256>> {
        let mut first = Hmac::<Sha256>::new_from_slice(self.0.as_bytes()).ok()?;
        first.update(authorization.prefix().as_bytes());
        let signing_key = hex(&first.finalize().into_bytes());
        let mut second = Hmac::<Sha256>::new_from_slice(signing_key.as_bytes()).ok()?;
        for part in [&canonical.start, query, &canonical.rest] {
            second.update(part.as_bytes());
        }
        Some(second)
    }
}

impl fmt::Debug for PushKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("PushKey").finish_non_exhaustive()
    }
}

impl fmt::Display for PushKeyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a push key is exactly 43 letters and digits")
    }
}

impl std::error::Error for PushKeyError {}

impl fmt::Display for Unverified {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::HeaderMissing => "a header that is signed was not sent",
            Self::ControlCharacter => "the request holds the end of a line where none can be",
            Self::Signature => "the signature does not fit the request",
        })
    }
}

impl std::error::Error for Unverified {}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|digit| {
            digit
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        })
        .collect();
    let digits = digits?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty()
        .then(|| pairs.iter().map(|[high, low]| high * 16 + low).collect())
}
