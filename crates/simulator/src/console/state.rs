//! How the page learns what to show: a long poll for the newest state.

use std::time::Duration;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use tokio::time::timeout;

use super::shown::Shown;
use crate::server::App;
use crate::server::refusal::Refusal;

/// What the page knows already, and which transcript it shows.
#[derive(Deserialize)]
pub(super) struct Known {
    revision: Option<u64>,
    open: Option<String>,
}

/// The state, at once when it differs from what the page knows, else as soon as it does.
pub(super) async fn state(
    State(app): State<App>,
    query: Result<Query<Known>, QueryRejection>,
) -> Result<Json<Shown>, Refusal> {
    let Query(known) = query.map_err(|error| Refusal::Request(error.body_text()))?;
    if let Some(revision) = known.revision {
        let mut revisions = app.revisions();
        let changed = revisions.wait_for(|newest| *newest != revision);
        // When the time is up or the server stops, the unchanged state is an answer too.
        tokio::select! {
            _ = timeout(HOLD, changed) => {}
            () = app.stopped() => {}
        }
    }
    let open = known.open.as_deref();
    Ok(Json(app.world(|world, now| Shown::of(world, open, now))))
}

const HOLD: Duration = Duration::from_secs(20);
