//! Why a push is not taken for the cloud's: for the log, since whoever sent it is told nothing.

use frontdesk_protocol::push::{AuthorizationError, Unverified};

/// Why a push is not taken for the cloud's. No sentence holds anything that was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unauthorised {
    #[error("there is not exactly one Authorization header, in ASCII")]
    Header,
    #[error("{0}; see whether `--push-auth` is what the channel has")]
    Form(AuthorizationError),
    #[error("it was signed with another access key than `--push-access-key`")]
    AccessKey,
    #[error("its time is neither ISO 8601 in UTC nor milliseconds since 1970")]
    NoTime,
    #[error(
        "it was signed {seconds} s before or after now, more than `--push-window`; see whether the \
         clocks agree"
    )]
    Window { seconds: u64 },
    #[error("{0}; see `--push-key` and `--push-public-url`")]
    Unverified(Unverified),
    #[error("its Authorization is not `Bearer` and `--push-key`")]
    Token,
    #[error("its x-app-key is not `--app-key`")]
    AppKey,
}
