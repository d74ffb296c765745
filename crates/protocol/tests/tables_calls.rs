//! The tables of calls: from the browser (seed 003 §11 to §14) and an operator's (§16).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use frontdesk_protocol::limits::{self, ComposeError};
use frontdesk_protocol::{
    Answer, CallEvents, CallState, CheckCalls, CreateCall, CreateClickToCall, DropClickToCall,
    MediaAbility, OfChannel, ResultCode,
};
use serde_json::json;
use support::{answer, request, rows_of};

#[test]
fn a_call_is_asked_for_with_or_without_picture() {
    for (word, media) in [("0", MediaAbility::Audio), ("1", MediaAbility::Video)] {
        let object = json!({"channel": "WEB", "mediaAbility": word});
        let request = request::<CreateClickToCall>("003", "table 11-2", &object);
        assert_eq!(request.channel.as_deref(), Some("WEB"));
        assert_eq!(request.media, Some(media));
    }
}

#[test]
fn a_call_is_answered_with_a_result() {
    let object = json!({"resultCode": "7", "resultDesc": "not supported"});
    let answer = answer::<CreateClickToCall>("003", "table 11-3", &object);
    assert_eq!(answer.code().map(ResultCode::as_str), Some("7"));
    assert_eq!(answer.description.as_deref(), Some("not supported"));
}

#[test]
fn events_and_support_are_asked_for_a_channel() {
    let request = OfChannel {
        channel: Some("WEB".to_owned()),
    };
    assert_eq!(request.pairs(), [("channel", "WEB")]);
    for table in ["table 12-1", "table 13-1"] {
        let names: Vec<_> = rows_of("003", table)
            .into_iter()
            .map(|row| row.field)
            .collect();
        assert_eq!(names, ["channel"]);
    }
}

#[test]
fn an_event_has_what_is_needed_to_join_or_why_it_failed() {
    let object = json!({
        "resultCode": "0", "resultDesc": "Call connected", "eventId": "168101",
        "content": {
            "causeDesc": "none", "causeId": "0", "accessCode": "179080000537636",
            "domain": "sip.example.com", "gwAddresses": ["gw1.example.com", "gw2.example.com"],
            "clickToCallCaller": "AnonymousCard",
        },
    });
    let event = answer::<CallEvents>("003", "table 12-3", &object);
    assert_eq!(event.code(), Some(&ResultCode::Success));
    assert_eq!(event.description.as_deref(), Some("Call connected"));
    assert_eq!(event.event_id.as_deref(), Some("168101"));
    assert_eq!(event.state(), CallState::Connected);
    let content = event.content.unwrap();
    assert_eq!(content.cause.as_deref(), Some("none"));
    assert_eq!(content.cause_id.as_deref(), Some("0"));
    assert_eq!(content.access_code.as_deref(), Some("179080000537636"));
    assert_eq!(content.domain.as_deref(), Some("sip.example.com"));
    assert_eq!(content.gateways, ["gw1.example.com", "gw2.example.com"]);
    assert_eq!(content.caller.as_deref(), Some("AnonymousCard"));
}

#[test]
fn support_is_two_flags_with_a_result() {
    let object = json!({
        "webRTCSupported": true, "clickToCallSupported": false, "resultCode": "0",
        "resultDesc": "done",
    });
    let support = answer::<CheckCalls>("003", "table 13-3", &object);
    assert_eq!(
        (support.web_rtc, support.click_to_call),
        (Some(true), Some(false))
    );
    assert_eq!(support.code(), Some(&ResultCode::Success));
    assert_eq!(support.description.as_deref(), Some("done"));
    assert!(!support.is_possible());
}

#[test]
fn a_call_is_dropped_by_its_channel_and_answered_with_a_result() {
    let object = json!({"channel": "WEB"});
    let request = request::<DropClickToCall>("003", "table 14-2", &object);
    assert_eq!(request.channel.as_deref(), Some("WEB"));
    let object = json!({"resultCode": "0", "resultDesc": "dropped"});
    let answer = answer::<DropClickToCall>("003", "table 14-3", &object);
    assert_eq!(answer.code(), Some(&ResultCode::Success));
    assert_eq!(answer.description.as_deref(), Some("dropped"));
}

#[test]
fn an_operators_call_names_two_numbers_and_data() {
    let object = json!({"called": "88884432", "callData": "1", "callerPresent": "95599"});
    let request = request::<CreateCall>("003", "table 16-2", &object);
    assert_eq!(request.called.as_deref(), Some("88884432"));
    assert_eq!(request.call_data.as_deref(), Some("1"));
    assert_eq!(request.caller_present.as_deref(), Some("95599"));
}

#[test]
fn what_an_operators_call_holds_is_limited() {
    for (limit, most) in [
        (limits::CALLED, 32),
        (limits::CALL_DATA, 1024),
        (limits::CALLER_PRESENT, 32),
        (limits::CALL_SERIAL, 50),
    ] {
        assert!(limit.check(&"é".repeat(most)).is_ok(), "{}", limit.field);
        let taken = most + 1;
        assert_eq!(
            limit.check(&"é".repeat(taken)),
            Err(ComposeError::TooLong { limit, taken })
        );
    }
}

#[test]
fn an_operators_call_is_answered_with_the_way_into_it() {
    let object = json!({
        "resultCode": "0", "resultDesc": "Success",
        "resultData": {
            "callSerialNo": "serial-1", "sipServiceAddress": "10.137.203.215:5063",
            "accesscode": "179080024609291",
        },
    });
    let answer = answer::<CreateCall>("003", "table 16-3", &object);
    assert_eq!(answer.code(), Some(&ResultCode::Success));
    assert_eq!(answer.description.as_deref(), Some("Success"));
    let data = answer.data.unwrap();
    assert_eq!(data.call_serial.as_deref(), Some("serial-1"));
    assert_eq!(data.sip_address.as_deref(), Some("10.137.203.215:5063"));
    assert_eq!(data.access_code.as_deref(), Some("179080024609291"));
}

#[test]
fn every_code_of_an_operators_call_has_a_meaning() {
    for code in [
        "0",
        "30010000001",
        "30010000002",
        "30010000003",
        "30010010001",
        "30010010002",
        "30010010003",
        "30010019999",
        "30011010001",
        "30011019999",
        "30010009999",
    ] {
        let read = ResultCode::from(code);
        assert_eq!(read.as_str(), code);
        assert!(read.meaning().is_some(), "{code}");
    }
}
