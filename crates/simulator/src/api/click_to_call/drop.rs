//! `dropClickToCall` (seed 003 §14).

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_protocol::{ClickToCallResponse, OfChannel};

use crate::server::App;
use crate::server::json::{JsonBody, exactly};
use crate::server::refusal::Refusal;
use crate::world::Caller;

/// Ends the call.
pub(in crate::api) async fn drop_call(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(request): JsonBody<OfChannel>,
) -> Result<Json<ClickToCallResponse>, Refusal> {
    exactly(request.channel.as_ref(), "channel", "WEB")?;
    let outcome = app.world(|world, now| world.drop_call(&caller.user, now));
    Ok(Json(ClickToCallResponse {
        code: Some(outcome.code),
        description: Some(outcome.description.to_owned()),
    }))
}
