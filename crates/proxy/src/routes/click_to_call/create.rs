//! `createClickToCall`: the start of a call.

use axum::Extension;
use axum::extract::State;
use frontdesk_protocol::{
    Answer, ClickToCallRequest, ClickToCallResponse, CreateClickToCall, MediaAbility,
};
use http::header::HeaderMap;
use tokio::time::Instant;

use super::on;
use crate::app::App;
use crate::config::ClickToCall;
use crate::refusal::{Reason, Refusal};
use crate::routes::body::Body;
use crate::routes::carry::{self, Carried};
use crate::routes::command;
use crate::routes::denied::Denied;
use crate::routes::ids::{Id, web};
use crate::routes::visitor::Visitor;
use crate::session::Asked;
use crate::sync::to_the_end;
use crate::telemetry::AUDIT;

pub(in crate::routes) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Body(request): Body<ClickToCallRequest>,
) -> Carried {
    on(&app)?;
    visitor.owns(&[Id::Kind(&request.channel)])?;
    let media = match request.media {
        Some(media @ (MediaAbility::Audio | MediaAbility::Video)) => media,
        _ => return Err(Refusal::invalid("mediaAbility", "is neither 0 nor 1").into()),
    };
    if media == MediaAbility::Video && app.click_to_call() != ClickToCall::Video {
        let words = "Calls with a picture are switched off.";
        return Err(Refusal::in_words(Reason::FeatureOff, words).into());
    }
    let id = command::idempotency_key(&headers)?;
    let call = &visitor.session.call;
    let asked = call
        .begin(id.as_deref(), Instant::now())
        .map_err(Refusal::from)?;
    if asked == Asked::New
        && let Err(reached) = app.rates().click_to_call_of(&visitor.session.who)
    {
        call.end();
        return Err(Refusal::from(reached).into());
    }
    let request = ClickToCallRequest {
        channel: web(),
        media: Some(media.clone()),
    };
    // To the end, also when the caller goes: whether there is a call now must be known.
    let work = async move {
        let claims = visitor.claims.clone();
        let session = visitor.session.clone();
        let carried = carry::command::<CreateClickToCall>(app, visitor, &headers, request).await;
        if asked == Asked::New {
            let outcome = outcome(&carried);
            if outcome == REFUSED {
                session.call.end();
            }
            let media = if media == MediaAbility::Video {
                "video"
            } else {
                "audio"
            };
            let (visitor, channel) = (claims.user_id.as_str(), claims.channel.as_str());
            tracing::info!(target: AUDIT, visitor, channel, media, outcome, "click-to-call");
        }
        carried
    };
    let lost = || Err(Reason::OutcomeUnknown.into());
    to_the_end(work).await.unwrap_or_else(lost)
}

fn outcome(carried: &Carried) -> &'static str {
    match carried {
        Ok(answer) => {
            let answer = serde_json::from_str::<ClickToCallResponse>(answer.0.get());
            match answer {
                Ok(answer) if !answer.is_success() => REFUSED,
                _ => "made",
            }
        }
        Err(Denied::Here(refusal)) if refusal.reason() == Reason::OutcomeUnknown => "unknown",
        Err(_) => REFUSED,
    }
}

const REFUSED: &str = "refused";
