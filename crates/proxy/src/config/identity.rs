//! The key with which the company's site says who its visitors are.

use clap::Args;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::secrets;
use super::text::Text;

/// The options of identity tokens, not yet parsed.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct IdentityOptions {
    /// HS256 key with which the company's site signs its visitors' identity tokens; better in a file
    /// [default: off]
    #[arg(long, value_name = "SECRET")]
    pub identity_key: Option<SecretString>,
    /// File that holds the key of identity tokens; wins over --identity-key
    #[arg(long, value_name = "FILE")]
    pub identity_key_file: Option<Text>,
}

impl IdentityOptions {
    /// What stands in `self`, else what stands in `below`.
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            identity_key: self.identity_key.or(below.identity_key),
            identity_key_file: self.identity_key_file.or(below.identity_key_file),
        }
    }

    /// What is set to nothing counts as not set.
    pub(super) fn drop_blanks(&mut self) {
        self.identity_key_file.take_if(|value| value.is_blank());
        self.identity_key
            .take_if(|key| key.expose_secret().trim().is_empty());
    }

    /// The key; `None` where visitors are all strangers.
    ///
    /// # Errors
    /// A sentence that says what is wrong, and shows nothing of the key.
    pub(super) fn read(&self) -> Result<Option<SecretString>, String> {
        let (inline, file) = (self.identity_key.as_ref(), self.identity_key_file.as_ref());
        let key = secrets::read("identity-key", inline, file)?;
        let Some(key) = key else {
            return Ok(None);
        };
        let key = key.expose_secret().trim();
        // What is shorter can be guessed from one token (RFC 7518 §3.2).
        if key.len() < KEY_BYTES {
            return Err(format!(
                "`--identity-key` is shorter than {KEY_BYTES} bytes; make one with `openssl rand \
                 -hex {KEY_BYTES}` and give the site the same text."
            ));
        }
        Ok(Some(key.into()))
    }
}

const KEY_BYTES: usize = 32;
