//! What goes wrong on the way.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{Html, IntoResponse, Response};
use tokio::time::sleep;

use super::super::dice::Throw;
use super::super::{FaultKind, Faults, Leg, broken};
use super::forward::Target;

/// What the relay holds.
pub(super) struct Relay {
    pub(super) target: Target,
    pub(super) faults: Arc<Faults>,
}

/// Lets the dice decide about each request.
pub(super) async fn relay(State(relay): State<Arc<Relay>>, request: Request) -> Response {
    let Some(mut throw) = relay.faults.roll(Leg::Down) else {
        return relay.target.forward(request).await;
    };
    let kind = throw.kind;
    match kind {
        FaultKind::Drop if throw.flip() => {
            relay.count("drop-before");
            broken::closed()
        }
        FaultKind::Drop => {
            relay.target.forward(request).await;
            relay.count("drop-after");
            broken::closed()
        }
        FaultKind::Delay => relay.delayed(request, &mut throw).await,
        FaultKind::Cut => {
            let method = request.method().clone();
            let response = relay.target.forward(request).await;
            relay.count(kind.as_str());
            broken::cut(&method, response, &mut throw)
        }
        FaultKind::Garbage => {
            if throw.flip() {
                relay.target.forward(request).await;
            }
            relay.count(kind.as_str());
            broken::garbage(&mut throw)
        }
        FaultKind::Duplicate => relay.twice(request).await,
        FaultKind::Unauthorized
        | FaultKind::Forbidden
        | FaultKind::TooMany
        | FaultKind::Failure
        | FaultKind::Expire => {
            relay.count(kind.as_str());
            refusal(&mut throw)
        }
    }
}

impl Relay {
    /// Holds up the request or its answer.
    async fn delayed(&self, request: Request, throw: &mut Throw) -> Response {
        self.count(throw.kind.as_str());
        let span = self.faults.delay(throw);
        if throw.flip() {
            sleep(span).await;
            return self.target.forward(request).await;
        }
        let response = self.target.forward(request).await;
        sleep(span).await;
        response
    }

    /// Hands the request on twice, and the second answer back.
    async fn twice(&self, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        let Ok(body) = to_bytes(body, LARGEST).await else {
            return StatusCode::PAYLOAD_TOO_LARGE.into_response();
        };
        let first = Request::from_parts(parts.clone(), Body::from(body.clone()));
        self.target.forward(first).await;
        self.count(FaultKind::Duplicate.as_str());
        let second = Request::from_parts(parts, Body::from(body));
        self.target.forward(second).await
    }

    fn count(&self, name: &'static str) {
        self.faults.count(Leg::Down, name);
    }
}

/// What a broken intermediary says. It knows no token that could expire: for a visitor that is one
/// more 401 that does not come from the proxy.
fn refusal(throw: &mut Throw) -> Response {
    let status = match throw.kind {
        FaultKind::Forbidden => StatusCode::FORBIDDEN,
        FaultKind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        FaultKind::Failure => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::UNAUTHORIZED,
    };
    let flipped = throw.flip();
    let mut response = match status {
        StatusCode::INTERNAL_SERVER_ERROR if flipped => status.into_response(),
        _ => (status, Html(format!("<h1>{status}</h1>"))).into_response(),
    };
    if status == StatusCode::TOO_MANY_REQUESTS && flipped {
        response.headers_mut().insert(RETRY_AFTER, 1.into());
    }
    response
}

/// The largest request that can be handed on twice, in bytes.
const LARGEST: usize = 16 * 1024 * 1024;
