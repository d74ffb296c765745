//! `dropClickToCall`: the end of a call.

use axum::Extension;
use axum::extract::State;
use frontdesk_protocol::{DropClickToCall, OfChannel};
use http::header::HeaderMap;

use super::{of_channel, on};
use crate::app::App;
use crate::routes::body::Body;
use crate::routes::carry::{self, Carried};
use crate::routes::visitor::Visitor;

pub(in crate::routes) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Body(request): Body<OfChannel>,
) -> Carried {
    on(&app)?;
    let request = of_channel(&visitor, &request)?;
    let session = visitor.session.clone();
    let carried = carry::command::<DropClickToCall>(app, visitor, &headers, request).await?;
    session.call.end();
    Ok(carried)
}
