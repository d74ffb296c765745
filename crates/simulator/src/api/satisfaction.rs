//! `saveSatisfaction` (seed 003 §6).

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_protocol::limits::COMMENT_CHARS;
use frontdesk_protocol::{Evaluation, ResultCode, SatisfactionRequest, SatisfactionResponse};

use super::is_caller;
use crate::server::App;
use crate::server::json::{JsonBody, exactly, mandatory};
use crate::server::refusal::Refusal;
use crate::world::Caller;

/// Takes a rating.
pub(super) async fn save_satisfaction(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(request): JsonBody<SatisfactionRequest>,
) -> Result<Json<SatisfactionResponse>, Refusal> {
    exactly(request.channel.as_ref(), "channel", "WEB")?;
    is_caller(&caller, mandatory(request.user_id.as_ref(), "userId")?)?;
    exactly(
        request.channel_config_id.as_ref(),
        "channelConfigId",
        &app.config.channel,
    )?;
    let evaluation = Evaluation::parse(mandatory(request.evaluation.as_ref(), "evaluation")?)
        .ok_or_else(|| Refusal::Request("evaluation must be 1 to 5.".to_owned()))?;
    // Mandatory, but a visitor who has nothing to say has nothing to say.
    let comment = request
        .comment
        .as_deref()
        .ok_or_else(|| Refusal::Request("comment is mandatory.".to_owned()))?;
    if comment.chars().count() >= COMMENT_CHARS {
        return Err(Refusal::Request(
            "comment must have fewer than 512 characters.".to_owned(),
        ));
    }
    let outcome = app.world(|world, now| world.rate(&caller.user, evaluation, comment, now));
    let is_success = outcome.code == ResultCode::Success;
    Ok(Json(SatisfactionResponse {
        code: Some(outcome.code),
        description: (!is_success).then(|| outcome.description.to_owned()),
    }))
}
