//! What is set about pushes.

use std::time::Duration;

use super::address::PushTarget;
use super::auth::PushAuth;

/// Where pushes go and how.
#[derive(Debug, Clone)]
pub struct PushConfig {
    /// The webhook.
    pub to: PushTarget,
    /// How the webhook knows the cloud.
    pub auth: PushAuth,
    /// Whether a message that is pushed waits for the visitor's poll too. The documents do not say
    /// what the cloud does.
    pub keep_for_poll: bool,
    /// How often what has come together is sent: one push holds at most 20 messages.
    pub every: Duration,
    /// How many messages wait to be pushed; the oldest is dropped for a newer one.
    pub queue_limit: usize,
    /// How long the webhook may take to answer.
    pub patience: Duration,
}

impl PushConfig {
    /// With the cloud's habits as far as they are known.
    pub fn new(to: PushTarget, auth: PushAuth) -> Self {
        Self {
            to,
            auth,
            keep_for_poll: true,
            every: Duration::from_millis(100),
            queue_limit: 1000,
            patience: Duration::from_secs(10),
        }
    }
}
