//! What the page calls about robot, files and calls.

use axum::extract::rejection::QueryRejection;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use frontdesk_protocol::FileType;
use serde::Deserialize;
use serde_json::{Value, json};

use super::shown::call_state;
use crate::server::App;
use crate::server::json::JsonBody;
use crate::server::refusal::Refusal;
use crate::world::files::decode;

/// A file that the agent wants to send.
#[derive(Deserialize)]
struct NewFile {
    name: String,
    base64: String,
}

/// A call, and in what state it shall be.
#[derive(Deserialize)]
struct SetCall {
    user: String,
    state: String,
}

/// A file by its id.
#[derive(Deserialize)]
struct OfFile {
    id: String,
}

/// Their routes; `file_body` is the largest body with a file, in bytes.
pub(super) fn router(file_body: usize) -> Router<App> {
    let file = post(put_file)
        .layer(DefaultBodyLimit::max(file_body))
        .get(file);
    Router::new()
        .route("/console/api/file", file)
        .route("/console/api/call", post(set_call))
}

/// Puts a file on the agent's disk; the answer's `id` stands in the message that sends it, with
/// contentType 1 and the `type` as mediaFileType.
async fn put_file(
    State(app): State<App>,
    JsonBody(new): JsonBody<NewFile>,
) -> Result<Json<Value>, Refusal> {
    let kind = FileType::of_name(&new.name)
        .filter(|kind| !matches!(kind, FileType::Other(_)))
        .ok_or_else(|| Refusal::Request(format!("{:?} is no file of a known type.", new.name)))?;
    let bytes = decode(&new.base64, app.config.services.files)
        .map_err(|outcome| Refusal::Request(outcome.description.to_owned()))?;
    let size = bytes.len();
    let word = kind.as_str().to_owned();
    let id = app.world(|world, _| world.store_local(kind, bytes));
    Ok(Json(json!({ "id": id, "type": word, "size": size })))
}

/// Puts a visitor's call into a state; `done` is false where nobody is.
async fn set_call(
    State(app): State<App>,
    JsonBody(set): JsonBody<SetCall>,
) -> Result<Json<Value>, Refusal> {
    let state = call_state(&set.state)
        .ok_or_else(|| Refusal::Request(format!("a call is never {:?}.", set.state)))?;
    let done = app.world(|world, now| world.set_call_state(&set.user, state, now));
    Ok(Json(json!({ "done": done })))
}

/// A file as it is, whoever sent it: what a browser shows, and anything else to be saved.
async fn file(
    State(app): State<App>,
    query: Result<Query<OfFile>, QueryRejection>,
) -> Result<Response, Refusal> {
    let Query(asked) = query.map_err(|error| Refusal::Request(error.body_text()))?;
    let Some(found) = app.world(|world, _| world.any_file(&asked.id)) else {
        return Ok((StatusCode::NOT_FOUND, "There is no such file.").into_response());
    };
    let kind = found.kind.mime();
    let mut response = found.bytes.to_vec().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let is_shown = ["image/", "audio/", "video/"]
        .into_iter()
        .any(|group| kind.starts_with(group));
    if !is_shown && let Ok(value) = HeaderValue::try_from(attachment(&asked.id, &found.kind)) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// Saved, not shown, under a name of harmless characters.
fn attachment(id: &str, kind: &FileType) -> String {
    let word = kind.as_str();
    let stem = id.strip_suffix(&format!(".{word}")).unwrap_or(id);
    let harmless = |text: &str| {
        let letters = text
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '-');
        letters.take(LONGEST_NAME).collect::<String>()
    };
    format!(
        "attachment; filename=\"{}.{}\"",
        harmless(stem),
        harmless(word)
    )
}

/// A visitor's file is hostile, and this is the origin of the page: it may be looked at, which takes
/// what browsers put around a picture, a sound or a video, and nothing else.
const POLICY: &str = "default-src 'none'; media-src 'self'; img-src 'self'; \
    style-src 'unsafe-inline'; sandbox";

const LONGEST_NAME: usize = 64;
