//! A file for each call.

pub(crate) mod apply_token;
pub(crate) mod click_to_call;
pub(crate) mod create_call;
pub(crate) mod feedback;
pub(crate) mod files;
pub(crate) mod history;
pub(crate) mod leave_message;
pub(crate) mod phrases;
pub(crate) mod poll;
pub(crate) mod poll_envelope;
pub(crate) mod queue;
pub(crate) mod satisfaction;
pub(crate) mod send;
pub(crate) mod survey_mode;
pub(crate) mod token_by_ak_sk;
