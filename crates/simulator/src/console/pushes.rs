//! Pushes in the hands of the person at the page.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::server::App;
use crate::server::json::JsonBody;
use crate::server::refusal::Refusal;

/// What shall change; what is absent stays as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Act {
    pause: Option<bool>,
    reorder: Option<bool>,
    /// How many of the newest pushes to repeat.
    again: Option<usize>,
    /// Whether they are repeated with the `Authorization` that they had.
    #[serde(default)]
    replay: bool,
}

/// Holds pushes back, turns their order round, repeats them. `again` in the answer is how many
/// there are to repeat.
pub(super) async fn push(
    State(app): State<App>,
    JsonBody(act): JsonBody<Act>,
) -> Result<Json<Value>, Refusal> {
    let again = app.world(|world, _| {
        world.with_pushes(|pushes| {
            if let Some(paused) = act.pause {
                pushes.set_paused(paused);
            }
            if let Some(reordered) = act.reorder {
                pushes.set_reordered(reordered);
            }
            act.again
                .map_or(0, |newest| pushes.again(newest, act.replay))
        })
    });
    let again = again.ok_or_else(|| {
        Refusal::Request("nothing is pushed: start the simulator with --push-to.".to_owned())
    })?;
    Ok(Json(json!({ "done": true, "again": again })))
}
