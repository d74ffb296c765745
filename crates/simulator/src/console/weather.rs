//! Quirks and faults, switched on the page.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::server::App;
use crate::server::json::JsonBody;
use crate::server::refusal::Refusal;
use crate::{FaultSpec, Quirks};

/// Which quirks shall be on, as `--quirks` writes it.
#[derive(Deserialize)]
pub(super) struct SetQuirks {
    set: String,
}

/// What shall go wrong, as `--faults` writes it; with a seed the dice begin anew.
#[derive(Deserialize)]
pub(super) struct SetFaults {
    spec: String,
    seed: Option<u64>,
}

/// Changes the forms of the wire.
pub(super) async fn quirks(
    State(app): State<App>,
    JsonBody(wanted): JsonBody<SetQuirks>,
) -> Result<Json<Value>, Refusal> {
    let quirks = Quirks::parse(&wanted.set).map_err(Refusal::Request)?;
    app.world(|world, _| world.set_quirks(quirks));
    Ok(Json(json!({ "done": true })))
}

/// Changes what goes wrong and how often.
pub(super) async fn faults(
    State(app): State<App>,
    JsonBody(wanted): JsonBody<SetFaults>,
) -> Result<Json<Value>, Refusal> {
    let spec = FaultSpec::parse(&wanted.spec).map_err(Refusal::Request)?;
    app.faults.set(spec, wanted.seed);
    Ok(Json(json!({ "done": true })))
}
