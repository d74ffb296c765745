//! The guard in front of every route: foreign pages are refused before anything is carried, and
//! every answer carries the headers that a browser needs to read it.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ALLOW, HeaderMap, HeaderValue, ORIGIN,
    VARY,
};
use http::{Method, StatusCode};

use super::Asker;
use crate::app::App;
use crate::refusal::{Reason, Refusal};
use crate::routes::table;

/// Refuses foreign origins, answers preflights, and marks answers.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .and_then(|path| table::of_path(path.as_str()));
    if route.is_some_and(|route| !route.is_for_pages()) {
        return next.run(request).await;
    }
    if route.is_some_and(|route| route.is_open()) {
        let mut response = next.run(request).await;
        response
            .headers_mut()
            .insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        return response;
    }

    let asker = app.origins().asker(request.headers());
    // A preflight carries nothing; without it a foreign page could not read why it is refused.
    let mut response = if request.method() == Method::OPTIONS
        && let Some(route) = route
    {
        preflight(route)
    } else if matches!(asker, Asker::Foreign(_)) {
        Refusal::from(Reason::Origin).into_response()
    } else {
        next.run(request).await
    };
    mark(response.headers_mut(), asker);
    response
}

fn preflight(route: &table::Route) -> Response {
    let methods = HeaderValue::from_static(route.methods());
    let headers = [
        (ALLOW, methods.clone()),
        (ACCESS_CONTROL_ALLOW_METHODS, methods),
        (
            ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static(REQUEST_HEADERS),
        ),
        (
            ACCESS_CONTROL_MAX_AGE,
            HeaderValue::from_static(PREFLIGHT_SECONDS),
        ),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

fn mark(headers: &mut HeaderMap, asker: Asker) {
    headers.append(VARY, HeaderValue::from_name(ORIGIN));
    if let Asker::Allowed(origin) | Asker::Foreign(origin) = asker {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(
            ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static(ANSWER_HEADERS),
        );
    }
}

const REQUEST_HEADERS: &str =
    "content-type, ccmessaging-token, last-event-id, idempotency-key, frontdesk-epoch";
const ANSWER_HEADERS: &str = "ccmessaging-token, frontdesk-refused, retry-after";

/// Two hours: the longest that common browsers keep one.
const PREFLIGHT_SECONDS: &str = "7200";
