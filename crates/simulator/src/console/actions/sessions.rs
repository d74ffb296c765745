//! Time-outs, at once.

use axum::extract::State;

use super::{Answer, OfVisitor, done};
use crate::server::App;
use crate::server::json::JsonBody;

/// Ends a session as if there had been no polls.
pub(in crate::console) async fn time_out(
    State(app): State<App>,
    JsonBody(visitor): JsonBody<OfVisitor>,
) -> Answer {
    app.world(|world, now| world.time_out(&visitor.user, now))?;
    Ok(done(true))
}

/// Sends a visitor away as if the wait had been too long.
pub(in crate::console) async fn queue_time_out(
    State(app): State<App>,
    JsonBody(visitor): JsonBody<OfVisitor>,
) -> Answer {
    app.world(|world, now| world.queue_time_out(&visitor.user, now))?;
    Ok(done(true))
}
