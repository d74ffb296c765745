//! A file for each call.

pub(crate) mod apply_token;
pub(crate) mod poll;
pub(crate) mod poll_envelope;
pub(crate) mod queue;
pub(crate) mod satisfaction;
pub(crate) mod send;
pub(crate) mod token_by_ak_sk;
