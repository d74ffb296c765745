//! `saveSatisfaction`: the visitor's rating.

use axum::Extension;
use axum::extract::State;
use frontdesk_protocol::limits::COMMENT;
use frontdesk_protocol::{Evaluation, SatisfactionRequest, SaveSatisfaction};
use http::header::HeaderMap;

use super::body::Body;
use super::carry::{self, Carried};
use super::field;
use super::ids::{Id, web};
use super::visitor::Visitor;
use crate::app::App;
use crate::refusal::Refusal;

pub(super) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Body(request): Body<SatisfactionRequest>,
) -> Carried {
    visitor.owns(&[
        Id::User("userId", &request.user_id),
        Id::Channel("channelConfigId", &request.channel_config_id),
        Id::Kind(&request.channel),
    ])?;
    let evaluation = request.evaluation.as_deref().and_then(Evaluation::parse);
    let Some(evaluation) = evaluation else {
        return Err(Refusal::invalid("evaluation", "is none of 1 to 5").into());
    };
    let comment = field::optional_text(COMMENT, request.comment)?;
    let recommendation = request.recommendation;
    let is_score = |score: &String| score.parse().is_ok_and(|score: u8| score <= 10);
    if recommendation
        .as_ref()
        .is_some_and(|score| !is_score(score))
    {
        return Err(Refusal::invalid("npsScore", "is none of 0 to 10").into());
    }
    let first_contact = request.first_contact;
    if first_contact.is_some_and(|value| !(1..=2).contains(&value)) {
        return Err(Refusal::invalid("fcrValue", "is neither 1 nor 2").into());
    }

    let request = SatisfactionRequest {
        channel: web(),
        user_id: visitor.user_id(),
        evaluation: Some(evaluation.stars().to_string()),
        comment: Some(comment),
        channel_config_id: visitor.channel_id(),
        recommendation,
        first_contact,
    };
    carry::command::<SaveSatisfaction>(app, visitor, &headers, request).await
}
