//! Keeps other pages out: a browser on this machine may be shown any page, and that page must
//! neither read what is here nor write to it.

use axum::extract::Request;
use axum::http::header::{HOST, HeaderName, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::loopback::is_loopback;

/// Refuses a `Host` that is not this machine's (a name that was made to point here), and an
/// `Origin` other than this server's own.
pub(crate) async fn same_machine(request: Request, next: Next) -> Response {
    let Some(host) = authority(&request) else {
        return (StatusCode::BAD_REQUEST, "Host is missing.").into_response();
    };
    if !is_loopback(host.host()) {
        return (StatusCode::FORBIDDEN, "This Host is not served here.").into_response();
    }
    if let Some(origin) = request.headers().get(ORIGIN)
        && origin.as_bytes() != format!("http://{host}").as_bytes()
    {
        return (StatusCode::FORBIDDEN, "Other origins have no access.").into_response();
    }
    let mut response = next.run(request).await;
    for (name, value) in HARDENING {
        response.headers_mut().insert(name, value);
    }
    response
}

/// HTTP/1.1 names it in a header, HTTP/2 in the address.
fn authority(request: &Request) -> Option<Authority> {
    match request.headers().get(HOST) {
        Some(host) => host.to_str().ok()?.parse().ok(),
        None => request.uri().authority().cloned(),
    }
}

const HARDENING: [(HeaderName, HeaderValue); 2] = [
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("x-content-type-options"),
        HeaderValue::from_static("nosniff"),
    ),
];
