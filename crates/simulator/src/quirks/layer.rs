//! The layer around the API that gives every answer its form.

use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, HOST};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::Quirk;
use super::answers;
use super::call::Call;
use super::files::Files;
use super::turn::Turn;
use crate::server::App;
use crate::server::json::is_json;

/// What the layer remembers: files behind addresses.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    pub(super) files: Files,
}

/// Transforms every JSON answer; others pass as they are.
pub(crate) async fn quirky(State(app): State<App>, request: Request, next: Next) -> Response {
    let call = Call::of(request.uri().path());
    let origin = origin(request.headers());
    let response = next.run(request).await;
    // Asked now, since a poll may have been held while they were changed.
    let quirks = app.world(|world, _| world.quirks().clone());
    let (run, answer) = app.faults.form();
    let turn = Turn::new(&quirks, run, answer);
    if call == Call::SurveyMode && turn.shows(Quirk::NoSurvey) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let (mut parts, body) = response.into_parts();
    let is_small = body.size_hint().upper().is_some_and(|size| size <= LARGEST);
    if !is_json(&parts.headers) || !is_small {
        return Response::from_parts(parts, body);
    }
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let Ok(mut answer) = serde_json::from_slice::<Value>(&bytes) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    if call == Call::DownloadFile
        && let Value::Object(fields) = &mut answer
    {
        app.forms.files.transform(fields, &origin, &turn);
    }
    parts.status = answers::transform(call, parts.status, &mut answer, &turn);
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(answer.to_string()))
}

/// This server's own address, as the caller wrote it.
fn origin(headers: &HeaderMap) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    format!("http://{}", host.unwrap_or("localhost"))
}

/// The largest answer that is read whole, in bytes: any file that a channel lets through.
const LARGEST: u64 = 32 * 1024 * 1024;
