//! The examples of seed 003 §5 to §7: messages down, a rating, messages up.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use frontdesk_protocol::{
    Answer, ControlType, MediaType, PollResponse, Questions, ResultCode, SatisfactionRequest,
    SatisfactionResponse, SendRequest, SendResponse, SourceType,
};
use support::read;

#[test]
fn a_poll_answer_holds_robot_and_system_lines() {
    let answer: PollResponse = read("seed003-5.2-poll-response");
    assert!(answer.is_success());
    assert_eq!(
        answer.description.as_deref(),
        Some("query user messages success.")
    );
    let lines: Vec<_> = answer
        .messages
        .iter()
        .map(|line| {
            let content = line.content.as_deref().unwrap();
            (
                line.source.clone().unwrap(),
                line.timestamp.unwrap(),
                content,
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            (SourceType::Robot, 1_619_590_480_756, "Welcome,welcome"),
            (
                SourceType::Robot,
                1_619_590_482_098,
                "Transfer to manual labor"
            ),
            (SourceType::System, 1_619_590_484_115, "Connected Agent"),
        ]
    );
    for line in &answer.messages {
        assert_eq!(line.from.as_deref(), Some("1011577355744904195"));
        assert_eq!(line.to.as_deref(), Some("session_fixed_user_fixed"));
        assert_eq!(line.channel.as_deref(), Some("WEB"));
        assert_eq!(
            (&line.control, &line.media),
            (&ControlType::Chat, &Some(MediaType::Text))
        );
        assert_eq!((&line.questions, &line.call_id), (&Questions::None, &None));
    }
    let (robot, system) = (&answer.messages[0], &answer.messages[2]);
    assert_eq!(
        (robot.nickname.as_deref(), robot.avatar.as_deref()),
        (Some("test"), Some("1"))
    );
    assert_eq!(robot.robot_gender.as_deref(), Some("MALE"));
    assert_eq!(
        (system.nickname.as_deref(), &system.avatar),
        (Some("System"), &None)
    );
    assert_eq!(system.robot_gender, None);
}

#[test]
fn a_rating_is_answered_under_another_name() {
    for (request, response) in [
        (
            "seed003-6.2-satisfaction-request",
            "seed003-6.2-satisfaction-response",
        ),
        (
            "seed003-6.2-satisfaction-demo-request",
            "seed003-6.2-satisfaction-demo-response",
        ),
    ] {
        let request: SatisfactionRequest = read(request);
        assert_eq!(request.channel.as_deref(), Some("WEB"));
        assert_eq!(request.user_id.as_deref(), Some("XXXXXXXX"));
        assert_eq!(request.evaluation.as_deref(), Some("5"));
        assert_eq!(request.comment.as_deref(), Some("Satisfied"));
        assert_eq!(request.channel_config_id.as_deref(), Some("XXXXXXXX"));
        let answer: SatisfactionResponse = read(response);
        assert!(answer.is_success());
    }
}

#[test]
fn each_kind_of_uplink_is_read_and_written_with_the_same_words() {
    let first = "session_1619573111751_user_1619573111751";
    let other = "session_1619573842490_user_1619573842490";
    for (name, control, from, timestamp, content) in [
        (
            "seed003-7.2-connect-request",
            ControlType::Connect,
            first,
            "1619573122352",
            "",
        ),
        (
            "seed003-7.2-chat-request",
            ControlType::Chat,
            first,
            "1619573123199",
            "Version",
        ),
        (
            "seed003-7.2-transfer-request",
            ControlType::TransferToAgent,
            first,
            "1619573129953",
            "",
        ),
        (
            "seed003-7.2-disconnect-request",
            ControlType::Disconnect,
            other,
            "1619573854156",
            "",
        ),
    ] {
        let request: SendRequest = read(name);
        assert_eq!(request.control, Some(control.clone()));
        assert_eq!(request.source, Some(SourceType::Customer));
        assert_eq!((&request.user_agent, &request.avatar), (&None, &None));
        let written = serde_json::to_value(&request).unwrap();
        assert_eq!(written["controlType"], control.as_str());
        assert_eq!(written["mediaType"], "TEXT");
        assert_eq!(written["from"], from);
        assert_eq!(written["to"], "1011577355744904195");
        assert_eq!(written["timestamp"], timestamp);
        assert_eq!(written["content"], content);
    }
}

#[test]
fn each_kind_of_uplink_is_answered_with_other_words() {
    for (name, words) in [
        ("seed003-7.2-connect-response", "connect to robot success."),
        (
            "seed003-7.2-chat-response",
            "Send message to robot successfully",
        ),
        (
            "seed003-7.2-transfer-response",
            "transfer from robot to agent success.",
        ),
        (
            "seed003-7.2-disconnect-response",
            "Disconnect robot successfully",
        ),
    ] {
        let answer: SendResponse = read(name);
        assert_eq!(answer.code(), Some(&ResultCode::Success));
        assert_eq!(answer.description.as_deref(), Some(words));
    }
}
