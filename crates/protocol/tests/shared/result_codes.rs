//! The result of a call: its names, its types, and what it means when it is missing.

use frontdesk_protocol::agent_gateway::SendMessageResponse;
use frontdesk_protocol::push::PushResponse;
use frontdesk_protocol::{
    Answer, ApplyTokenResponse, CallEvent, CallSupport, ClickToCallResponse, CreateCallResponse,
    DownloadResponse, FeedbackResponse, HistoryResponse, Json, LeaveMessageResponse,
    PhrasesResponse, PollEnvelope, PollResponse, QueueInfo, ResultCode, SatisfactionResponse,
    SendResponse, SurveyModeResponse, TokenResponse, UploadResponse,
};

use super::read;
use crate::format::test;

const NAMES: [&str; 4] = ["resultCode", "returnCode", "retCode", "retcode"];

/// Runs a check for every kind of answer.
macro_rules! of_every_answer {
    ($check:ident) => {
        $check::<ApplyTokenResponse>();
        $check::<CallEvent>();
        $check::<CallSupport>();
        $check::<ClickToCallResponse>();
        $check::<CreateCallResponse>();
        $check::<DownloadResponse>();
        $check::<FeedbackResponse>();
        $check::<HistoryResponse>();
        $check::<LeaveMessageResponse>();
        $check::<PhrasesResponse>();
        $check::<PollResponse>();
        $check::<PushResponse>();
        $check::<QueueInfo>();
        $check::<SatisfactionResponse>();
        $check::<SendMessageResponse>();
        $check::<SendResponse>();
        $check::<SurveyModeResponse>();
        $check::<TokenResponse>();
        $check::<UploadResponse>();
    };
}

