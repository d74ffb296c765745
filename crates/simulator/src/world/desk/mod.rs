//! The desk: agents, whom they serve, what they say and do, and how long anybody waits.

pub(crate) mod agent_text;
pub(crate) mod agents;
mod attention;
mod receiving;
pub(crate) mod refusal;
pub(crate) mod settings;
mod talking;
mod timeouts;
