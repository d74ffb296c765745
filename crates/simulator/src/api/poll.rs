//! `poll` (seed 003 §5).

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use frontdesk_protocol::{DownlinkMessage, PollRequest, PollResponse, ResultCode};
use tokio::time::{Instant, timeout_at};

use super::is_caller;
use crate::server::App;
use crate::server::json::exactly;
use crate::server::refusal::Refusal;
use crate::world::Caller;

/// A long poll: at once when there is something, else held. What it hands out is gone.
pub(super) async fn poll(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    query: Result<Query<PollRequest>, QueryRejection>,
) -> Result<Response, Refusal> {
    let Query(request) = query.map_err(|error| Refusal::Request(error.body_text()))?;
    if let Some(receiver) = request.receiver_id.as_deref() {
        is_caller(&caller, receiver)?;
    }
    if request.channel.is_some() {
        exactly(request.channel.as_ref(), "channel", "WEB")?;
    }
    app.world(|world, _| world.want_receipts(&caller.user, request.need_read));
    let _held = Held::begin(&app, &caller.user);
    let (messages, answer_number) = tokio::select! {
        taken = next(&app, &caller.user) => taken,
        () = app.stopped() => Default::default(),
    };
    let answer = PollResponse {
        code: Some(ResultCode::Success),
        description: Some("query user messages success.".to_owned()),
        messages,
        ..PollResponse::default()
    };
    let handed_out = HandedOut {
        user: caller.user.clone(),
        answer: answer_number,
    };
    Ok((Extension(handed_out), Json(answer)).into_response())
}

/// On a response: what this visitor's poll took is in it.
#[derive(Debug, Clone)]
pub(crate) struct HandedOut {
    pub(crate) user: String,
    /// Its number in the visitor's ledger; 0 where it has none.
    pub(crate) answer: u64,
}

/// A poll that is under way: as long as it is there, its visitor polls.
struct Held<'a> {
    app: &'a App,
    user: &'a str,
}

impl<'a> Held<'a> {
    fn begin(app: &'a App, user: &'a str) -> Self {
        app.world(|world, now| world.poll_begins(user, now));
        Self { app, user }
    }
}

/// Whoever polled may have hung up in the middle.
impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.app.world(|world, now| world.poll_ends(self.user, now));
    }
}

async fn next(app: &App, user: &str) -> (Vec<DownlinkMessage>, u64) {
    let deadline = Instant::now() + app.config.poll_hold;
    let Some(wake) = app.world(|world, _| world.wake(user)) else {
        return Default::default();
    };
    loop {
        let mut woken = std::pin::pin!(wake.notified());
        // Listens from here on, so that what comes between looking and waiting is not missed.
        woken.as_mut().enable();
        let taken = app.world(|world, now| world.take(user, now));
        if !taken.0.is_empty() || timeout_at(deadline, woken).await.is_err() {
            return taken;
        }
    }
}
