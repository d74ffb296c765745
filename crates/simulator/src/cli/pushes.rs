//! Options of pushed messages.

use clap::{Args, ValueEnum};
use frontdesk_protocol::push::PushKey;
use frontdesk_simulator::{
    Config, HeaderWord, PublicAddress, PushAuth, PushConfig, PushSigning, PushTarget, SignedHeaders,
};

/// Options of pushed messages.
#[derive(Debug, Args)]
pub(super) struct Pushes {
    /// Push every message and event to this webhook on this machine: a base URL, or the whole one
    /// with /webhooks/v1/messages. Needs --push-key or --push-bearer.
    #[arg(long, value_name = "URL", requires = "push_auth")]
    push_to: Option<PushTarget>,

    /// Sign pushes with this key of 43 letters and digits.
    #[arg(long, value_name = "KEY", group = "push_auth", requires = "push_to",
          value_parser = PushKey::new)]
    push_key: Option<PushKey>,

    /// Send pushes with this token as `Authorization: Bearer`, and the app key as x-app-key.
    #[arg(long, value_name = "TOKEN", group = "push_auth", requires = "push_to")]
    push_bearer: Option<HeaderWord>,

    /// Name of the key in signed pushes; the app key if it is not given.
    #[arg(
        long,
        value_name = "NAME",
        requires = "push_key",
        conflicts_with = "push_bearer"
    )]
    push_access_key: Option<HeaderWord>,

    /// Headers over which pushes are signed.
    #[arg(
        long,
        value_name = "WHICH",
        requires = "push_key",
        conflicts_with = "push_bearer"
    )]
    push_signed_headers: Option<Signed>,

    /// Sign pushes over host and path of this URL, which a load balancer rewrites on the way.
    #[arg(
        long,
        value_name = "URL",
        requires = "push_key",
        conflicts_with = "push_bearer"
    )]
    push_public_url: Option<PublicAddress>,

    /// Polls hand out nothing that is pushed.
    #[arg(long, requires = "push_to")]
    push_only: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Signed {
    /// host, content-type and content-length; what is done if nothing is said.
    All,
    /// host alone.
    Host,
}

impl Pushes {
    pub(super) fn apply(self, config: &mut Config) {
        let signing = self.push_key.map(|key| {
            PushAuth::Signature(PushSigning {
                access_key: self.push_access_key,
                headers: match self.push_signed_headers {
                    None | Some(Signed::All) => SignedHeaders::All,
                    Some(Signed::Host) => SignedHeaders::Host,
                },
                public: self.push_public_url,
                ..PushSigning::new(key)
            })
        });
        let auth = signing.or(self.push_bearer.map(PushAuth::Bearer));
        if let (Some(to), Some(auth)) = (self.push_to, auth) {
            config.push = Some(PushConfig {
                keep_for_poll: !self.push_only,
                ..PushConfig::new(to, auth)
            });
        }
    }
}
