//! The leg between proxy and upstream: a layer around the API.

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, RETRY_AFTER};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use frontdesk_protocol::headers::VISITOR_TOKEN;
use frontdesk_protocol::{Endpoint, Poll, ResultCode, SendResponse};
use tokio::time::sleep;

use super::dice::Throw;
use super::kind::{FaultKind, Leg};
use super::receipt::watched;
use super::{Faults, broken};
use crate::api::poll::HandedOut;
use crate::api::send::Repeated;
use crate::server::App;
use crate::server::refusal::Refusal;

/// Lets the dice decide about each call.
pub(crate) async fn faulty(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(mut throw) = app.faults.roll(Leg::Up) else {
        return watched(&app, next.run(request).await);
    };
    let faults = &*app.faults;
    let kind = throw.kind;
    match kind {
        FaultKind::Drop if throw.flip() => {
            count(faults, "drop-before");
            broken::closed()
        }
        FaultKind::Drop => {
            next.run(request).await;
            count(faults, "drop-after");
            broken::closed()
        }
        FaultKind::Delay => watched(&app, delayed(&app, request, next, &mut throw).await),
        FaultKind::Cut => {
            let method = request.method().clone();
            let response = next.run(request).await;
            count(faults, kind.as_str());
            broken::cut(&method, response, &mut throw)
        }
        FaultKind::Garbage => {
            if throw.flip() {
                next.run(request).await;
            }
            count(faults, kind.as_str());
            broken::garbage(&mut throw)
        }
        FaultKind::Duplicate => watched(&app, twice(&app, request, next).await),
        FaultKind::Expire => {
            if expire(&app, request.headers(), throw.flip()) {
                count(faults, kind.as_str());
            }
            watched(&app, next.run(request).await)
        }
        FaultKind::Unauthorized
        | FaultKind::Forbidden
        | FaultKind::TooMany
        | FaultKind::Failure => {
            count(faults, kind.as_str());
            refusal(&mut throw)
        }
    }
}

fn count(faults: &Faults, name: &'static str) {
    faults.count(Leg::Up, name);
}

/// Holds up the call or its answer.
async fn delayed(app: &App, request: Request, next: Next, throw: &mut Throw) -> Response {
    count(&app.faults, throw.kind.as_str());
    let span = app.faults.delay(throw);
    let pause = async {
        tokio::select! {
            () = sleep(span) => {}
            () = app.stopped() => {}
        }
    };
    if throw.flip() {
        pause.await;
        return next.run(request).await;
    }
    let response = next.run(request).await;
    pause.await;
    response
}

/// Carries the call twice, as a gateway does that tries again; a poll's messages wait for the next
/// poll once more, where it was carried and had any.
async fn twice(app: &App, request: Request, next: Next) -> Response {
    let is_poll = request.method() == Method::GET && request.uri().path().ends_with(Poll::PATH);
    if is_poll {
        let response = next.run(request).await;
        let polled = response.extensions().get::<HandedOut>();
        let again = |polled: &HandedOut| app.world(|world, _| world.hand_out_again(&polled.user));
        if polled.is_some_and(again) {
            count(&app.faults, FaultKind::Duplicate.as_str());
        }
        return response;
    }
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return Refusal::TooLarge.into_response();
    };
    let first = Request::from_parts(parts.clone(), Body::from(body.clone()));
    next.clone().run(first).await;
    count(&app.faults, FaultKind::Duplicate.as_str());
    let mut second = Request::from_parts(parts, Body::from(body));
    second.extensions_mut().insert(Repeated);
    next.run(second).await
}

/// Lets the visitor's token or the Bearer of this call expire, whichever there is; whether there
/// was one.
fn expire(app: &App, headers: &HeaderMap, rather_token: bool) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let token = header(VISITOR_TOKEN);
    let bearer = header(AUTHORIZATION.as_str()).and_then(|value| value.strip_prefix("Bearer "));
    app.world(|world, _| match (token, bearer) {
        (Some(token), _) if rather_token => world.expire_token(token),
        (_, Some(bearer)) => world.expire_bearer(bearer),
        (Some(token), None) => world.expire_token(token),
        (None, None) => false,
    })
}

/// What the vendor's gateway says.
fn refusal(throw: &mut Throw) -> Response {
    match throw.kind {
        FaultKind::Unauthorized => {
            Refusal::Visitor("ccmessaging-token is invalid or expired.").into_response()
        }
        FaultKind::Forbidden => Refusal::Tenant.into_response(),
        FaultKind::TooMany => {
            let body = result(ResultCode::FlowControl, "flow control.");
            let response = (StatusCode::TOO_MANY_REQUESTS, body);
            if throw.flip() {
                return ([(RETRY_AFTER, "1")], response).into_response();
            }
            response.into_response()
        }
        _ => {
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            if throw.flip() {
                return status.into_response();
            }
            (status, result(ResultCode::Failure, "service failure.")).into_response()
        }
    }
}

fn result(code: ResultCode, description: &str) -> Json<SendResponse> {
    Json(SendResponse {
        code: Some(code),
        description: Some(description.to_owned()),
    })
}
