//! What the page calls about robot, files and calls.

use axum::extract::rejection::QueryRejection;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
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

/// A file as it is, whoever sent it.
async fn file(
    State(app): State<App>,
    query: Result<Query<OfFile>, QueryRejection>,
) -> Result<Response, Refusal> {
    let Query(asked) = query.map_err(|error| Refusal::Request(error.body_text()))?;
    let Some(found) = app.world(|world, _| world.any_file(&asked.id)) else {
        return Ok((StatusCode::NOT_FOUND, "There is no such file.").into_response());
    };
    let headers = [
        (CONTENT_TYPE, found.kind.mime()),
        // A visitor's file is hostile, and this is the origin of the page.
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, found.bytes.to_vec()).into_response())
}
