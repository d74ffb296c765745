//! `getClickToCallEvents`: how a call goes.

use axum::Extension;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use frontdesk_protocol::{CallEvents, OfChannel};

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
    carry::look::<CallEvents>(&app, &visitor, &request).await
}
