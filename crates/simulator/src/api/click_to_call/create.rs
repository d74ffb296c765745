//! `createClickToCall` (seed 003 §11).

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_protocol::{ClickToCallRequest, ClickToCallResponse, MediaAbility};

use crate::server::App;
use crate::server::json::{JsonBody, exactly, mandatory};
use crate::server::refusal::Refusal;
use crate::world::Caller;

/// Puts a call into the queue; how it goes is told by events.
pub(in crate::api) async fn create_call(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(request): JsonBody<ClickToCallRequest>,
) -> Result<Json<ClickToCallResponse>, Refusal> {
    exactly(request.channel.as_ref(), "channel", "WEB")?;
    let media = request.media.as_ref();
    mandatory(media.map(MediaAbility::as_str), "mediaAbility")?;
    let video = match media {
        Some(MediaAbility::Audio) => false,
        Some(MediaAbility::Video) => true,
        _ => return Err(Refusal::Request("mediaAbility must be 0 or 1.".to_owned())),
    };
    let outcome = app.world(|world, now| world.create_call(&caller.user, video, now));
    Ok(Json(ClickToCallResponse {
        code: Some(outcome.code),
        description: Some(outcome.description.to_owned()),
    }))
}
