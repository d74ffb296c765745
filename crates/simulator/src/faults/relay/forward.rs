//! Handing on.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    CONNECTION, HOST, HeaderName, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, TE, TRAILER,
    TRANSFER_ENCODING, UPGRADE,
};
use axum::http::uri::{Authority, PathAndQuery, Scheme};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, Version};
use axum::response::{IntoResponse, Response};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

/// The proxy behind the relay.
pub(super) struct Target {
    client: Client<HttpConnector, Body>,
    authority: Authority,
}

impl Target {
    /// Each call has a connection of its own, so that no fault of one call reaches another.
    pub(super) fn new(authority: Authority) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let client = Client::builder(TokioExecutor::new())
            .pool_max_idle_per_host(0)
            .build(connector);
        Self { client, authority }
    }

    /// The proxy's answer; 502 when it cannot be reached.
    pub(super) async fn forward(&self, request: Request) -> Response {
        let (mut parts, body) = request.into_parts();
        if !parts.headers.contains_key(HOST)
            && let Some(asked) = parts.uri.authority()
            && let Ok(host) = HeaderValue::from_str(asked.as_str())
        {
            parts.headers.insert(HOST, host);
        }
        let mut uri = parts.uri.into_parts();
        uri.scheme = Some(Scheme::HTTP);
        uri.authority = Some(self.authority.clone());
        uri.path_and_query
            .get_or_insert(PathAndQuery::from_static("/"));
        let Ok(uri) = Uri::from_parts(uri) else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        parts.uri = uri;
        parts.version = Version::HTTP_11;
        end_to_end(&mut parts.headers);
        match self.client.request(Request::from_parts(parts, body)).await {
            Ok(response) => {
                let (mut parts, body) = response.into_parts();
                end_to_end(&mut parts.headers);
                parts.version = Version::default();
                Response::from_parts(parts, Body::new(body))
            }
            Err(error) => {
                let why = format!("The relay does not reach {}: {error}", self.authority);
                (StatusCode::BAD_GATEWAY, why).into_response()
            }
        }
    }
}

/// Takes the headers away that are for one connection only.
fn end_to_end(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|names| names.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in named.iter().chain(&OF_ONE_CONNECTION) {
        headers.remove(name);
    }
}

const OF_ONE_CONNECTION: [HeaderName; 8] = [
    CONNECTION,
    HeaderName::from_static("keep-alive"),
    PROXY_AUTHENTICATE,
    PROXY_AUTHORIZATION,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];
