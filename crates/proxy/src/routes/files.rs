//! The widget's files, and the demonstration's page.

use axum::extract::{Path, State};
use axum::response::Response;
use http::header::HeaderMap;

use crate::app::App;
use crate::assets::Age;

pub(super) async fn loader(State(app): State<App>, headers: HeaderMap) -> Response {
    app.assets().answer("frontdesk.js", Age::Short, &headers)
}

pub(super) async fn types(State(app): State<App>, headers: HeaderMap) -> Response {
    app.assets().answer("frontdesk.d.ts", Age::Short, &headers)
}

/// A file with a hash in its name, which therefore never changes.
pub(super) async fn asset(
    State(app): State<App>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    app.assets()
        .answer(&format!("assets/{name}"), Age::Forever, &headers)
}

pub(super) async fn demo(State(app): State<App>, headers: HeaderMap) -> Response {
    app.assets().answer("demo.html", Age::None, &headers)
}

/// What the demonstration's page brings besides, such as its style.
pub(super) async fn demo_file(
    State(app): State<App>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    app.assets().answer(&name, Age::None, &headers)
}
