//! `queryQueueInfo`: the visitor's place in the queue.

use axum::Extension;
use axum::extract::State;
use frontdesk_protocol::{QueryQueueInfo, QueueRequest};

use super::body::Body;
use super::carry::{self, Carried};
use super::ids::{Id, web};
use super::visitor::Visitor;
use crate::app::App;

pub(super) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    Body(request): Body<QueueRequest>,
) -> Carried {
    visitor.owns(&[
        Id::User("userId", &request.user_id),
        Id::Channel("channelConfigId", &request.channel_config_id),
        Id::Kind(&request.channel),
    ])?;
    let request = QueueRequest {
        user_id: visitor.user_id(),
        channel_config_id: visitor.channel_id(),
        channel: web(),
    };
    carry::query::<QueryQueueInfo>(&app, &visitor, &request).await
}
