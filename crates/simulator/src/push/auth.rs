//! How the webhook knows that a push is the cloud's: the tenant picks one of two ways.

use std::fmt;
use std::str::FromStr;

use frontdesk_protocol::push::PushKey;

use super::address::PublicAddress;

/// The way that the tenant has picked.
#[derive(Debug, Clone)]
pub enum PushAuth {
    /// `Authorization: auth-v2/…`, a signature over the request.
    Signature(PushSigning),
    /// `Authorization: Bearer …` and `x-app-key`.
    Bearer(HeaderWord),
}

/// What a signature is made with.
#[derive(Debug, Clone)]
pub struct PushSigning {
    /// The key that the tenant and the cloud share.
    pub key: PushKey,
    /// Whose key it is; `None`: the app key stands there.
    pub access_key: Option<HeaderWord>,
    /// Over which headers it is made.
    pub headers: SignedHeaders,
    /// Host and path over which it is made; `None`: those to which the push goes.
    pub public: Option<PublicAddress>,
}

/// Which headers are signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SignedHeaders {
    /// `host`, `content-type` and `content-length`.
    #[default]
    All,
    /// `host` alone.
    Host,
}

/// A token or the name of a key: 1 to 2,048 visible ASCII characters. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct HeaderWord(String);

/// Why a word is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it stands in a header: use 1 to 2048 visible ASCII characters without spaces")]
pub struct HeaderWordError;

impl PushAuth {
    /// The mode in one word, for the console and the log.
    pub(crate) fn mode(&self) -> &'static str {
        match self {
            Self::Signature(_) => "signature",
            Self::Bearer(_) => "bearer",
        }
    }
}

impl PushSigning {
    /// With a key, and the rest as most tenants have it.
    pub fn new(key: PushKey) -> Self {
        Self {
            key,
            access_key: None,
            headers: SignedHeaders::All,
            public: None,
        }
    }
}

impl HeaderWord {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for HeaderWord {
    type Err = HeaderWordError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = (1..=LONGEST_WORD).contains(&text.len());
        if fits && text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(HeaderWordError)
        }
    }
}

impl fmt::Debug for HeaderWord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("HeaderWord").finish_non_exhaustive()
    }
}

const LONGEST_WORD: usize = 2048;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_can_stand_in_a_header_and_is_not_shown() {
        for text in ["", "two words", "line\nbreak", "größe", &"a".repeat(2049)] {
            assert_eq!(text.parse::<HeaderWord>(), Err(HeaderWordError), "{text}");
        }
        let word: HeaderWord = "tenant/key+1=".parse().unwrap();
        assert_eq!(word.as_str(), "tenant/key+1=");
        assert!(!format!("{word:?}").contains("tenant"));
    }
}
