//! Pushed messages: the cloud calls the tenant's webhook (seed 002) instead of waiting for a poll.
//!
//! The world puts every downlink message into a queue, and one task takes batches from it, signs
//! them and sends them, in order and each once. A push that fails is counted and not tried again,
//! since no document speaks of a second attempt.

mod address;
mod answer;
mod auth;
mod config;
mod counts;
mod handle;
mod queue;
mod request;
mod sender;
mod signing;
mod wire;

pub use address::{PublicAddress, PushAddressError, PushTarget};
pub use auth::{HeaderWord, HeaderWordError, PushAuth, PushSigning, SignedHeaders};
pub use config::PushConfig;
pub use counts::PushCounts;

pub(crate) use queue::PushQueue;
pub(crate) use request::{Push, PushFault};
pub(crate) use sender::Sender;
