//! A request's body: JSON, within its limit, in time.

use std::time::Duration;

use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::table::BodySize;
use crate::app::App;
use crate::refusal::{Reason, Refusal};

/// A decoded body. Decoding is lenient, as [`frontdesk_protocol`] has it; what a field may hold is
/// the route's to check.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let (limit, time) = match request.extensions().get() {
            Some(BodySize::Upload) => (app.limits().upload_body_bytes(), UPLOAD_TIME),
            _ => (u64::from(app.limits().body_bytes), BODY_TIME),
        };
        if !is_json(request.headers()) || is_encoded(request.headers()) {
            return Err(Reason::ContentType.into());
        }
        let body = read(request, limit, time).await?;
        parse(&body).map(Self)
    }
}

/// The whole body, of so many bytes at most, within this time.
pub(super) async fn read(request: Request, limit: u64, time: Duration) -> Result<Bytes, Refusal> {
    let too_large = || {
        Refusal::in_words(
            Reason::TooLarge,
            format!("The body is longer than {limit} bytes."),
        )
    };
    if stated_length(request.headers()).is_some_and(|length| length > limit) {
        return Err(too_large());
    }
    let size = usize::try_from(limit).unwrap_or(usize::MAX);
    let body = Limited::new(request.into_body(), size).collect();
    match timeout(time, body).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large()),
        Ok(Err(_)) => Err(Refusal::invalid("The body", "broke off")),
        Err(_) => Err(Refusal::invalid("The body", "did not come in time")),
    }
}

/// The JSON of a body. serde's own words may quote what was written: the place alone is told.
pub(super) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let what = format!("is not understood at line {line}, column {column}");
        Refusal::invalid("The body", what)
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

/// Nothing is unpacked: a few bytes could be many.
fn is_encoded(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_ENCODING)
        .is_some_and(|encoding| encoding != "identity")
}

fn stated_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// What a body may take to come.
pub(super) const BODY_TIME: Duration = Duration::from_secs(10);

/// A file comes over a slow line too.
const UPLOAD_TIME: Duration = Duration::from_secs(60);
