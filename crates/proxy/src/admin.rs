//! The admin listener: is it alive, may it have traffic, what does it count.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;
use http::header::CONTENT_TYPE;

use crate::app::App;
use crate::upstream::BreakerState;

pub(crate) fn router(app: App) -> Router {
    Router::new()
        .route("/livez", get(async || "alive\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(app)
}

/// Whether it can serve at all. Where only the cloud is wrong, it can say so to visitors better than
/// whoever would answer in its place; what is wrong is told in further lines.
async fn ready(State(app): State<App>) -> Response {
    if app.draining().is_on() {
        return (StatusCode::SERVICE_UNAVAILABLE, "draining\n").into_response();
    }
    if app.store().check().await.is_err() {
        return (StatusCode::SERVICE_UNAVAILABLE, "the store does not work\n").into_response();
    }
    let mut text = "ready\n".to_owned();
    for (class, state) in app.upstream().breakers() {
        text += &match state {
            BreakerState::Closed => continue,
            BreakerState::Open(seconds) => {
                format!("upstream {class}: not answered of late, asked again in {seconds} s\n")
            }
            BreakerState::HalfOpen => {
                format!("upstream {class}: not answered of late, the next call tries again\n")
            }
        };
    }
    if app.connections().are_nearly_full() {
        text += "connections: nearly as many as there may be, so newcomers have to wait\n";
    }
    text.into_response()
}

async fn metrics(State(app): State<App>) -> Response {
    metrics::gauge!("frontdesk_sessions").set(app.sessions().count() as f64);
    metrics::gauge!("frontdesk_connections").set(app.connections().count() as f64);
    for (class, state) in app.upstream().breakers() {
        metrics::gauge!("frontdesk_breaker_state", "class" => class).set(match state {
            BreakerState::Closed => 0.0,
            BreakerState::HalfOpen => 1.0,
            BreakerState::Open(_) => 2.0,
        });
    }
    (
        [(CONTENT_TYPE, "text/plain; version=0.0.4")],
        app.metrics().render(),
    )
        .into_response()
}
