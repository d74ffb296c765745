//! What makes the wire odd, switched on the page.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Quirks;
use crate::server::App;
use crate::server::json::JsonBody;
use crate::server::refusal::Refusal;

/// Which quirks shall be on, as `--quirks` writes it.
#[derive(Deserialize)]
pub(super) struct SetQuirks {
    set: String,
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
