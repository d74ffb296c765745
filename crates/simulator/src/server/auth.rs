//! The three headers of every call.

use axum::extract::{Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use frontdesk_protocol::headers::{APP_KEY, VISITOR_TOKEN};

use super::App;
use super::refusal::Refusal;

/// Lets only the tenant through: `x-app-key` and `Authorization: Bearer`.
pub(crate) async fn tenant(State(app): State<App>, request: Request, next: Next) -> Response {
    let key = header(request.headers(), APP_KEY);
    let bearer = header(request.headers(), AUTHORIZATION.as_str())
        .and_then(|value| value.strip_prefix("Bearer "));
    let admitted = match (key, bearer) {
        (Some(key), Some(bearer)) => app.world(|world, now| world.admits(key, bearer, now)),
        _ => false,
    };
    if !admitted {
        return Refusal::Tenant.into_response();
    }
    next.run(request).await
}

/// Lets only a visitor with a token through, tells the handler who that is
/// ([`Caller`](crate::world::Caller)), and puts the renewed token on the answer.
pub(crate) async fn visitor(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let Some(token) = header(request.headers(), VISITOR_TOKEN) else {
        return Refusal::Visitor("ccmessaging-token is missing.").into_response();
    };
    let Some(caller) = app.world(|world, now| world.caller(token, now)) else {
        return Refusal::Visitor("ccmessaging-token is invalid or expired.").into_response();
    };
    let renewed = caller
        .renewed
        .as_deref()
        .and_then(|token| HeaderValue::from_str(token).ok());
    request.extensions_mut().insert(caller);
    let mut response = next.run(request).await;
    if let Some(token) = renewed {
        response.headers_mut().insert(VISITOR_TOKEN, token);
    }
    response
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
