//! What the proxy itself refuses: one table, and how a refusal looks as an answer.
//!
//! What the cloud refuses is another type (`upstream::UpstreamRefusal`) and never passes through here.

mod reason;

use axum::Json;
use axum::response::{IntoResponse, Response};
use frontdesk_protocol::headers;
use frontdesk_protocol::limits::ComposeError;
use http::header::{HeaderName, HeaderValue, RETRY_AFTER};
use serde_json::json;

pub use reason::{Reason, Repeat};

use crate::rates::Reached;

/// An answer that refuses.
///
/// `resultCode` is `frontdesk-` and the reason, which no code of the cloud can be: those are digits,
/// some with letters in front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    reason: Reason,
    words: Option<String>,
    /// Seconds after which it may be sent again, where that is not the reason's own to say.
    after: Option<u32>,
}

impl Refusal {
    /// A field that is wrong, and how: `"content"`, `"is longer than 1000 bytes"`.
    pub fn invalid(field: &str, what: impl std::fmt::Display) -> Self {
        Self {
            reason: Reason::Invalid,
            words: Some(format!("{field} {what}.")),
            after: None,
        }
    }

    /// A field that names somebody or something else than the seal does.
    pub fn foreign(reason: Reason, field: &str) -> Self {
        Self {
            reason,
            words: Some(format!("{field} is not this visitor's.")),
            after: None,
        }
    }

    /// A refusal in words of its own.
    pub fn in_words(reason: Reason, words: impl Into<String>) -> Self {
        Self {
            reason,
            words: Some(words.into()),
            after: None,
        }
    }

    /// It may be sent again after so many seconds.
    pub(crate) fn after(self, seconds: u32) -> Self {
        let after = Some(seconds);
        Self { after, ..self }
    }

    /// Why.
    pub fn reason(&self) -> Reason {
        self.reason
    }
}

impl From<Reason> for Refusal {
    fn from(reason: Reason) -> Self {
        Self {
            reason,
            words: None,
            after: None,
        }
    }
}

impl From<ComposeError> for Refusal {
    fn from(error: ComposeError) -> Self {
        Self::in_words(Reason::Invalid, format!("{error}."))
    }
}

impl From<Reached> for Refusal {
    fn from(Reached { what, after }: Reached) -> Self {
        // Rounded up: whoever comes back then is let in.
        let seconds = after.as_millis().div_ceil(1000).max(1);
        Self {
            after: Some(u32::try_from(seconds).unwrap_or(u32::MAX)),
            ..Self::in_words(Reason::Limit, what)
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self {
            reason,
            words,
            after,
        } = self;
        let body = json!({
            "resultCode": format!("frontdesk-{}", reason.as_str()),
            "resultDesc": words.as_deref().unwrap_or(reason.words()),
        });
        let refused = HeaderValue::from_static(reason.as_str());
        let mut response = (reason.status(), [(REFUSED, refused)], Json(body)).into_response();
        if let Repeat::After(seconds) = reason.repeat() {
            let seconds = after.unwrap_or(seconds);
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// `frontdesk-refused` as a header's name.
pub(crate) const REFUSED: HeaderName = HeaderName::from_static(headers::REFUSED);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_503_and_429_says_when_to_come_back() {
        for reason in Reason::ALL {
            let response = Refusal::from(reason).into_response();
            let late = matches!(response.status().as_u16(), 429 | 503);
            assert_eq!(
                response.headers().contains_key(RETRY_AFTER),
                late,
                "{reason:?}"
            );
            assert_eq!(response.headers()[REFUSED], reason.as_str());
        }
    }
}
