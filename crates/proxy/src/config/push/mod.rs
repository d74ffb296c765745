//! The webhook: how the cloud's pushes are known, and for how long.

mod address;
mod options;

use std::time::Duration;

use frontdesk_protocol::push::PushKey;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

pub use address::PushAddress;
pub use options::PushOptions;

use super::faults::Faults;
use super::secrets;
use super::text::Text;
use super::values::duration;

/// The webhook.
#[derive(Debug)]
pub struct PushConfig {
    /// How a push shows that it is the cloud's.
    pub auth: PushAuth,
    /// How far the time of a signature may be from now, before and after.
    pub window: Duration,
    /// How often a visitor's messages are asked for even so.
    pub safety_poll: Duration,
}

/// The way that the tenant has picked for the channel.
#[derive(Debug)]
pub enum PushAuth {
    /// `Authorization: auth-v2/…`, a signature over the request.
    Signature {
        /// The key that tenant and cloud share.
        key: PushKey,
        /// Whose key it must say it is; `None`: anybody's.
        access_key: Option<String>,
        /// Host and path over which it is made.
        public: PushAddress,
    },
    /// `Authorization: Bearer …` and `x-app-key`.
    Bearer {
        /// What follows `Bearer `.
        token: SecretString,
    },
}

impl PushConfig {
    /// `None` where there is no webhook, or where something is wrong with it.
    pub(super) fn read(
        options: &PushOptions,
        public_url: Option<&Url>,
        faults: &mut Faults,
    ) -> Option<Self> {
        let window = duration("push-window", options.push_window.as_ref(), WINDOW, faults);
        if window > LONGEST_WINDOW {
            faults.add(
                "`--push-window` is longer than a day, and so long every push could be played \
                 again; `5m` is usual.",
            );
        }
        let safety_poll = options.safety_poll.as_ref();
        let safety_poll = duration("safety-poll", safety_poll, SAFETY_POLL, faults);
        if safety_poll > LONGEST_SAFETY_POLL {
            faults.add(
                "`--safety-poll` is longer than ten minutes, and the cloud ends a session that is \
                 not polled; `30s` is usual.",
            );
        }
        let key = secrets::read(
            "push-key",
            options.push_key.as_ref(),
            options.push_key_file.as_ref(),
        );
        let key = faults.keep(key);
        let Some(mode) = options.push_auth.as_ref().map(Text::as_str) else {
            refuse_alone(options, faults);
            return None;
        };
        let address = match &options.push_public_url {
            Some(url) => faults.keep(PushAddress::parse(url)),
            None => public_url.and_then(PushAddress::under),
        };
        let missing = |flag: &str, what: &str| format!("`--{flag}` is missing: {what}.");
        let key = key.and_then(|key| {
            let file = "name the file that holds the key of the push settings";
            faults.keep(key.ok_or_else(|| missing("push-key-file", file)))
        });
        let access_key = options.push_access_key.as_ref().map(Text::as_str);
        let auth = match mode {
            "signature" => {
                if address.is_none() && options.push_public_url.is_none() {
                    let what = "give the webhook's whole URL, as the contact centre was given it";
                    faults.add(missing("push-public-url", what));
                }
                let key = key.and_then(|key| faults.keep(push_key(&key)));
                PushAuth::Signature {
                    key: key?,
                    access_key: access_key.map(str::to_owned),
                    public: address?,
                }
            }
            "bearer" => {
                if access_key.is_some() {
                    faults.add(
                        "`--push-access-key` means nothing with `--push-auth bearer`; leave it out.",
                    );
                }
                let token = key.and_then(|token| faults.keep(bearer(&token)));
                PushAuth::Bearer { token: token? }
            }
            other => {
                faults.add(format!(
                    "`--push-auth` is `{other}`; write `signature` or `bearer`, as the channel has \
                     it."
                ));
                return None;
            }
        };
        Some(Self {
            auth,
            window,
            safety_poll,
        })
    }
}

/// Without `--push-auth` the other flags of the webhook are a mistake: nothing would be pushed.
fn refuse_alone(options: &PushOptions, faults: &mut Faults) {
    let given = [
        (
            "push-key",
            options.push_key.is_some() || options.push_key_file.is_some(),
        ),
        ("push-access-key", options.push_access_key.is_some()),
        ("push-public-url", options.push_public_url.is_some()),
        ("push-window", options.push_window.is_some()),
        ("safety-poll", options.safety_poll.is_some()),
    ];
    for (flag, _) in given.into_iter().filter(|(_, given)| *given) {
        faults.add(format!(
            "`--{flag}` means nothing without `--push-auth`; add `--push-auth signature` or \
             `--push-auth bearer`."
        ));
    }
}

fn push_key(key: &SecretString) -> Result<PushKey, String> {
    PushKey::new(key.expose_secret().trim()).map_err(|fault| {
        format!("`--push-key` is none for `--push-auth signature`: {fault}; copy it whole.")
    })
}

fn bearer(token: &SecretString) -> Result<SecretString, String> {
    let text = token.expose_secret().trim();
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(text.into());
    }
    Err(
        "`--push-key` for `--push-auth bearer` must be visible ASCII without spaces; write what \
         follows `Bearer ` in the header and leave that word out."
            .into(),
    )
}

const WINDOW: Duration = Duration::from_secs(5 * 60);
const LONGEST_WINDOW: Duration = Duration::from_secs(24 * 60 * 60);
const SAFETY_POLL: Duration = Duration::from_secs(30);
const LONGEST_SAFETY_POLL: Duration = Duration::from_secs(10 * 60);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configuration_shows_no_key() {
        let key = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg";
        let signature = PushAuth::Signature {
            key: PushKey::new(key).unwrap(),
            access_key: None,
            public: PushAddress::parse(&Text::from(
                "https://chat.example.com/webhooks/v1/messages".to_owned(),
            ))
            .unwrap(),
        };
        let bearer = PushAuth::Bearer { token: key.into() };
        for auth in [signature, bearer] {
            assert!(!format!("{auth:?}").contains(key));
        }
    }
}
