//! `queryQueueInfo`: the visitor's place in the queue.

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_protocol::{QueryQueueInfo, QueueInfo, QueueRequest};

use super::body::Body;
use super::denied::Denied;
use super::visitor::{Visitor, refuse_other};
use crate::app::App;
use crate::refusal::Reason;
use crate::upstream::CHANNEL;

pub(super) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    Body(request): Body<QueueRequest>,
) -> Result<Json<QueueInfo>, Denied> {
    visitor.refuse_other_user("userId", request.user_id.as_deref())?;
    visitor.refuse_other_channel("channelConfigId", request.channel_config_id.as_deref())?;
    refuse_other(
        Reason::Channel,
        "channel",
        request.channel.as_deref(),
        CHANNEL,
    )?;

    let request = QueueRequest {
        user_id: Some(visitor.claims.user_id.as_str().to_owned()),
        channel_config_id: Some(visitor.claims.channel.clone()),
        channel: Some(CHANNEL.to_owned()),
    };
    Ok(Json(
        app.upstream()
            .query::<QueryQueueInfo>(&visitor.on_behalf(), &request)
            .await?,
    ))
}
