//! The example of seed 002: a push with all six kinds of message.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use frontdesk_protocol::push::{PushMessage, PushResponse};
use frontdesk_protocol::{
    Answer, ControlType, DownlinkMessage, MediaType, Questions, ResultCode, SourceType,
};
use support::{parse_json, read};

fn pushed() -> Vec<DownlinkMessage> {
    let push: PushMessage = read("seed002-push-request");
    push.messages
}

#[test]
fn a_push_holds_six_kinds_of_message() {
    let push: PushMessage = read("seed002-push-request");
    assert_eq!(push.timestamp, Some(1_625_898_453_913));
    let lines: Vec<_> = push
        .messages
        .iter()
        .map(|line| {
            let source = line.source.as_ref().unwrap();
            (
                &line.control,
                source,
                line.media.as_ref(),
                line.content.as_deref(),
                line.offline,
            )
        })
        .collect();
    let (chat, end, read) = (
        &ControlType::Chat,
        &ControlType::Disconnect,
        &ControlType::Read,
    );
    let (agent, system) = (&SourceType::Agent, &SourceType::System);
    let text = Some(&MediaType::Text);
    let connected = Some("The call is connected to an agent.");
    assert_eq!(
        lines,
        [
            (chat, system, text, connected, false),
            (chat, system, text, Some("Queuing..."), false),
            (end, agent, None, None, false),
            (end, system, None, None, false),
            (end, system, text, Some("{TIPS}"), true),
            (read, agent, None, Some("messageId1,messageId2 "), false),
        ]
    );
}

#[test]
fn pushed_messages_go_to_one_visitor_and_have_no_code() {
    let lines = pushed();
    for line in &lines {
        assert_eq!(line.from.as_deref(), Some("202105284494222653"));
        assert_eq!(line.to.as_deref(), Some("44444444"));
        assert_eq!(line.channel.as_deref(), Some("WEB"));
        assert_eq!((&line.message_code, &line.call_id), (&None, &None));
        assert_eq!(line.questions, Questions::None);
    }
    let times: Vec<_> = lines.iter().map(|line| line.timestamp.unwrap()).collect();
    let (first, last) = (1_625_898_453_913, 1_625_898_871_961);
    assert_eq!(times, [first, first, last, last, last, last]);
    let names: Vec<_> = lines.iter().map(|line| line.nickname.as_deref()).collect();
    assert_eq!(
        names,
        [Some("SYSTEM"), Some("SYSTEM"), None, None, None, None]
    );
}

#[test]
fn what_was_read_comes_as_a_comma_list_with_white_space() {
    let last = pushed().pop().unwrap();
    assert_eq!(last.read_ids(&parse_json), ["messageId1", "messageId2"]);
}

#[test]
fn a_push_is_answered_with_success() {
    let answer: PushResponse = read("seed002-push-response");
    assert_eq!(answer.code(), Some(&ResultCode::Success));
    assert_eq!(answer.description.as_deref(), Some("success."));
}
