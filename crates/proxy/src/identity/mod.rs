//! Who a visitor is.

mod name;
mod token;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_protocol::limits::USER_ID_CHARS;
use serde::{Deserialize, Serialize};

pub(crate) use token::{Identified, Verifier};

/// A visitor's user id: 1 to 24 of `[A-Za-z0-9_-]` (seed 000 §1.4).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct UserId(String);

impl UserId {
    /// A stranger: 128 random bits, in a form that no identified visitor's id has.
    ///
    /// # Errors
    /// The machine gives no randomness.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; HASH_CHARS * 3 / 4];
        getrandom::fill(&mut bytes)?;
        Ok(Self(format!(
            "{ANONYMOUS}{}",
            URL_SAFE_NO_PAD.encode(bytes)
        )))
    }

    /// As the wire has it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text is no user id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a user id is 1 to 24 of letters, digits, `_` and `-`")]
pub struct NoUserId;

impl TryFrom<String> for UserId {
    type Error = NoUserId;

    fn try_from(text: String) -> Result<Self, NoUserId> {
        let fits = (1..=USER_ID_CHARS).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        if fits { Ok(Self(text)) } else { Err(NoUserId) }
    }
}

/// The two languages that the cloud knows (seed 003 §1.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Language {
    /// `zh_CN`
    #[serde(rename = "zh")]
    Chinese,
    /// `en_US`, for everybody else.
    #[default]
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// What a locale (`zh_CN`, `zh-Hans`, `pt_BR`) or the first of an `Accept-Language` asks for.
    pub fn of(locale: &str) -> Self {
        let primary = locale.trim_start().split(['-', '_', ',', ';', ' ']).next();
        match primary {
            Some(primary) if primary.eq_ignore_ascii_case("zh") => Self::Chinese,
            _ => Self::English,
        }
    }

    /// As the cloud writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Chinese => "zh_CN",
            Self::English => "en_US",
        }
    }

    /// The name that an agent sees of a visitor who gave none.
    pub(crate) fn stranger(self) -> &'static str {
        match self {
            Self::Chinese => "访客",
            Self::English => "Visitor",
        }
    }
}

/// In front of a stranger's random characters.
const ANONYMOUS: &str = "a_";

/// In front of the characters that stand for a subject which the wire does not allow.
const HASHED: &str = "u_";

/// What is left of [`USER_ID_CHARS`] after these, in base64.
const HASH_CHARS: usize = USER_ID_CHARS - 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_have_ids_that_the_wire_allows_and_differ() {
        let (one, other) = (UserId::random().unwrap(), UserId::random().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.as_str().len(), 24);
        assert_eq!(UserId::try_from(one.as_str().to_owned()), Ok(one));
    }

    #[test]
    fn every_locale_becomes_one_of_two_languages() {
        for zh in ["zh", "zh_CN", "ZH-hans", "zh,en;q=0.5"] {
            assert_eq!(Language::of(zh), Language::Chinese, "{zh}");
        }
        for en in ["en", "en_US", "pt_BR", "", "*", "zhx"] {
            assert_eq!(Language::of(en), Language::English, "{en}");
        }
    }
}
