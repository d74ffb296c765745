//! What an answer of the cloud means.

use frontdesk_protocol::{Answer, ApplyTokenResponse, GatewayFault, PollEnvelope, ResultCode};
use http::StatusCode;
use http::header::{HeaderMap, HeaderValue, RETRY_AFTER};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::client::Class;
use super::fault::{Fault, UpstreamRefusal};

/// An answer that a call can have. The poll's messages stay raw, so [`Answer`] alone does not do.
pub(crate) trait Answered: DeserializeOwned {
    fn result(&self) -> Option<&ResultCode>;

    /// Whether it is an answer of this kind at all: a result, or what was asked for.
    fn is_whole(&self) -> bool;
}

impl Answered for ApplyTokenResponse {
    fn result(&self) -> Option<&ResultCode> {
        self.code()
    }

    fn is_whole(&self) -> bool {
        self.code().is_some() || self.has_payload()
    }
}

impl Answered for PollEnvelope<Box<RawValue>> {
    fn result(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }

    // An empty list of messages is a payload, and looks like none.
    fn is_whole(&self) -> bool {
        true
    }
}

/// What to do about an answer.
#[derive(Debug)]
pub(super) enum Verdict<A> {
    /// Hand it down.
    Answer(A),
    /// Another Bearer, and once more: the gateway refused before it did anything.
    BearerRefused,
    /// Another token of the visitor, and once more.
    TokenRefused(UpstreamRefusal),
    /// Hand it down as it is.
    Refused(UpstreamRefusal),
    /// There is nothing to hand down.
    Fault(Fault),
}

/// Judges an answer. HTTP status outranks codes in bodies.
pub(super) fn judge<A: Answered>(
    class: Class,
    status: StatusCode,
    headers: &HeaderMap,
    body: &str,
) -> Verdict<A> {
    let answer = serde_json::from_str::<A>(body).ok();
    let code = answer.as_ref().and_then(Answered::result);
    let refusal = |status, retry_after: Option<HeaderValue>| UpstreamRefusal {
        status,
        body: body.to_owned().into(),
        retry_after,
    };

    // The visitor's token, whatever else the body says.
    if status == StatusCode::UNAUTHORIZED {
        return match answer {
            Some(_) => Verdict::TokenRefused(refusal(status, None)),
            None => Verdict::TokenRefused(UpstreamRefusal {
                body: NO_BODY.into(),
                ..refusal(status, None)
            }),
        };
    }
    // Under a 5xx the same words prove nothing: a server behind the gateway may have done the work.
    let by_code = code == Some(&ResultCode::AuthFailed) && !status.is_server_error();
    if by_code || (status == StatusCode::FORBIDDEN && is_gateway_fault(body)) {
        return Verdict::BearerRefused;
    }
    if status == StatusCode::TOO_MANY_REQUESTS || code == Some(&ResultCode::FlowControl) {
        let later = headers.get(RETRY_AFTER).filter(|later| is_seconds(later));
        let later = later.cloned();
        let later = later.unwrap_or(HeaderValue::from_static(FLOW_CONTROL_SECONDS));
        return match answer {
            Some(_) => Verdict::Refused(refusal(StatusCode::TOO_MANY_REQUESTS, Some(later))),
            None => Verdict::Fault(Fault::Down),
        };
    }
    if status.is_success() {
        return match answer {
            Some(answer) if answer.is_whole() => Verdict::Answer(answer),
            // It was taken, and what became of it cannot be read.
            _ if class == Class::Command => Verdict::Fault(Fault::OutcomeUnknown),
            _ => Verdict::Fault(Fault::Garbage),
        };
    }
    if status.is_server_error() {
        return match answer {
            Some(answer) if answer.result().is_some() => Verdict::Refused(refusal(status, None)),
            // A gateway that speaks for a server behind it does not know what that one did.
            _ if class == Class::Command && status != StatusCode::SERVICE_UNAVAILABLE => {
                Verdict::Fault(Fault::OutcomeUnknown)
            }
            _ => Verdict::Fault(Fault::Down),
        };
    }
    match answer {
        Some(_) if status.is_client_error() => Verdict::Refused(refusal(status, None)),
        _ => Verdict::Fault(Fault::Garbage),
    }
}

/// Whether the API gateway itself speaks, which under 403 refuses the Bearer. An empty text is none:
/// some answers carry the field always.
fn is_gateway_fault(body: &str) -> bool {
    serde_json::from_str::<GatewayFault>(body)
        .ok()
        .and_then(|fault| fault.info)
        .is_some_and(|info| !info.trim().is_empty())
}

/// A header goes down as it came, so it must be what it is for and no more: a number.
fn is_seconds(later: &HeaderValue) -> bool {
    let digits = later.as_bytes();
    (1..=MOST_DIGITS).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit)
}

const FLOW_CONTROL_SECONDS: &str = "1";
/// More than a day.
const MOST_DIGITS: usize = 5;

/// Where a refusal has no body in JSON.
const NO_BODY: &str = "{}";

#[cfg(test)]
mod tests;
