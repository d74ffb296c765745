//! `checkClickToCallSupport` (seed 003 §13).

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use frontdesk_protocol::{CallSupport, OfChannel, ResultCode};

use super::is_web;
use crate::Calls;
use crate::server::App;
use crate::server::refusal::Refusal;

/// Two flags that do not follow from each other.
pub(in crate::api) async fn check_calls(
    State(app): State<App>,
    query: Result<Query<OfChannel>, QueryRejection>,
) -> Result<Json<CallSupport>, Refusal> {
    is_web(query)?;
    let calls = &app.config.services.calls;
    Ok(Json(CallSupport {
        web_rtc: Some(calls.web_rtc),
        click_to_call: Some(calls.offered != Calls::Off),
        code: Some(ResultCode::Success),
        description: Some(String::new()),
    }))
}
