//! `queryQueueInfo` (seed 003 §4).

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_protocol::{QueueInfo, QueueRequest, ResultCode};

use super::is_caller;
use crate::server::App;
use crate::server::json::{JsonBody, exactly, mandatory};
use crate::server::refusal::Refusal;
use crate::world::Caller;

/// The visitor's place and times in seconds, or the code that says why there is none.
pub(super) async fn query_queue_info(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(request): JsonBody<QueueRequest>,
) -> Result<Json<QueueInfo>, Refusal> {
    is_caller(&caller, mandatory(request.user_id.as_ref(), "userId")?)?;
    exactly(
        request.channel_config_id.as_ref(),
        "channelConfigId",
        &app.config.channel,
    )?;
    exactly(request.channel.as_ref(), "channel", "WEB")?;
    let info = match app.world(|world, now| world.ask_place(&caller.user, now)) {
        Ok(place) => QueueInfo {
            position: Some(place.position),
            total_wait: Some(place.waited),
            current_wait: Some(place.waited),
            max_wait: Some(place.limit),
            longest_wait: Some(place.longest),
            estimated_wait: Some(place.estimate),
            code: Some(ResultCode::Success),
            description: Some("query queue info success.".to_owned()),
        },
        Err(outcome) => QueueInfo {
            code: Some(outcome.code),
            description: Some(outcome.description.to_owned()),
            ..QueueInfo::default()
        },
    };
    Ok(Json(info))
}
