//! Taking visitors on, and what happens in a conversation.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::json;

use super::{Answer, OfVisitor, done};
use crate::server::App;
use crate::server::json::JsonBody;
use crate::{AgentId, DeskRefusal};

/// Who accepts whom; without an agent the one with most room, without a user whoever has waited
/// longest.
#[derive(Deserialize)]
pub(in crate::console) struct Accept {
    agent: Option<AgentId>,
    user: Option<String>,
}

/// An agent and a visitor.
#[derive(Deserialize)]
pub(in crate::console) struct Pair {
    agent: AgentId,
    user: String,
}

/// An agent's message.
#[derive(Deserialize)]
pub(in crate::console) struct OfMessage {
    user: String,
    code: String,
}

/// Accepts a visitor; `user` is null when nobody waits.
pub(in crate::console) async fn accept(
    State(app): State<App>,
    JsonBody(Accept { agent, user }): JsonBody<Accept>,
) -> Answer {
    let accepted = app.world(|world, now| match (agent, user) {
        (None, None) => world.accept_next(now),
        (Some(agent), None) => world.accept_next_as(agent, now),
        (agent, Some(user)) => {
            let agent = agent.or_else(|| world.freest_agent());
            let agent = agent.ok_or(DeskRefusal::NoRoom)?;
            world.accept(agent, &user, now).map(|()| user)
        }
    });
    match accepted {
        Err(DeskRefusal::NobodyWaits) => Ok(Json(json!({ "done": false, "user": null }))),
        accepted => Ok(Json(json!({ "done": true, "user": accepted? }))),
    }
}

/// Rings an agent up for a visitor who waits.
pub(in crate::console) async fn ring(
    State(app): State<App>,
    JsonBody(Pair { agent, user }): JsonBody<Pair>,
) -> Answer {
    app.world(|world, now| world.ring(agent, &user, now))?;
    Ok(done(true))
}

/// Ends a conversation.
pub(in crate::console) async fn hang_up(
    State(app): State<App>,
    JsonBody(visitor): JsonBody<OfVisitor>,
) -> Answer {
    Ok(done(
        app.world(|world, now| world.hang_up(&visitor.user, now)),
    ))
}

/// Takes the unread mark away, and lets the visitor know.
pub(in crate::console) async fn seen(
    State(app): State<App>,
    JsonBody(visitor): JsonBody<OfVisitor>,
) -> Answer {
    Ok(done(
        app.world(|world, now| world.seen(&visitor.user, now))?,
    ))
}

/// The agent is writing; `told` says whether the visitor gets to know it.
pub(in crate::console) async fn typing(
    State(app): State<App>,
    JsonBody(Pair { agent, user }): JsonBody<Pair>,
) -> Answer {
    let told = app.world(|world, now| world.agent_types(agent, &user, now))?;
    Ok(Json(json!({ "done": true, "told": told })))
}

/// Takes a message back; `told` says whether the visitor gets to know it.
pub(in crate::console) async fn withdraw(
    State(app): State<App>,
    JsonBody(OfMessage { user, code }): JsonBody<OfMessage>,
) -> Answer {
    let told = app.world(|world, now| world.withdraw(&user, &code, now))?;
    Ok(Json(json!({ "done": true, "told": told })))
}
