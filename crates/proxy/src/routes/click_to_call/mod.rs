//! Calls from the page, where they are switched on.

pub(super) mod check;
pub(super) mod create;
pub(super) mod drop;
pub(super) mod events;

use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use frontdesk_protocol::OfChannel;

use super::ids::{Id, web};
use super::visitor::Visitor;
use crate::app::App;
use crate::config::ClickToCall;
use crate::refusal::{Reason, Refusal};

/// Refuses where calls are switched off.
fn on(app: &App) -> Result<(), Refusal> {
    if app.click_to_call() == ClickToCall::Off {
        return Err(Reason::FeatureOff.into());
    }
    Ok(())
}

/// The kind of channel in a query.
fn in_query(
    visitor: &Visitor,
    query: Result<Query<OfChannel>, QueryRejection>,
) -> Result<OfChannel, Refusal> {
    let Query(request) = query.map_err(|_| Refusal::invalid("The query", "is not understood"))?;
    of_channel(visitor, &request)
}

fn of_channel(visitor: &Visitor, request: &OfChannel) -> Result<OfChannel, Refusal> {
    visitor.owns(&[Id::Kind(&request.channel)])?;
    Ok(OfChannel { channel: web() })
}
