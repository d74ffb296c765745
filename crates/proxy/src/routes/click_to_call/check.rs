//! `checkClickToCallSupport`: whether calls are possible.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::{Extension, Json};
use frontdesk_protocol::{CallSupport, CheckCalls, OfChannel, ResultCode};
use serde_json::value::to_raw_value;

use super::in_query;
use crate::app::App;
use crate::config::ClickToCall;
use crate::refusal::Reason;
use crate::routes::carry::{self, Carried};
use crate::routes::visitor::Visitor;

/// Where calls are switched off, the cloud is not asked.
pub(in crate::routes) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    query: Result<Query<OfChannel>, QueryRejection>,
) -> Carried {
    let request = in_query(&visitor, query)?;
    if app.click_to_call() == ClickToCall::Off {
        let none = CallSupport {
            web_rtc: Some(false),
            click_to_call: Some(false),
            code: Some(ResultCode::Success),
            description: None,
        };
        return Ok(Json(to_raw_value(&none).map_err(|_| Reason::FeatureOff)?));
    }
    carry::look::<CheckCalls>(&app, &visitor, &request).await
}
