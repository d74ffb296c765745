//! Keys and times of seals.

use std::time::Duration;

use clap::Args;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::faults::Faults;
use super::secrets::{self, SealKey};
use super::text::Text;
use super::values::duration;

/// The options of seals, not yet parsed.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct SealOptions {
    /// 32 bytes in base64; several, comma-separated, for rotation: the first seals, all open
    #[arg(long, value_name = "KEYS")]
    pub seal_key: Option<SecretString>,
    /// File that holds the seal keys; wins over --seal-key
    #[arg(long, value_name = "FILE")]
    pub seal_key_file: Option<Text>,
    /// Life of a seal [default: 1h]
    #[arg(long, value_name = "DURATION")]
    pub seal_life: Option<Text>,
    /// How long after the first one a visitor may renew the seal [default: 30d]
    #[arg(long, value_name = "DURATION")]
    pub seal_max_age: Option<Text>,
}

impl SealOptions {
    /// What stands in `self`, else what stands in `below`.
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            seal_key: self.seal_key.or(below.seal_key),
            seal_key_file: self.seal_key_file.or(below.seal_key_file),
            seal_life: self.seal_life.or(below.seal_life),
            seal_max_age: self.seal_max_age.or(below.seal_max_age),
        }
    }

    /// What is set to nothing counts as not set.
    pub(super) fn drop_blanks(&mut self) {
        for value in [
            &mut self.seal_key_file,
            &mut self.seal_life,
            &mut self.seal_max_age,
        ] {
            value.take_if(|value| value.is_blank());
        }
        self.seal_key
            .take_if(|keys| keys.expose_secret().trim().is_empty());
    }
}

/// Keys and times of seals.
#[derive(Debug)]
pub struct SealConfig {
    /// The first seals, all open. Never empty.
    pub keys: Vec<SealKey>,
    /// Life of a seal.
    pub life: Duration,
    /// How long after the first one a visitor may renew it.
    pub max_age: Duration,
    /// No key is configured: the one that there is was made up.
    pub made_up: bool,
}

impl SealConfig {
    pub(super) fn read(
        options: &SealOptions,
        demo: bool,
        warnings: &mut Vec<String>,
        faults: &mut Faults,
    ) -> Option<Self> {
        let life = duration("seal-life", options.seal_life.as_ref(), LIFE, faults);
        let max_age = duration(
            "seal-max-age",
            options.seal_max_age.as_ref(),
            MAX_AGE,
            faults,
        );
        if max_age < life {
            faults.add(
                "`--seal-max-age` is shorter than `--seal-life`, so no seal could be renewed; make it \
                 longer.",
            );
        }
        let keys = secrets::read(
            "seal-key",
            options.seal_key.as_ref(),
            options.seal_key_file.as_ref(),
        );
        let keys = faults.keep(keys)?;
        let made_up = keys.is_none();
        let keys = match keys {
            Some(keys) => faults.keep(secrets::seal_keys(&keys))?,
            None => {
                if !demo {
                    warnings.push(
                        "No seal key is configured: visitors of before a restart become strangers. \
                         Give `--seal-key-file`."
                            .into(),
                    );
                }
                let key = SealKey::random().map_err(|error| {
                    format!("This machine gives no randomness for a seal key: {error}.")
                });
                vec![faults.keep(key)?]
            }
        };
        Some(Self {
            keys,
            life,
            max_age,
            made_up,
        })
    }
}

const LIFE: Duration = Duration::from_secs(60 * 60);
const MAX_AGE: Duration = Duration::from_secs(30 * 24 * 60 * 60);
