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

/// Answers a Bearer for the right AK and SK; the wrong ones are refused under HTTP 200.
pub(super) async fn token_by_ak_sk(
    State(app): State<App>,
    headers: HeaderMap,
    JsonBody(request): JsonBody<TokenRequest>,
) -> Response {
    let asked = headers
        .get(TOKEN_EXPIRE)
        .and_then(|value| value.to_str().ok()?.trim().parse().ok())
        .map(Duration::from_secs);
    let key = &request.app_key;
    let (given, created) = app.world(|world, now| {
        (
            world.new_bearer(key, &request.app_secret, asked, now),
            now.seconds(),
        )
    });
    let Some(given) = given else {
        return Json(SendResponse {
            code: Some(ResultCode::AuthFailed),
            description: Some("auth fail! app_key or app_secret is wrong.".to_owned()),
        })
        .into_response();
    };
    // Numbers are strings in the document's example.
    Json(json!({
        "AccessToken": given.bearer,
        "ApplyType": "Bearer",
        "CreateTime": created.to_string(),
        "Expires": given.life.as_secs().to_string(),
        "Scope": given.scope,
        "AppKey": key,
        "UserID": "Anonymous",
    }))
    .into_response()
}
