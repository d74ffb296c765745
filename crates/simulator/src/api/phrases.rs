//! `queryPhraseByKeyword` (seed 003 §10).

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_protocol::{PhrasesRequest, PhrasesResponse, Questions, ResultCode};

use super::locale;
use crate::server::App;
use crate::server::json::{JsonBody, exactly, mandatory};
use crate::server::refusal::Refusal;
use crate::world::Caller;

/// Phrases of the robot's script.
pub(super) async fn query_phrases(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(request): JsonBody<PhrasesRequest>,
) -> Result<Json<PhrasesResponse>, Refusal> {
    exactly(request.channel.as_ref(), "channel", "WEB")?;
    let text = mandatory(request.text.as_ref(), "strContent")?;
    locale(request.locale.as_ref())?;
    let found = app.world(|world, _| world.phrases(&caller.user, text));
    Ok(Json(match found {
        Ok(phrases) => PhrasesResponse {
            // An empty list is an answer too.
            phrases: Questions::List(phrases),
            code: Some(ResultCode::Success),
            description: Some("query phrases success.".to_owned()),
        },
        Err(outcome) => PhrasesResponse {
            phrases: Questions::None,
            code: Some(outcome.code),
            description: Some(outcome.description.to_owned()),
        },
    }))
}
