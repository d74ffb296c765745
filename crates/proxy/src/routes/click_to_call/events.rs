//! `getClickToCallEvents`: how a call goes.

use axum::Extension;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use frontdesk_protocol::{CallEvent, CallEvents, CallState, OfChannel};

use super::{in_query, on};
use crate::app::App;
use crate::routes::carry::{self, Carried};
use crate::routes::visitor::Visitor;

pub(in crate::routes) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    query: Result<Query<OfChannel>, QueryRejection>,
) -> Carried {
    on(&app)?;
    let request = in_query(&visitor, query)?;
    let carried = carry::look::<CallEvents>(&app, &visitor, &request).await?;
    let event = serde_json::from_str::<CallEvent>(carried.0.get());
    let over = [
        CallState::Disconnected,
        CallState::Failed,
        CallState::QueueTimeout,
    ];
    if event.is_ok_and(|event| over.contains(&event.state())) {
        visitor.session.call.end();
    }
    Ok(carried)
}
