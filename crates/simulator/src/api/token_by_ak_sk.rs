//! `tokenByAkSk` (seed 003 §2).

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use frontdesk_protocol::headers::TOKEN_EXPIRE;
use frontdesk_protocol::{ResultCode, SendResponse, TokenRequest};
use serde_json::json;

use crate::server::App;
use crate::server::json::JsonBody;
use crate::server::refusal::Refusal;

/// Answers a Bearer for the right AK and SK; the wrong ones are refused under HTTP 200.
pub(super) async fn token_by_ak_sk(
    State(app): State<App>,
    headers: HeaderMap,
    JsonBody(request): JsonBody<TokenRequest>,
) -> Result<Response, Refusal> {
    let asked = life(&headers)?;
    let key = &request.app_key;
    let (given, created) = app.world(|world, now| {
        (
            world.new_bearer(key, &request.app_secret, asked, now),
            now.seconds(),
        )
    });
    let Some(given) = given else {
        let refused = SendResponse {
            code: Some(ResultCode::AuthFailed),
            description: Some("auth fail! app_key or app_secret is wrong.".to_owned()),
        };
        return Ok(Json(refused).into_response());
    };
    // Numbers are strings in the document's example.
    Ok(Json(json!({
        "AccessToken": given.bearer,
        "ApplyType": "Bearer",
        "CreateTime": created.to_string(),
        "Expires": given.life.as_secs().to_string(),
        "Scope": given.scope,
        "AppKey": key,
        "UserID": "Anonymous",
    }))
    .into_response())
}

/// The life that is asked for. The table calls the header mandatory, and real clouds do without.
fn life(headers: &HeaderMap) -> Result<Option<Duration>, Refusal> {
    let Some(value) = headers.get(TOKEN_EXPIRE) else {
        return Ok(None);
    };
    let seconds = value
        .to_str()
        .ok()
        .and_then(|value| value.trim().parse().ok());
    match seconds {
        Some(seconds @ 1..) => Ok(Some(Duration::from_secs(seconds))),
        _ => Err(Refusal::Request(
            "X-Token-Expire must be a number of seconds.".to_owned(),
        )),
    }
}
