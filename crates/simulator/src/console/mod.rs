//! `/console`: the page on which a person plays the agent.
//!
//! It reads and accepts through `/console/api`, and writes to the visitor as an agent's desktop
//! does: by the agent gateway's `sendmessage`.

mod actions;
mod page;
mod services;
mod shown;
mod shown_services;
mod state;

use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};

use crate::server::App;

/// The page, its files, and what they call.
pub(crate) fn router(app: &App) -> Router<App> {
    let file_body = app.config.services.files.body_bytes();
    page::router()
        .merge(services::router(file_body))
        .route("/", get(async || Redirect::temporary("/console")))
        .route("/console/api/state", get(state::state))
        .route("/console/api/accept", post(actions::accept))
        .route("/console/api/hang-up", post(actions::hang_up))
        .route("/console/api/seen", post(actions::seen))
        .route("/console/api/mode", post(actions::mode))
}
