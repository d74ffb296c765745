//! What an answer of the cloud means.

use frontdesk_protocol::{
    Answer, ApplyTokenResponse, GatewayFault, PollEnvelope, QueueInfo, ResultCode,
    SatisfactionResponse, SendResponse,
};
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

macro_rules! answered {
    ($($type:ty),*) => {$(
        impl Answered for $type {
            fn result(&self) -> Option<&ResultCode> {
                self.code()
            }

            fn is_whole(&self) -> bool {
                self.code().is_some() || self.has_payload()
            }
        }
    )*};
}

answered!(
    ApplyTokenResponse,
    SendResponse,
    QueueInfo,
    SatisfactionResponse
);

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

    if code == Some(&ResultCode::AuthFailed) || (code.is_none() && is_gateway_fault(body)) {
        return Verdict::BearerRefused;
    }
    if status == StatusCode::UNAUTHORIZED {
        return match answer {
            Some(_) => Verdict::TokenRefused(refusal(status, None)),
            None => Verdict::TokenRefused(UpstreamRefusal {
                body: NO_BODY.into(),
                ..refusal(status, None)
            }),
        };
    }
    if status == StatusCode::TOO_MANY_REQUESTS || code == Some(&ResultCode::FlowControl) {
        let later = headers.get(RETRY_AFTER).cloned();
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

/// The API gateway's own refusal of a Bearer; it stands under 403, and has been seen elsewhere.
fn is_gateway_fault(body: &str) -> bool {
    serde_json::from_str::<GatewayFault>(body).is_ok_and(|fault| fault.info.is_some())
}

const FLOW_CONTROL_SECONDS: &str = "1";

/// Where a refusal has no body in JSON.
const NO_BODY: &str = "{}";

#[cfg(test)]
mod tests {
    use super::*;

    fn send(class: Class, status: u16, body: &str) -> Verdict<SendResponse> {
        judge(
            class,
            StatusCode::from_u16(status).unwrap(),
            &HeaderMap::new(),
            body,
        )
    }

    #[test]
    fn refusals_of_the_bearer_are_known_in_all_their_forms() {
        for (status, body) in [
            (
                403,
                r#"{"errorCode":"0","exceptionInfo":"auth fail! expired token info."}"#,
            ),
            (200, r#"{"resultCode":"1001000001"}"#),
            (200, r#"{"retcode":10010000001}"#),
            (500, r#"{"resultCode":"1001000001"}"#),
        ] {
            let verdict = send(Class::Command, status, body);
            assert!(matches!(verdict, Verdict::BearerRefused), "{status} {body}");
        }
    }

    #[test]
    fn what_the_cloud_refuses_keeps_its_body() {
        for (status, body) in [
            (400, r#"{"strange":1}"#),
            (403, r#"{"resultCode":"7"}"#),
            (404, r#"{"resultDesc":"no such path"}"#),
            (500, r#"{"resultCode":"13","resultDesc":"failed"}"#),
            (503, r#"{"returnCode":13}"#),
        ] {
            match send(Class::Command, status, body) {
                Verdict::Refused(refusal) => {
                    assert_eq!(
                        (refusal.status.as_u16(), &refusal.body[..]),
                        (status, body.as_bytes())
                    );
                }
                other => panic!("{status} {body}: {other:?}"),
            }
        }
    }

    #[test]
    fn flow_control_becomes_a_429_that_says_when() {
        for (status, body) in [
            (200, r#"{"resultCode":"1001000002"}"#),
            (429, r#"{"resultCode":"1"}"#),
        ] {
            match send(Class::Query, status, body) {
                Verdict::Refused(refusal) => {
                    assert_eq!(refusal.status, StatusCode::TOO_MANY_REQUESTS);
                    assert!(refusal.retry_after.is_some());
                }
                other => panic!("{status} {body}: {other:?}"),
            }
        }
        assert!(matches!(
            send(Class::Query, 429, "slow down"),
            Verdict::Fault(Fault::Down)
        ));
    }

    #[test]
    fn garbage_after_a_command_leaves_its_outcome_unknown() {
        for (status, body, command, query) in [
            (200, "<html>", Fault::OutcomeUnknown, Fault::Garbage),
            (200, "{}", Fault::OutcomeUnknown, Fault::Garbage),
            (200, "", Fault::OutcomeUnknown, Fault::Garbage),
            (302, "", Fault::Garbage, Fault::Garbage),
            (404, "<html>", Fault::Garbage, Fault::Garbage),
            (502, "<html>", Fault::OutcomeUnknown, Fault::Down),
            (503, "", Fault::Down, Fault::Down),
        ] {
            for (class, expected) in [(Class::Command, command), (Class::Query, query)] {
                match send(class, status, body) {
                    Verdict::Fault(fault) => {
                        assert_eq!(fault, expected, "{class:?} {status} {body}");
                    }
                    other => panic!("{class:?} {status} {body}: {other:?}"),
                }
            }
        }
    }
}
