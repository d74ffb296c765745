//! What comes down.

use crate::support::*;

#[test]
fn a_message_that_comes_twice_is_shown_once() {
    let mut shell = Shell::connected();
    let message = said(SourceType::Robot, "Welcome", 1);
    shell.come_down(vec![message.clone(), message.clone()], "e-1");
    shell.come_down(vec![message, said(SourceType::Robot, "Welcome", 2)], "e-2");
    assert_eq!(shell.visit.lines().len(), 2);
}

#[test]
fn a_message_without_code_and_time_is_shown_each_time() {
    let mut shell = Shell::connected();
    let message = frontdesk_protocol::DownlinkMessage {
        timestamp: None,
        ..said(SourceType::Robot, "Welcome", 1)
    };
    shell.come_down(vec![message.clone(), message], "e-1");
    assert_eq!(shell.visit.lines().len(), 2);
}

#[test]
fn messages_that_come_while_the_panel_is_closed_are_counted() {
    let mut shell = Shell::connected();
    shell.say(Input::Closed);
    shell.come_down(
        vec![
            said(SourceType::Robot, "a", 1),
            said(SourceType::System, "b", 2),
        ],
        "e-1",
    );
    assert_eq!(shell.visit.unread(), 1);
    shell.say(Input::Opened);
    assert_eq!(shell.visit.unread(), 0);
    assert!(shell.announced.contains(&Announcement::Unread(1)));
}

#[test]
fn the_end_of_the_conversation_before_does_not_end_the_next_one() {
    let mut shell = Shell::with_agent();
    shell.say(Input::Left { at: 1 });
    shell.say(Input::RatingSkipped);
    shell.answer_send(&DISCONNECT, "0");
    shell.say(Input::StartedAgain { at: 2 });
    shell.answer_send(&CONNECT, "0");
    let late = vec![
        said(SourceType::Agent, "one more thing", 11),
        hung_up(SourceType::Agent),
    ];
    shell.come_down(late, "e-2");
    assert_eq!(shell.visit.phase(), &Phase::Robot);
    shell.come_down(vec![said(SourceType::Robot, "Welcome", 12)], "e-3");
    let mut again = hung_up(SourceType::System);
    again.timestamp = Some(100);
    shell.come_down(vec![again], "e-4");
    assert_eq!(shell.visit.phase(), &Phase::Ended(EndReason::TimedOut));
}
