//! Ids of requests: in the log, and in the answer's `x-request-id`.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{HeaderMap, HeaderName, HeaderValue};

use crate::app::App;

/// Tells a request from all others, in logs and in answers.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(Arc<str>);

impl RequestId {
    /// The one that a proxy of ours in front gave it, else another.
    fn of(app: &App, headers: &HeaderMap) -> Self {
        let given = headers.get(REQUEST_ID).and_then(|id| id.to_str().ok());
        let given = given.filter(|id| app.rates().hops().are_ours() && is_id(id));
        Self(given.map_or_else(made_up, Arc::from))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_id(text: &str) -> bool {
    (1..=ID_CHARS).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// At random: a count would tell everybody how much is asked here.
fn made_up() -> Arc<str> {
    let random = getrandom::u64().unwrap_or_default();
    format!("{random:016x}").into()
}

/// Gives a request its id, and its answer too.
pub(crate) async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id = RequestId::of(&app, request.headers());
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).await;
    let value = HeaderValue::try_from(id.as_str());
    response
        .headers_mut()
        .extend(value.ok().map(|value| (REQUEST_ID, value)));
    response
}

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const ID_CHARS: usize = 64;
