//! What the agent does on the page, but for writing.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Mode;
use crate::server::App;
use crate::server::json::JsonBody;
use crate::server::refusal::Refusal;

/// Nothing more to say.
#[derive(Deserialize)]
pub(super) struct Nothing {}

/// A visitor.
#[derive(Deserialize)]
pub(super) struct OfVisitor {
    user: String,
}

/// How the cloud shall be.
#[derive(Deserialize)]
pub(super) struct SetMode {
    mode: String,
}

/// Accepts the visitor who has waited longest; `user` is null when nobody waits.
pub(super) async fn accept(
    State(app): State<App>,
    JsonBody(Nothing {}): JsonBody<Nothing>,
) -> Json<Value> {
    Json(json!({ "user": app.world(|world, now| world.accept_next(now)) }))
}

/// Ends a conversation.
pub(super) async fn hang_up(
    State(app): State<App>,
    JsonBody(visitor): JsonBody<OfVisitor>,
) -> Json<Value> {
    Json(json!({ "done": app.world(|world, now| world.hang_up(&visitor.user, now)) }))
}

/// Takes the unread mark away.
pub(super) async fn seen(
    State(app): State<App>,
    JsonBody(visitor): JsonBody<OfVisitor>,
) -> Json<Value> {
    app.world(|world, _| world.seen(&visitor.user));
    Json(json!({ "done": true }))
}

/// Sets the cloud's mode.
pub(super) async fn mode(State(app): State<App>, JsonBody(set): JsonBody<SetMode>) -> Response {
    let Some(mode) = Mode::parse(&set.mode) else {
        return Refusal::Request("mode is unknown.".to_owned()).into_response();
    };
    app.world(|world, _| world.set_mode(mode));
    Json(json!({ "done": true })).into_response()
}
