//! Verdicts on answers of every kind.

use frontdesk_protocol::SendResponse;

use super::super::Whole;
use super::*;

fn send(class: Class, status: u16, body: &str) -> Verdict<Whole<SendResponse>> {
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
    ] {
        let verdict = send(Class::Command, status, body);
        assert!(matches!(verdict, Verdict::BearerRefused), "{status} {body}");
    }
}

#[test]
fn no_other_status_and_no_empty_words_refuse_the_bearer() {
    let fault = r#"{"errorCode":"1","exceptionInfo":"backend timeout"}"#;
    for status in [200, 302, 400, 401, 404, 429, 500, 502, 503, 504] {
        let verdict = send(Class::Command, status, fault);
        assert!(!matches!(verdict, Verdict::BearerRefused), "{status}");
    }
    for (status, body) in [
        (403, r#"{"resultCode":"7","exceptionInfo":""}"#),
        (403, r#"{"resultCode":"7","exceptionInfo":" "}"#),
        (500, r#"{"resultCode":"1001000001"}"#),
    ] {
        let verdict = send(Class::Command, status, body);
        assert!(matches!(verdict, Verdict::Refused(_)), "{status} {body}");
    }
    let whole = send(
        Class::Command,
        200,
        r#"{"resultCode":"0","exceptionInfo":""}"#,
    );
    assert!(matches!(whole, Verdict::Answer(_)));
}

#[test]
fn a_401_concerns_the_visitors_token_before_anything_else() {
    for body in [
        "",
        r#"{"resultCode":"1001000001"}"#,
        r#"{"errorCode":"0","exceptionInfo":"auth fail!"}"#,
    ] {
        let verdict = send(Class::Command, 401, body);
        assert!(matches!(verdict, Verdict::TokenRefused(_)), "{body}");
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
