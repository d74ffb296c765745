//! What is done on the page, but for writing: that goes through the agent gateway.

pub(super) mod agents;
pub(super) mod conversations;
pub(super) mod desk;
pub(super) mod scenarios;
pub(super) mod sessions;

use axum::Json;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::DeskRefusal;
use crate::server::refusal::Refusal;

/// What an action answers: `done`, perhaps with more; or 400, and why.
type Answer = Result<Json<Value>, Refusal>;

/// A visitor.
#[derive(Deserialize)]
pub(super) struct OfVisitor {
    user: String,
}

fn done(done: bool) -> Json<Value> {
    Json(json!({ "done": done }))
}

impl From<DeskRefusal> for Refusal {
    fn from(refusal: DeskRefusal) -> Self {
        Self::Request(format!("{refusal}."))
    }
}
