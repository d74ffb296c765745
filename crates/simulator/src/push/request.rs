//! One request to the webhook.

use axum::body::Bytes;
use axum::http::HeaderValue;

/// A request to make.
#[derive(Debug)]
pub(crate) struct Push {
    pub(crate) body: Bytes,
    pub(crate) kind: PushKind,
}

/// Whether it was made before.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum PushKind {
    /// It was not.
    First,
    /// The same body, authorised anew: what a cloud does that tries again.
    Again,
    /// The same body under the same `Authorization`: what somebody does who listened.
    Replay(HeaderValue),
}

/// Why a push did not reach its end, in words.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum PushFault {
    /// The webhook answered that it did not take it.
    Refused(String),
    /// The webhook did not answer.
    Failed(String),
}
