//! `queryHistoryChatMessage`.

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_protocol::{HistoryRequest, HistoryResponse, ResultCode};

use super::is_caller;
use crate::server::App;
use crate::server::json::{JsonBody, exactly, mandatory};
use crate::server::refusal::Refusal;
use crate::world::Caller;
use crate::world::history::Extract;

/// The messages of both sides, oldest first.
pub(super) async fn query_history(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(request): JsonBody<HistoryRequest>,
) -> Result<Json<HistoryResponse>, Refusal> {
    exactly(request.channel.as_ref(), "channel", "WEB")?;
    is_caller(&caller, mandatory(request.user_id.as_ref(), "userId")?)?;
    exactly(
        request.channel_id.as_ref(),
        "channelId",
        &app.config.channel,
    )?;
    let extract = extract(&request)?;
    let found = app.world(|world, _| world.history(&caller.user, &extract));
    Ok(Json(match found {
        Ok(messages) => HistoryResponse {
            messages,
            code: Some(ResultCode::Success),
            description: Some("query history messages success.".to_owned()),
        },
        Err(outcome) => HistoryResponse {
            messages: Vec::new(),
            code: Some(outcome.code),
            description: Some("history is there once an agent is connected.".to_owned()),
        },
    }))
}

fn extract(request: &HistoryRequest) -> Result<Extract, Refusal> {
    let start: i64 = digits(request.start.as_deref(), "startTime")?;
    let end = match request.end.as_deref().filter(|end| !end.is_empty()) {
        Some(end) => digits(Some(end), "endTime")?,
        None => i64::MAX,
    };
    let limit = digits(request.limit.as_deref(), "limit")?;
    if !(1..=MOST).contains(&limit) {
        return Err(Refusal::Request(format!("limit must be 1 to {MOST}.")));
    }
    Ok(Extract {
        times: start..=end,
        offset: digits(request.offset.as_deref(), "offset")?,
        limit,
    })
}

fn digits<T: std::str::FromStr>(field: Option<&str>, name: &'static str) -> Result<T, Refusal> {
    let text = mandatory(field, name)?;
    Some(text)
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| Refusal::Request(format!("{name} must be a string of digits.")))
}

const MOST: usize = 100;
