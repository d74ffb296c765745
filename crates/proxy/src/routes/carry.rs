//! What most routes end with: a checked request goes to the cloud, and its answer comes back.

use axum::Json;
use frontdesk_protocol::{Endpoint, OfChannel};
use http::header::HeaderMap;
use serde::Serialize;
use serde_json::value::RawValue;

use super::command::Command;
use super::denied::Denied;
use super::visitor::Visitor;
use crate::app::App;
use crate::refusal::Reason;
use crate::upstream::Whole;

/// A whole answer of the cloud's.
pub(crate) type Carried = Result<Json<Box<RawValue>>, Denied>;

/// A command under its `Idempotency-Key`.
pub(super) async fn command<E>(
    app: App,
    visitor: Visitor,
    headers: &HeaderMap,
    request: E::Request,
) -> Carried
where
    E: Endpoint<Request: Send + Sync + 'static, Response: Send + 'static> + 'static,
{
    let command = Command::new(E::PATH, None, &request, headers)?;
    let caller = visitor.clone();
    let work = async move {
        let behalf = visitor.on_behalf();
        app.upstream().command::<E>(&behalf, &request).await
    };
    Ok(Json(command.carry(&caller, work).await?))
}

/// A question.
pub(super) async fn query<E: Endpoint>(
    app: &App,
    visitor: &Visitor,
    request: &E::Request,
) -> Carried {
    let behalf = visitor.on_behalf();
    handed_down(app.upstream().query::<E>(&behalf, request).await?)
}

/// A question in the query.
pub(super) async fn look<E: Endpoint<Request = OfChannel>>(
    app: &App,
    visitor: &Visitor,
    request: &OfChannel,
) -> Carried {
    let behalf = visitor.on_behalf();
    handed_down(app.upstream().look::<E>(&behalf, request).await?)
}

/// An answer with all that came.
pub(crate) fn handed_down<A: Serialize>(answer: Whole<A>) -> Carried {
    let answer = answer.into_json().map_err(|_| Reason::UpstreamGarbage)?;
    Ok(Json(answer))
}
