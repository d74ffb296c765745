//! `createClickToCall`: the start of a call.

use axum::Extension;
use axum::extract::State;
use frontdesk_protocol::{ClickToCallRequest, CreateClickToCall, MediaAbility};
use http::header::HeaderMap;

use super::on;
use crate::app::App;
use crate::config::ClickToCall;
use crate::refusal::{Reason, Refusal};
use crate::routes::body::Body;
use crate::routes::carry::{self, Carried};
use crate::routes::ids::{Id, web};
use crate::routes::visitor::Visitor;

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
    let request = ClickToCallRequest {
        channel: web(),
        media: Some(media),
    };
    carry::command::<CreateClickToCall>(app, visitor, &headers, request).await
}
