//! `/console`: the page on which a person plays the agent.
//!
//! It reads and accepts through `/console/api`, and writes to the visitor as an agent's desktop
//! does: by the agent gateway's `sendmessage`.

mod actions;
mod page;
mod pushes;
mod shown;
mod state;
mod weather;

use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};

use crate::server::App;

/// The page, its files, and what they call.
pub(crate) fn router() -> Router<App> {
    page::router()
        .route("/", get(async || Redirect::temporary("/console")))
        .route("/console/api/state", get(state::state))
        .route("/console/api/push", post(pushes::push))
        .route("/console/api/quirks", post(weather::quirks))
        .route("/console/api/faults", post(weather::faults))
        .merge(conversations())
        .merge(desk())
}

fn conversations() -> Router<App> {
    use actions::{conversations, sessions};

    Router::new()
        .route("/console/api/accept", post(conversations::accept))
        .route("/console/api/ring", post(conversations::ring))
        .route("/console/api/hang-up", post(conversations::hang_up))
        .route("/console/api/seen", post(conversations::seen))
        .route("/console/api/type", post(conversations::typing))
        .route("/console/api/withdraw", post(conversations::withdraw))
        .route("/console/api/time-out", post(sessions::time_out))
        .route(
            "/console/api/queue-time-out",
            post(sessions::queue_time_out),
        )
}

fn desk() -> Router<App> {
    use actions::{agents, desk, scenarios};

    Router::new()
        .route("/console/api/sign-in", post(agents::sign_in))
        .route("/console/api/sign-out", post(agents::sign_out))
        .route("/console/api/mode", post(desk::mode))
        .route("/console/api/desk", post(desk::desk))
        .route("/console/api/scenario", post(scenarios::scenario))
}
