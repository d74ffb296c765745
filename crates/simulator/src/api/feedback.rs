//! `feedbacksatisfaction` (seed 003 §17).

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_protocol::limits::FEEDBACK;
use frontdesk_protocol::{FeedbackRequest, FeedbackResponse};

use super::is_caller;
use crate::server::App;
use crate::server::json::{JsonBody, mandatory};
use crate::server::refusal::Refusal;
use crate::world::Caller;

/// Takes a thumb up or down.
pub(super) async fn save_feedback(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(request): JsonBody<FeedbackRequest>,
) -> Result<Json<FeedbackResponse>, Refusal> {
    is_caller(&caller, mandatory(request.from.as_ref(), "from")?)?;
    let inter_idx = mandatory(request.inter_idx.as_ref(), "interIdx")?;
    let helped = match request.feedback {
        Some(0) => false,
        Some(1) => true,
        Some(_) => return Err(Refusal::Request("feedback must be 0 or 1.".to_owned())),
        None => return Err(Refusal::Request("feedback is mandatory.".to_owned())),
    };
    let content = FEEDBACK
        .check(request.content.as_deref().unwrap_or_default())
        .map_err(|error| Refusal::Request(format!("{error}.")))?;
    let outcome =
        app.world(|world, now| world.take_feedback(&caller.user, inter_idx, helped, content, now));
    Ok(Json(FeedbackResponse {
        code: Some(outcome.code),
        description: Some(outcome.description.to_owned()),
    }))
}
