//! `poll`: what has come for the visitor.

use axum::extract::{Query, State};
use axum::{Extension, Json};
use frontdesk_protocol::{PollEnvelope, PollRequest, ResultCode};
use serde_json::value::RawValue;

use super::denied::Denied;
use super::ids::Id;
use super::visitor::Visitor;
use crate::app::App;
use crate::record::{Cursor, From, Visit};
use crate::refusal::Refusal;
use crate::seal::Instant;
use crate::session::Held;

pub(super) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    query: Result<Query<PollRequest>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<PollEnvelope<Box<RawValue>>>, Denied> {
    let Query(request) = query.map_err(|_| Refusal::invalid("The query", "is not understood"))?;
    visitor.owns(&[
        Id::User("receiverId", &request.receiver_id),
        Id::Kind(&request.channel),
    ])?;

    let session = &visitor.session;
    let from = match request.cursor.as_deref() {
        None => From::Sequence(session.store().visit(&session.who).await?.reader),
        Some("") => From::Beginning,
        Some(text) => Cursor::parse(text).map_or(From::Strange, From::Cursor),
    };
    visitor.recall(&app).await?;
    let behalf = visitor.on_behalf();
    let _reader = session.reader(app.upstream(), &behalf, app.linger(), app.draining());
    let Held { reading, report } = session
        .poll(&from, app.upstream(), &behalf, app.draining())
        .await?;
    let (store, who) = (session.store(), &session.who);
    if request.cursor.is_none() && !reading.messages.is_empty() {
        // Never backwards, whichever of two answers is made last.
        let place = reading.cursor.sequence;
        let advance = |visit: &mut Visit| visit.reader = visit.reader.max(place);
        store.update(who, &advance, Instant::now()).await?;
    }
    if let From::Cursor(cursor) = &from
        && !reading.reset
    {
        store.acknowledge(who, cursor.sequence).await?;
    }
    if reading.reset && matches!(from, From::Cursor(_)) {
        // Somebody was given a place under another epoch: there may have been a CONNECT before a
        // restart of the proxy, also where nothing had come yet, and a conversation still.
        session.connect().await?;
    }
    let (code, description) = match report {
        Some(report) => (report.code, report.description),
        None => (Some(ResultCode::Success), None),
    };
    Ok(Json(PollEnvelope {
        code,
        description,
        messages: reading.messages,
        cursor: Some(reading.cursor.to_string()),
        reset: reading.reset,
    }))
}
