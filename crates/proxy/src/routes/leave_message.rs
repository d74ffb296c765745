//! `doLeaveMessage`: a message for when nobody is there.

use axum::Extension;
use axum::extract::State;
use frontdesk_protocol::limits::Limit;
use frontdesk_protocol::{LeaveMessage, LeaveMessageRequest};
use http::header::HeaderMap;

use super::body::Body;
use super::carry::{self, Carried};
use super::field;
use super::ids::{Id, web};
use super::visitor::Visitor;
use crate::app::App;

pub(super) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Body(request): Body<LeaveMessageRequest>,
) -> Carried {
    visitor.owns(&[
        Id::User("callId", &request.call_id),
        Id::Kind(&request.channel),
    ])?;
    let message = Limit::bytes("leaveMessage", app.limits().text_bytes as usize);
    let request = LeaveMessageRequest {
        call_id: visitor.user_id(),
        caller: Some(field::text(PHONE, request.caller)?),
        message: Some(field::text(message, request.message)?),
        channel: web(),
    };
    carry::command::<LeaveMessage>(app, visitor, &headers, request).await
}

/// As long as a number is that an operator calls (seed 003 §16).
const PHONE: Limit = Limit::characters("caller", 32);
