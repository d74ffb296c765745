//! The operators' listener: calls out, for those who have its key.

use std::net::SocketAddr;

use clap::Args;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::faults::Faults;
use super::secrets;
use super::text::Text;
use super::values::{self, address};

/// The options of the operators' listener, not yet parsed.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct OperatorOptions {
    /// Listener of createcall and nothing else, for the tenant's own systems [default: off]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub operator_listen: Option<Text>,
    /// File that holds the key of the operators' listener, sent as "Authorization: Bearer KEY"
    #[arg(long, value_name = "FILE")]
    pub operator_key_file: Option<Text>,
}

impl OperatorOptions {
    /// What stands in `self`, else what stands in `below`.
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            operator_listen: self.operator_listen.or(below.operator_listen),
            operator_key_file: self.operator_key_file.or(below.operator_key_file),
        }
    }

    /// What is set to nothing counts as not set.
    pub(super) fn drop_blanks(&mut self) {
        for value in [&mut self.operator_listen, &mut self.operator_key_file] {
            value.take_if(|value| value.is_blank());
        }
    }
}

/// The operators' listener.
#[derive(Debug)]
pub struct OperatorConfig {
    /// Where it listens.
    pub listen: SocketAddr,
    /// What follows `Bearer `.
    pub key: SecretString,
}

impl OperatorConfig {
    /// `None` where there is no such listener, or something is wrong with it.
    pub(super) fn read(options: &OperatorOptions, faults: &mut Faults) -> Option<Self> {
        let key = faults
            .keep(secrets::read(
                "operator-key",
                None,
                options.operator_key_file.as_ref(),
            ))
            .flatten()
            .and_then(|key| faults.keep(checked(&key)));
        let Some(listen) = &options.operator_listen else {
            if options.operator_key_file.is_some() {
                faults.add(
                    "`--operator-key-file` means nothing without `--operator-listen`; add an \
                     address of an inner network, as `--operator-listen 127.0.0.1:8790`.",
                );
            }
            return None;
        };
        if options.operator_key_file.is_none() {
            faults.add(
                "`--operator-key-file` is missing: without a key nobody may have numbers called; \
                 name the file that holds it.",
            );
        }
        let listen = address(
            "operator-listen",
            Some(listen),
            values::OPERATOR_LISTEN,
            faults,
        );
        key.map(|key| Self { listen, key })
    }
}

/// A key that a header can carry and that nobody guesses.
fn checked(key: &SecretString) -> Result<SecretString, String> {
    let text = key.expose_secret().trim();
    if text.len() >= KEY_CHARS && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(text.into());
    }
    Err(format!(
        "`--operator-key-file` must hold at least {KEY_CHARS} visible ASCII characters; make a key \
         with `openssl rand -hex {KEY_CHARS}`."
    ))
}

const KEY_CHARS: usize = 32;
