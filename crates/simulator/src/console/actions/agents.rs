//! Signing in and out.

use axum::extract::State;
use serde::Deserialize;

use super::{Answer, done};
use crate::AgentId;
use crate::server::App;
use crate::server::json::JsonBody;

/// An agent.
#[derive(Deserialize)]
pub(in crate::console) struct OfAgent {
    agent: AgentId,
}

/// Signs an agent in.
pub(in crate::console) async fn sign_in(
    State(app): State<App>,
    JsonBody(OfAgent { agent }): JsonBody<OfAgent>,
) -> Answer {
    Ok(done(app.world(|world, _| world.sign_in(agent))?))
}

/// Signs an agent out.
pub(in crate::console) async fn sign_out(
    State(app): State<App>,
    JsonBody(OfAgent { agent }): JsonBody<OfAgent>,
) -> Answer {
    Ok(done(app.world(|world, now| world.sign_out(agent, now))?))
}
