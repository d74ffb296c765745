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

/// What shall go wrong, as `--faults` writes it; with a seed the dice of
/// faults and quirks begin anew.
#[derive(Deserialize)]
pub(super) struct SetFaults {
    spec: String,
    seed: Option<Seed>,
}

/// A number, or its digits.
#[derive(Deserialize)]
#[serde(untagged)]
enum Seed {
    Number(u64),
    Digits(String),
}

impl Seed {
    fn number(self) -> Result<u64, Refusal> {
        match self {
            Self::Number(number) => Ok(number),
            Self::Digits(digits) => digits.trim().parse().map_err(|_| {
                Refusal::Request(format!("seed must be a number from 0 to {}.", u64::MAX))
            }),
        }
    }
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
    app.faults
        .set(spec, wanted.seed.map(Seed::number).transpose()?);
    Ok(Json(json!({ "done": true })))
}
