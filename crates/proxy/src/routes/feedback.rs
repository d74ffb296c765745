//! `feedbacksatisfaction`: what the visitor thinks of one of the robot's answers.

use axum::Extension;
use axum::extract::State;
use frontdesk_protocol::limits::{FEEDBACK, Limit};
use frontdesk_protocol::{FeedbackRequest, RobotFeedback};
use http::header::HeaderMap;

use super::body::Body;
use super::carry::{self, Carried};
use super::field;
use super::ids::Id;
use super::visitor::Visitor;
use crate::app::App;
use crate::refusal::Refusal;

pub(super) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Body(request): Body<FeedbackRequest>,
) -> Carried {
    visitor.owns(&[Id::User("from", &request.from)])?;
    let (feedback, content) = match request.feedback {
        Some(0) => (0, field::text(FEEDBACK, request.content)?),
        Some(1) => (1, field::optional_text(FEEDBACK, request.content)?),
        _ => return Err(Refusal::invalid("feedback", "is neither 0 nor 1").into()),
    };
    let request = FeedbackRequest {
        feedback: Some(feedback),
        content: Some(content).filter(|content| !content.is_empty()),
        from: visitor.user_id(),
        inter_idx: Some(field::text(INTER_IDX, request.inter_idx)?),
    };
    carry::command::<RobotFeedback>(app, visitor, &headers, request).await
}

/// The documents state no limit.
const INTER_IDX: Limit = Limit::characters("interIdx", 128);
