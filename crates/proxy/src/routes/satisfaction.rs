//! `saveSatisfaction`: the visitor's rating.

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_protocol::limits::COMMENT_CHARS;
use frontdesk_protocol::{Evaluation, SatisfactionRequest, SaveSatisfaction};
use http::header::HeaderMap;
use serde_json::value::RawValue;

use super::body::Body;
use super::command::Command;
use super::denied::Denied;
use super::visitor::{Visitor, refuse_other};
use crate::app::App;
use crate::refusal::{Reason, Refusal};
use crate::upstream::CHANNEL;

pub(super) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Body(request): Body<SatisfactionRequest>,
) -> Result<Json<Box<RawValue>>, Denied> {
    visitor.refuse_other_user("userId", request.user_id.as_deref())?;
    visitor.refuse_other_channel("channelConfigId", request.channel_config_id.as_deref())?;
    refuse_other(
        Reason::Channel,
        "channel",
        request.channel.as_deref(),
        CHANNEL,
    )?;
    let evaluation = request.evaluation.as_deref().and_then(Evaluation::parse);
    let Some(evaluation) = evaluation else {
        return Err(Refusal::invalid("evaluation", "is none of 1 to 5").into());
    };
    let comment = request.comment.unwrap_or_default();
    if comment.chars().count() >= COMMENT_CHARS {
        let what = format!("is not shorter than {COMMENT_CHARS} characters");
        return Err(Refusal::invalid("comment", what).into());
    }
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
        channel: Some(CHANNEL.to_owned()),
        user_id: Some(visitor.claims.user_id.as_str().to_owned()),
        evaluation: Some(evaluation.stars().to_string()),
        comment: Some(comment),
        channel_config_id: Some(visitor.claims.channel.clone()),
        recommendation,
        first_contact,
    };
    let command = Command::new("saveSatisfaction", None, &request, &headers)?;
    let caller = visitor.clone();
    let work = async move {
        app.upstream()
            .command::<SaveSatisfaction>(&visitor.on_behalf(), &request)
            .await
    };
    Ok(Json(command.carry(&caller, work).await?))
}
