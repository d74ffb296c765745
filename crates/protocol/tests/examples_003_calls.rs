//! The examples of seed 003 §11 to §17: calls, a message to leave, feedback on the robot.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use frontdesk_protocol::{
    Answer, CallEvent, CallState, CallSupport, ClickToCallRequest, ClickToCallResponse,
    CreateCallRequest, CreateCallResponse, FeedbackRequest, FeedbackResponse, LeaveMessageRequest,
    LeaveMessageResponse, MediaAbility, OfChannel, ResultCode,
};
use support::read;

#[test]
fn a_call_is_asked_for_without_picture() {
    let request: ClickToCallRequest = read("seed003-11.1-create-request");
    assert_eq!(request.channel.as_deref(), Some("WEB"));
    assert_eq!(request.media, Some(MediaAbility::Audio));
    let answer: ClickToCallResponse = read("seed003-11.1-create-response");
    assert_eq!(
        (answer.code(), &answer.description),
        (Some(&ResultCode::Success), &None)
    );
}

#[test]
fn a_call_is_connected_by_an_event_whose_id_is_a_number() {
    let event: CallEvent = read("seed003-12.1-events-response");
    assert!(event.is_success());
    assert_eq!(event.event_id.as_deref(), Some("168101"));
    assert_eq!(event.description.as_deref(), Some("Call connected"));
    assert_eq!(event.state(), CallState::Connected);
    let content = event.content.unwrap();
    assert_eq!(content.domain.as_deref(), Some("xxx"));
    assert_eq!(content.gateways, ["xx1", "xx2"]);
    assert_eq!(content.access_code.as_deref(), Some("179080000537636"));
    assert_eq!(content.caller.as_deref(), Some("AnonymousCard"));
    assert_eq!((content.cause, content.cause_id), (None, None));
}

#[test]
fn calls_are_supported_by_browser_and_channel() {
    let support: CallSupport = read("seed003-13.1-support-response");
    assert!(support.is_success() && support.is_possible());
    assert_eq!(support.description.as_deref(), Some(""));
}

#[test]
fn a_call_is_dropped_by_its_channel() {
    let request: OfChannel = read("seed003-14.1-drop-request");
    assert_eq!(request.channel.as_deref(), Some("WEB"));
    let answer: ClickToCallResponse = read("seed003-14.1-drop-response");
    assert!(answer.is_success());
    assert_eq!(answer.description.as_deref(), Some(""));
}

#[test]
fn a_visitor_leaves_a_message() {
    let request: LeaveMessageRequest = read("seed003-15.1-leave-message-request");
    assert_eq!(request.call_id.as_deref(), Some("11111222111"));
    assert_eq!(request.caller.as_deref(), Some("13866667777"));
    assert_eq!(request.message.as_deref(), Some("Please call me"));
    assert_eq!(request.channel.as_deref(), Some("WEB"));
    let answer: LeaveMessageResponse = read("seed003-15.1-leave-message-response");
    assert!(answer.is_success());
    assert_eq!(
        answer.description.as_deref(),
        Some("Save leaveMessage success!")
    );
}

#[test]
fn an_operator_calls_a_number() {
    let request: CreateCallRequest = read("seed003-16.1-create-call-request");
    assert_eq!(request.called.as_deref(), Some("88884432"));
    assert_eq!(request.call_data.as_deref(), Some("1"));
    assert_eq!(request.caller_present.as_deref(), Some("95599"));
    let answer: CreateCallResponse = read("seed003-16.1-create-call-response");
    assert!(answer.is_success());
    assert_eq!(answer.description.as_deref(), Some("Success"));
    let data = answer.data.unwrap();
    assert_eq!(data.sip_address.as_deref(), Some("10.137.203.215:5063"));
    assert_eq!(data.access_code.as_deref(), Some("179080024609291"));
    assert_eq!(data.call_serial, None);
}

#[test]
fn a_visitor_says_why_the_robot_did_not_help() {
    let request: FeedbackRequest = read("seed003-17.1-feedback-request");
    assert_eq!(request.feedback, Some(0));
    assert_eq!(request.content.as_deref(), Some("dissatisfied"));
    assert_eq!(request.from.as_deref(), Some("1111111"));
    assert_eq!(request.inter_idx.as_deref(), Some("2"));
    let answer: FeedbackResponse = read("seed003-17.1-feedback-response");
    assert!(answer.is_success());
    assert_eq!(
        answer.description.as_deref(),
        Some("Send message to robot successfully")
    );
}
