//! The admin listener: is it alive, may it have traffic, what does it count.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;
use http::header::CONTENT_TYPE;

use crate::app::App;

pub(crate) fn router(app: App) -> Router {
    Router::new()
        .route("/livez", get(async || "alive\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(app)
}

async fn ready(State(app): State<App>) -> Response {
    if app.draining().is_on() {
        (StatusCode::SERVICE_UNAVAILABLE, "draining\n").into_response()
    } else {
        "ready\n".into_response()
    }
}

async fn metrics(State(app): State<App>) -> Response {
    let text = app.metrics().render(app.sessions().count());
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}
