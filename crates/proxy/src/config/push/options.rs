//! What may be configured about the webhook, as it was written.

use clap::Args;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::config::text::Text;

/// The webhook's options, not yet parsed.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct PushOptions {
    /// Take the cloud's pushes, and know them so: signature or bearer
    #[arg(long, value_name = "MODE")]
    pub push_auth: Option<Text>,
    /// Key of the pushes: 43 letters and digits to sign with, or what follows "Bearer "; better in
    /// a file
    #[arg(long, value_name = "SECRET")]
    pub push_key: Option<SecretString>,
    /// File that holds the key of the pushes; wins over --push-key
    #[arg(long, value_name = "FILE")]
    pub push_key_file: Option<Text>,
    /// Whose key a signature must say it is made with [default: anybody's]
    #[arg(long, value_name = "KEY")]
    pub push_access_key: Option<Text>,
    /// Whole URL of the webhook, as the cloud was given it
    /// [default: --public-url and /webhooks/v1/messages]
    #[arg(long, value_name = "URL")]
    pub push_public_url: Option<Text>,
    /// How far the time of a signature may be from now [default: 5m]
    #[arg(long, value_name = "DURATION")]
    pub push_window: Option<Text>,
    /// How often a visitor's messages are asked for while they are pushed [default: 30s]
    #[arg(long, value_name = "DURATION")]
    pub safety_poll: Option<Text>,
}

impl PushOptions {
    /// What stands in `self`, else what stands in `below`.
    pub(in crate::config) fn over(self, below: Self) -> Self {
        Self {
            push_auth: self.push_auth.or(below.push_auth),
            push_key: self.push_key.or(below.push_key),
            push_key_file: self.push_key_file.or(below.push_key_file),
            push_access_key: self.push_access_key.or(below.push_access_key),
            push_public_url: self.push_public_url.or(below.push_public_url),
            push_window: self.push_window.or(below.push_window),
            safety_poll: self.safety_poll.or(below.safety_poll),
        }
    }

    /// What is set to nothing counts as not set.
    pub(in crate::config) fn drop_blanks(&mut self) {
        for value in [
            &mut self.push_auth,
            &mut self.push_key_file,
            &mut self.push_access_key,
            &mut self.push_public_url,
            &mut self.push_window,
            &mut self.safety_poll,
        ] {
            value.take_if(|value| value.is_blank());
        }
        self.push_key
            .take_if(|key| key.expose_secret().trim().is_empty());
    }
}
