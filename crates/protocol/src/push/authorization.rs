//! The header of a signed push: `auth-v2/{accessKey}/{timestamp}/{signedHeaders}/{signature}`.

use std::fmt;

/// The parts of the header, each as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authorization<'a> {
    /// Whose key it is.
    pub access_key: &'a str,
    /// ISO 8601 or milliseconds since 1970.
    pub timestamp: &'a str,
    /// Names of headers, 1 to 32, in lower case, ascending, joined by semicolons.
    pub signed_headers: &'a str,
    /// 64 hexadecimal digits.
    pub signature: &'a str,
}

/// Why a header is none of that kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthorizationError {
    /// It does not begin with `auth-v2/`: the tenant may have chosen the other mode.
    Scheme,
    /// A part is missing or empty. The document's own table shows a header without a signature.
    Incomplete,
    /// The names of the signed headers are not lower-case, ascending and each once, or they are too
    /// many.
    SignedHeaders,
    /// The signature is not 64 lower-case hexadecimal digits.
    Signature,
}

impl<'a> Authorization<'a> {
    /// Reads from the right, since an access key may contain slashes.
    ///
    /// # Errors
    ///
    /// [`AuthorizationError`].
    pub fn parse(header: &'a str) -> Result<Self, AuthorizationError> {
        let rest = header
            .trim()
            .strip_prefix(SCHEME)
            .ok_or(AuthorizationError::Scheme)?;
        let mut parts = rest.rsplitn(4, '/');
        let mut part = || {
            parts
                .next()
                .filter(|part| !part.is_empty())
                .ok_or(AuthorizationError::Incomplete)
        };
        let (signature, signed_headers, timestamp, access_key) =
            (part()?, part()?, part()?, part()?);
        if !are_names(signed_headers) {
            return Err(AuthorizationError::SignedHeaders);
        }
        let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if signature.len() != 64 || !signature.bytes().all(is_hex) {
            return Err(AuthorizationError::Signature);
        }
        Ok(Self {
            access_key,
            timestamp,
            signed_headers,
            signature,
        })
    }

    /// What the key for the signature is made from.
    pub(crate) fn prefix(&self) -> String {
        let Self {
            access_key,
            timestamp,
            signed_headers,
            ..
        } = self;
        format!("{SCHEME}{access_key}/{timestamp}/{signed_headers}")
    }
}

impl fmt::Display for Authorization<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.prefix(), self.signature)
    }
}

impl fmt::Display for AuthorizationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Scheme => "the Authorization header does not begin with auth-v2/",
            Self::Incomplete => {
                "the Authorization header is not \
                 auth-v2/accessKey/timestamp/signedHeaders/signature"
            }
            Self::SignedHeaders => {
                "the names of the signed headers are not lower-case, ascending, each once and at \
                 most 32"
            }
            Self::Signature => "the signature is not 64 lower-case hexadecimal digits",
        })
    }
}

impl std::error::Error for AuthorizationError {}

/// Whether these are names of headers as the vendor writes them. Anything else would be work for a
/// signature that nobody has made: a name costs an encoded header each time it stands there.
pub(super) fn are_names(signed_headers: &str) -> bool {
    let is_of_a_name = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    let names = || signed_headers.split(';');
    names().count() <= MOST_NAMES
        && names().all(|name| !name.is_empty() && name.bytes().all(is_of_a_name))
        && names().is_sorted_by(|before, after| before < after)
}

const SCHEME: &str = "auth-v2/";

/// More than any sender signs: the vendor's samples have one and three.
const MOST_NAMES: usize = 32;
