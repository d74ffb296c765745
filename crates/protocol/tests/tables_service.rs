//! The tables of what goes with a conversation: the queue, ratings, phrases, messages to leave
//! (seed 003 §4, §6, §10, §15, §17).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use frontdesk_protocol::limits::{self, ComposeError};
use frontdesk_protocol::{
    Answer, Evaluation, LeaveMessage, QueryPhrases, QueryQueueInfo, Questions, ResultCode,
    RobotFeedback, SaveSatisfaction,
};
use serde_json::json;
use support::{answer, request};

#[test]
fn a_place_in_the_queue_is_asked_for_a_visitor_on_a_channel() {
    let object = json!({"userId": "visitor-1", "channelConfigId": "channel-1", "channel": "WEB"});
    let request = request::<QueryQueueInfo>("003", "table 4-1", &object);
    assert_eq!(request.user_id.as_deref(), Some("visitor-1"));
    assert_eq!(request.channel_config_id.as_deref(), Some("channel-1"));
    assert_eq!(request.channel.as_deref(), Some("WEB"));
}

#[test]
fn a_place_in_the_queue_comes_with_its_times() {
    let object = json!({
        "position": 1, "totalWaitTime": 2, "currentDeviceWaitTime": 3, "configMaxcWaitTime": 4,
        "longestWaitTime": 5, "estimateWaitTime": 6, "resultCode": "0",
    });
    let queue = answer::<QueryQueueInfo>("003", "table 4-2", &object);
    assert_eq!(queue.position, Some(1));
    assert_eq!(queue.total_wait, Some(2));
    assert_eq!(queue.current_wait, Some(3));
    assert_eq!(queue.max_wait, Some(4));
    assert_eq!(queue.longest_wait, Some(5));
    assert_eq!(queue.estimated_wait, Some(6));
    assert_eq!(queue.code(), Some(&ResultCode::Success));
}

#[test]
fn a_rating_has_a_level_and_a_comment() {
    let object = json!({
        "channel": "WEB", "userId": "visitor-1", "evaluation": "5", "comment": "Satisfied",
        "channelConfigId": "channel-1",
    });
    let request = request::<SaveSatisfaction>("003", "table 6-2", &object);
    assert_eq!(request.channel.as_deref(), Some("WEB"));
    assert_eq!(request.user_id.as_deref(), Some("visitor-1"));
    assert_eq!(request.evaluation.as_deref(), Some("5"));
    assert_eq!(request.comment.as_deref(), Some("Satisfied"));
    assert_eq!(request.channel_config_id.as_deref(), Some("channel-1"));
}

#[test]
fn a_rating_is_from_1_to_5_and_its_comment_shorter_than_512_characters() {
    for (text, stars) in [("0", None), ("1", Some(1)), ("5", Some(5)), ("6", None)] {
        assert_eq!(
            Evaluation::parse(text).map(Evaluation::stars),
            stars,
            "{text}"
        );
    }
    assert!(limits::COMMENT.check(&"é".repeat(511)).is_ok());
    assert_eq!(
        limits::COMMENT.check(&"é".repeat(512)),
        Err(ComposeError::TooLong {
            limit: limits::COMMENT,
            taken: 512
        })
    );
}

#[test]
fn a_rating_is_answered_with_a_result() {
    let object = json!({"resultCode": "1", "resultDesc": "failed"});
    let answer = answer::<SaveSatisfaction>("003", "table 6-1", &object);
    assert_eq!(answer.code(), Some(&ResultCode::Failure));
    assert_eq!(answer.description.as_deref(), Some("failed"));
}

#[test]
fn phrases_are_asked_for_a_text_in_a_language_on_a_channel() {
    let object = json!({"strContent": "Mesh", "locale": "zh", "channel": "WEB"});
    let request = request::<QueryPhrases>("003", "table 10-1", &object);
    assert_eq!(request.text.as_deref(), Some("Mesh"));
    assert_eq!(request.locale.as_deref(), Some("zh"));
    assert_eq!(request.channel.as_deref(), Some("WEB"));
}

#[test]
fn phrases_come_as_a_list_with_a_result() {
    let object = json!({"phrases": ["One?", "Two?"], "resultCode": "0", "resultDesc": "done"});
    let answer = answer::<QueryPhrases>("003", "table 10-2", &object);
    assert_eq!(
        answer.phrases,
        Questions::List(vec!["One?".to_owned(), "Two?".to_owned()])
    );
    assert_eq!(answer.code(), Some(&ResultCode::Success));
    assert_eq!(answer.description.as_deref(), Some("done"));
}

#[test]
fn a_message_to_leave_says_whom_to_call_back() {
    let object = json!({
        "callId": "visitor-1", "caller": "13866667777", "leaveMessage": "Please call me",
        "channel": "WEB",
    });
    let request = request::<LeaveMessage>("003", "table 15-2", &object);
    assert_eq!(request.call_id.as_deref(), Some("visitor-1"));
    assert_eq!(request.caller.as_deref(), Some("13866667777"));
    assert_eq!(request.message.as_deref(), Some("Please call me"));
    assert_eq!(request.channel.as_deref(), Some("WEB"));
}

#[test]
fn a_message_to_leave_is_answered_with_a_result() {
    let object = json!({"resultCode": "2", "resultDesc": "not taken"});
    let answer = answer::<LeaveMessage>("003", "table 15-3", &object);
    assert_eq!(answer.code().map(ResultCode::as_str), Some("2"));
    assert_eq!(answer.description.as_deref(), Some("not taken"));
}

#[test]
fn feedback_rates_one_answer_of_the_robots() {
    let object = json!({
        "feedback": 0, "feedbackContent": "dissatisfied", "from": "visitor-1", "interIdx": "2",
    });
    let request = request::<RobotFeedback>("003", "table 17-2", &object);
    assert_eq!(request.feedback, Some(0));
    assert_eq!(request.content.as_deref(), Some("dissatisfied"));
    assert_eq!(request.from.as_deref(), Some("visitor-1"));
    assert_eq!(request.inter_idx.as_deref(), Some("2"));
}

#[test]
fn feedback_holds_64_bytes() {
    assert!(limits::FEEDBACK.check(&"é".repeat(32)).is_ok());
    assert_eq!(
        limits::FEEDBACK.check(&format!("{}a", "é".repeat(32))),
        Err(ComposeError::TooLong {
            limit: limits::FEEDBACK,
            taken: 65
        })
    );
}

#[test]
fn feedback_is_answered_with_a_result() {
    let object = json!({"resultCode": "3000000008", "resultDesc": "empty"});
    let answer = answer::<RobotFeedback>("003", "table 17-3", &object);
    assert_eq!(answer.code().map(ResultCode::as_str), Some("3000000008"));
    assert_eq!(answer.description.as_deref(), Some("empty"));
}

#[test]
fn every_code_of_feedback_has_a_meaning() {
    for code in ["0", "3000000008", "1001000002", "30010009999", "1001000001"] {
        let read = ResultCode::from(code);
        assert_eq!(read.as_str(), code);
        assert!(read.meaning().is_some(), "{code}");
    }
}
