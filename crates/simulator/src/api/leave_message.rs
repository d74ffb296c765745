//! `doLeaveMessage` (seed 003 §15).

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_protocol::{LeaveMessageRequest, LeaveMessageResponse};

use super::is_caller;
use crate::server::App;
use crate::server::json::{JsonBody, exactly, mandatory};
use crate::server::refusal::Refusal;
use crate::world::Caller;

/// Takes a message for when nobody is there.
pub(super) async fn leave_message(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(request): JsonBody<LeaveMessageRequest>,
) -> Result<Json<LeaveMessageResponse>, Refusal> {
    exactly(request.channel.as_ref(), "channel", "WEB")?;
    is_caller(&caller, mandatory(request.call_id.as_ref(), "callId")?)?;
    let phone = mandatory(request.caller.as_ref(), "caller")?;
    let message = mandatory(request.message.as_ref(), "leaveMessage")?;
    let outcome = app.world(|world, now| world.leave_message(&caller.user, phone, message, now));
    Ok(Json(LeaveMessageResponse {
        code: Some(outcome.code),
        description: Some(outcome.description.to_owned()),
    }))
}
