//! A request's body, read as the protocol reads it.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use serde::de::DeserializeOwned;

use super::refusal::Refusal;

/// A JSON object, under `Content-Type: application/json` and nothing else.
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        if !is_json(request.headers()) {
            return Err(Refusal::Request(
                "Content-Type must be application/json.".to_owned(),
            ));
        }
        let bytes =
            Bytes::from_request(request, state)
                .await
                .map_err(|rejection| match rejection.into_response().status() {
                    StatusCode::PAYLOAD_TOO_LARGE => Refusal::TooLarge,
                    _ => Refusal::Request("the body could not be read.".to_owned()),
                })?;
        let body = serde_json::from_slice(&bytes)
            .map_err(|error| Refusal::Request(format!("the body is not as described: {error}")))?;
        Ok(Self(body))
    }
}

/// Whether the body claims to be JSON.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// A mandatory field's value; an empty one is missing.
pub(crate) fn mandatory<'a, T>(field: Option<&'a T>, name: &'static str) -> Result<&'a str, Refusal>
where
    T: AsRef<str> + ?Sized,
{
    let value = filled(field.map(AsRef::as_ref));
    value.ok_or_else(|| Refusal::Request(format!("{name} is mandatory.")))
}

/// What is there and not empty; white space is nothing.
pub(crate) fn filled<T: AsRef<str>>(field: Option<T>) -> Option<T> {
    field.filter(|value| !value.as_ref().trim().is_empty())
}

/// A field that must have one value, such as the channel.
pub(crate) fn exactly<T>(field: Option<&T>, name: &'static str, value: &str) -> Result<(), Refusal>
where
    T: AsRef<str> + ?Sized,
{
    if mandatory(field, name)? == value {
        return Ok(());
    }
    Err(Refusal::Request(format!("{name} must be {value}.")))
}

/// JSON that stands inside a string.
pub(crate) fn inside(text: &str) -> Option<frontdesk_protocol::Json> {
    serde_json::from_str(text).ok()
}
