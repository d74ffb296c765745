//! `applyToken` (seed 003 §3).

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_protocol::{ApplyTokenRequest, ApplyTokenResponse, ResultCode};

use super::{MAX_NAME_CHARS, locale};
use crate::server::App;
use crate::server::json::{JsonBody, mandatory};
use crate::server::refusal::Refusal;

/// Answers a token for a visitor of the channel.
pub(super) async fn apply_token(
    State(app): State<App>,
    JsonBody(request): JsonBody<ApplyTokenRequest>,
) -> Result<Response, Refusal> {
    let user = mandatory(request.user_id.as_ref(), "userId")?;
    let name = mandatory(request.user_name.as_ref(), "userName")?;
    let channel = mandatory(request.channel_id.as_ref(), "channelId")?;
    locale(request.locale.as_ref())?;
    if user.chars().count() > MAX_USER_CHARS || name.chars().count() > MAX_NAME_CHARS {
        return Err(Refusal::Request(
            "userId or userName is too long.".to_owned(),
        ));
    }
    if channel != app.config.channel {
        return Ok(refused("the channel does not exist."));
    }
    let Some(token) = app.world(|world, now| world.new_token(user, name, now)) else {
        return Ok(refused("too many users are online."));
    };
    let answer = ApplyTokenResponse {
        token: Some(token),
        code: Some(ResultCode::Success),
        ..Default::default()
    };
    Ok(Json(answer).into_response())
}

fn refused(why: &str) -> Response {
    let answer = ApplyTokenResponse {
        code: Some(ResultCode::Failure),
        description: Some(why.to_owned()),
        ..Default::default()
    };
    Json(answer).into_response()
}

/// `from` is stated as 24 characters, and its example has 40.
const MAX_USER_CHARS: usize = 64;