#[test]
fn a_result_code_has_four_names_and_two_types_in_every_answer() {
    fn check<A: Answer + serde::de::DeserializeOwned>() {
        for name in NAMES {
            for code in ["0", "\"0\"", "\" 0 \"", "0.0"] {
                let answer: A = read(&format!(r#"{{"{name}": {code}}}"#));
                assert_eq!(answer.code(), Some(&ResultCode::Success), "{name}: {code}");
                assert!(answer.is_success());
            }
            let answer: A = read(&format!(r#"{{"{name}": 12}}"#));
            assert!(!answer.is_success(), "{name}");
        }
    }
    of_every_answer!(check);
}

#[test]
fn an_answer_without_a_code_and_without_a_payload_is_no_success() {
    fn check<A: Answer + serde::de::DeserializeOwned>() {
        for json in [
            "{}",
            r#"{"resultCode": null}"#,
            r#"{"resultCode": " ", "returnCode": ""}"#,
            r#"{"resultCode": {"code": "0"}, "resultDesc": "success"}"#,
        ] {
            let answer: A = read(json);
            assert_eq!(answer.code(), None, "{json}");
            assert!(!answer.is_success(), "{json}");
        }
    }
    of_every_answer!(check);
}

#[test]
fn an_answer_without_a_code_is_a_success_where_its_payload_is_there() {
    fn check<A: Answer + serde::de::DeserializeOwned>(payload: &str) {
        assert!(read::<A>(payload).is_success(), "{payload}");
        let refused = payload.replacen('{', r#"{"retcode": 1, "#, 1);
        assert!(!read::<A>(&refused).is_success(), "{refused}");
    }
    check::<ApplyTokenResponse>(r#"{"token": "t"}"#);
    check::<CallEvent>(r#"{"eventId": 168101}"#);
    check::<CallEvent>(r#"{"content": {"causeId": "1"}}"#);
    check::<CallSupport>(r#"{"webRTCSupported": "false"}"#);
    check::<CreateCallResponse>(r#"{"resultData": {}}"#);
    check::<DownloadResponse>(r#"{"fileStream": "AAAA"}"#);
    check::<DownloadResponse>(r#"{"fileUrl": "https://files.example.com/1"}"#);
    check::<HistoryResponse>(r#"{"messageList": [{}]}"#);
    check::<PhrasesResponse>(r#"{"question": "How much?"}"#);
    check::<PollResponse>(r#"{"downlinkMessages": [{}]}"#);
    check::<PollResponse>(r#"{"cursor": "a-1"}"#);
    check::<QueueInfo>(r#"{"position": "2"}"#);
    for number in [
        "totalWaitTime",
        "currentDeviceWaitTime",
        "configMaxcWaitTime",
        "longestWaitTime",
        "estimateWaitTime",
    ] {
        check::<QueueInfo>(&format!(r#"{{"{number}": 0}}"#));
    }
    check::<SurveyModeResponse>(r#"{"satisfactionSurvey": {"surveyType": "NO"}}"#);
    check::<TokenResponse>(r#"{"AccessToken": "b"}"#);
    check::<UploadResponse>(r#"{"objectKey": "k"}"#);
    for empty in [
        r#"{"token": "\"\""}"#,
        r#"{"token": ""}"#,
        r#"{"AccessToken": ""}"#,
    ] {
        assert!(!read::<ApplyTokenResponse>(empty).is_success(), "{empty}");
        assert!(!read::<TokenResponse>(empty).is_success(), "{empty}");
    }
    let empty = r#"{"objectKey": "", "fileStream": "", "fileUrl": ""}"#;
    assert!(!read::<UploadResponse>(empty).is_success());
    assert!(!read::<DownloadResponse>(empty).is_success());
}

#[test]
fn of_several_spellings_the_first_that_holds_something_wins() {
    let json = r#"{"resultCode": null, "returnCode": "", "retCode": "12", "retcode": "0"}"#;
    assert_eq!(
        read::<SendResponse>(json).code(),
        Some(&ResultCode::NotWorkingTime)
    );
    assert_eq!(
        read::<PollEnvelope<Json>>(json).code,
        Some(ResultCode::NotWorkingTime)
    );
}

#[test]
fn a_code_is_the_same_in_its_long_form_and_an_unknown_one_is_kept() {
    for (json, code) in [
        (r#"{"resultCode": 10010000001}"#, ResultCode::AuthFailed),
        (r#"{"resultCode": "1001000001"}"#, ResultCode::AuthFailed),
        (r#"{"resultCode": "10010000002"}"#, ResultCode::FlowControl),
        (r#"{"resultCode": 1001000002}"#, ResultCode::FlowControl),
        (
            r#"{"resultCode": 160099}"#,
            ResultCode::Other("160099".to_owned()),
        ),
        (
            r#"{"resultCode": "-1"}"#,
            ResultCode::Other("-1".to_owned()),
        ),
    ] {
        assert_eq!(read::<SendResponse>(json).code(), Some(&code), "{json}");
    }
}

#[test]
fn a_description_has_two_names_and_may_be_missing() {
    for (json, description) in [
        (r#"{"resultDesc": "done"}"#, Some("done")),
        (r#"{"message": "done"}"#, Some("done")),
        (r#"{"resultDesc": null, "message": "done"}"#, Some("done")),
        (r#"{"resultDesc": ""}"#, Some("")),
        (r#"{"resultDesc": null}"#, None),
        ("{}", None),
    ] {
        assert_eq!(
            read::<SendResponse>(json).description.as_deref(),
            description,
            "{json}"
        );
        assert_eq!(
            read::<PollEnvelope<Json>>(json).description.as_deref(),
            description,
            "{json}"
        );
        assert_eq!(
            read::<SendMessageResponse>(json).message.as_deref(),
            description,
            "{json}"
        );
    }
}

#[test]
fn an_envelope_says_of_itself_what_the_whole_answer_says() {
    for json in [
        "{}",
        r#"{"returnCode": 0}"#,
        r#"{"retcode": "5", "downlinkMessages": [{}]}"#,
        r#"{"downlinkMessages": [{}]}"#,
        r#"{"downlinkMessages": {"content": "a"}}"#,
        r#"{"downlinkMessages": ""}"#,
        r#"{"downlinkMessages": null}"#,
        r#"{"cursor": "a-1", "reset": "true", "resultDesc": 7}"#,
    ] {
        let envelope: PollEnvelope<Json> = read(json);
        let answer: PollResponse = read(json);
        assert_eq!(envelope.is_success(), answer.is_success(), "{json}");
        assert_eq!(envelope.messages.len(), answer.messages.len(), "{json}");
        assert_eq!(
            (
                envelope.code,
                envelope.description,
                envelope.cursor,
                envelope.reset
            ),
            (answer.code, answer.description, answer.cursor, answer.reset),
            "{json}"
        );
    }
}
