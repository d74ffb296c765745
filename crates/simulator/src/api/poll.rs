//! `poll` (seed 003 §5).

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::{Extension, Json};
use frontdesk_protocol::{DownlinkMessage, PollRequest, PollResponse, ResultCode};
use tokio::time::{Instant, timeout_at};

use super::is_caller;
use crate::server::App;
use crate::server::refusal::Refusal;
use crate::world::Caller;

/// A long poll: at once when there is something, else held. What it hands out is gone.
pub(super) async fn poll(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    query: Result<Query<PollRequest>, QueryRejection>,
) -> Result<Json<PollResponse>, Refusal> {
    let Query(request) = query.map_err(|error| Refusal::Request(error.body_text()))?;
    if let Some(receiver) = request.receiver_id.as_deref() {
        is_caller(&caller, receiver)?;
    }
    app.world(|world, _| world.want_receipts(&caller.user, request.need_read));
    let messages = tokio::select! {
        messages = next(&app, &caller.user) => messages,
        () = app.stopped() => Vec::new(),
    };
    Ok(Json(PollResponse {
        code: Some(ResultCode::Success),
        description: Some("query user messages success.".to_owned()),
        messages,
        ..PollResponse::default()
    }))
}

async fn next(app: &App, user: &str) -> Vec<DownlinkMessage> {
    let deadline = Instant::now() + app.config.poll_hold;
    let Some(wake) = app.world(|world, _| world.wake(user)) else {
        return Vec::new();
    };
    loop {
        let mut woken = std::pin::pin!(wake.notified());
        // Listens from here on, so that what comes between looking and waiting is not missed.
        woken.as_mut().enable();
        let messages = app.world(|world, now| world.take(user, now));
        if !messages.is_empty() || timeout_at(deadline, woken).await.is_err() {
            return messages;
        }
    }
}
