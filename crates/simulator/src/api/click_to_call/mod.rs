//! Calls from the page (seed 003 §11 to §14).

pub(super) mod check;
pub(super) mod create;
pub(super) mod drop;
pub(super) mod events;

use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use frontdesk_protocol::OfChannel;

use crate::server::json::exactly;
use crate::server::refusal::Refusal;

/// The channel in the query.
fn is_web(query: Result<Query<OfChannel>, QueryRejection>) -> Result<(), Refusal> {
    let Query(request) = query.map_err(|error| Refusal::Request(error.body_text()))?;
    exactly(request.channel.as_ref(), "channel", "WEB")
}
