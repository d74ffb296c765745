//! `getClickToCallEvents` (seed 003 §12).

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::{Extension, Json};
use frontdesk_protocol::{CallContent, CallEvent, CallState, OfChannel, ResultCode};

use super::is_web;
use crate::CallsConfig;
use crate::server::App;
use crate::server::refusal::Refusal;
use crate::world::Caller;

/// What goes on is told at every asking, an end once.
pub(in crate::api) async fn call_events(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    query: Result<Query<OfChannel>, QueryRejection>,
) -> Result<Json<CallEvent>, Refusal> {
    is_web(query)?;
    let (state, access_code) = app.world(|world, _| {
        let (state, call) = world.call_event(&caller.user);
        (state, call.map(|call| call.access_code.clone()))
    });
    let words = CallState::ALL.iter().find(|(known, _)| *known == state);
    Ok(Json(CallEvent {
        code: Some(ResultCode::Success),
        description: words.map(|(_, words)| (*words).to_owned()),
        event_id: event_id(state).map(str::to_owned),
        content: content(state, access_code, &app.config.services.calls),
    }))
}

/// No document tells the number of any other event.
fn event_id(state: CallState) -> Option<&'static str> {
    match state {
        CallState::Connected => Some(CallState::CONNECTED),
        CallState::Unknown => Some(UNKNOWN_EVENT),
        _ => None,
    }
}

fn content(
    state: CallState,
    access_code: Option<String>,
    config: &CallsConfig,
) -> Option<CallContent> {
    let failed = |code: ResultCode| CallContent {
        cause: code.meaning().map(str::to_owned),
        cause_id: Some(code.to_string()),
        ..CallContent::default()
    };
    match state {
        CallState::Connected => Some(CallContent {
            access_code,
            domain: Some(config.domain.clone()),
            gateways: config.gateways.clone(),
            caller: Some(CALLER.to_owned()),
            ..CallContent::default()
        }),
        CallState::QueueTimeout => Some(failed(ResultCode::CallTimeout)),
        CallState::Failed => Some(failed(ResultCode::AgentDoesNotAnswer)),
        _ => None,
    }
}

const UNKNOWN_EVENT: &str = "168199";

/// As in seed 003 §12's example.
const CALLER: &str = "AnonymousCard";
