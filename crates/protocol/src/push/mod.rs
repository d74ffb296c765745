//! Messages that the cloud pushes (seed 002), and how they are signed.

pub(crate) mod authorization;
mod canonical;
pub(crate) mod envelope;
pub(crate) mod message;
pub(crate) mod signature;
pub(crate) mod timestamp;

pub use authorization::{Authorization, AuthorizationError};
pub use canonical::SignedRequest;
pub use envelope::PushEnvelope;
pub use message::{PUSH_PATH, PushMessage, PushResponse};
pub use signature::{PushKey, PushKeyError, Unverified};
pub use timestamp::epoch_millis;
