//! The cloud when it is not well.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use super::App;
use super::refusal::Refusal;
use crate::world::mode::Mode;

/// Faults of the whole cloud. What is held is broken off when one begins.
pub(crate) async fn outage(State(app): State<App>, request: Request, next: Next) -> Response {
    faulty(&app, request, next, |mode| match mode {
        Mode::Down => Some(StatusCode::SERVICE_UNAVAILABLE.into_response()),
        Mode::Garbage => Some(Html(BAD_GATEWAY).into_response()),
        _ => None,
    })
    .await
}

/// The gateway that refuses every Bearer.
pub(crate) async fn forbidden(State(app): State<App>, request: Request, next: Next) -> Response {
    faulty(&app, request, next, |mode| {
        (mode == Mode::Forbidden).then(|| Refusal::Tenant.into_response())
    })
    .await
}

async fn faulty(
    app: &App,
    request: Request,
    next: Next,
    fault: impl Fn(Mode) -> Option<Response>,
) -> Response {
    let mut modes = app.modes();
    let begins = async {
        loop {
            let mode = *modes.borrow_and_update();
            if let Some(answer) = fault(mode) {
                return answer;
            }
            if modes.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    };
    // In this order: a fault that is already there wins over a handler that would be ready.
    tokio::select! {
        biased;
        answer = begins => answer,
        response = next.run(request) => response,
    }
}

/// What a gateway says that has nothing behind it.
pub(crate) const BAD_GATEWAY: &str =
    "<!doctype html><title>502</title><h1>502 Bad Gateway</h1><hr>nginx";
