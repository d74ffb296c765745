//! How a conversation begins.

use crate::support::*;

#[test]
fn what_was_typed_before_the_connection_stands_goes_up_after_it() {
    let mut shell = Shell::new();
    shell.say(Input::Opened);
    shell.submit("early");
    shell.answer_token();
    shell.answer_send(&CONNECT, "0");
    assert_eq!(
        shell.answer_send(&CHAT, "0").content.as_deref(),
        Some("early")
    );
    assert_eq!(shell.delivery_of("early"), Delivery::Sent);
}

#[test]
fn a_failed_connect_shows_trouble_keeps_what_was_typed_and_is_tried_again() {
    let mut shell = Shell::new();
    shell.say(Input::Opened);
    shell.answer_token();
    shell.submit("hello");
    shell.fail_send(&CONNECT, refused(503, "upstream-down"));
    assert_eq!(shell.visit.trouble(), Some(Trouble::Unreachable));
    shell.say(Input::TriedNow);
    shell.answer_send(&CONNECT, "0");
    assert_eq!(shell.visit.trouble(), None);
    shell.answer_send(&CHAT, "0");
    assert_eq!(shell.delivery_of("hello"), Delivery::Sent);
}

#[test]
fn connect_outside_working_hours_ends_with_the_reason() {
    let mut shell = Shell::new();
    shell.say(Input::Opened);
    shell.answer_token();
    shell.answer_send(&CONNECT, "12");
    assert_eq!(
        shell.visit.phase(),
        &Phase::Ended(EndReason::NotWorkingTime)
    );
    shell.say(Input::StartedAgain { at: 1 });
    shell.answer_send(&CONNECT, "160024");
    let refused = EndReason::Refused("160024".to_owned());
    assert_eq!(shell.visit.phase(), &Phase::Ended(refused));
}

#[test]
fn starting_again_connects_anew_and_never_lets_an_old_disconnect_follow() {
    let mut shell = Shell::connected();
    shell.say(Input::Left { at: 1 });
    let (old, ..) = shell.take_send(&DISCONNECT);
    shell.say(Input::StartedAgain { at: 2 });
    assert!(
        !shell.has(is_send(&CONNECT)),
        "the old DISCONNECT is waited for"
    );
    shell.say(Input::Failed(old, refused(503, "upstream-down")));
    shell.answer_send(&CONNECT, "0");
    assert!(!shell.has(is_send(&DISCONNECT)));
    assert_eq!(shell.visit.phase(), &Phase::Robot);
}

/// CONNECT was carried or not, and nobody knows.
fn in_doubt() -> Shell {
    let mut shell = Shell::new();
    shell.say(Input::Opened);
    shell.answer_token();
    shell.submit("early");
    shell.fail_send(&CONNECT, refused(504, "outcome-unknown"));
    shell
}

#[test]
fn a_lost_connect_is_repeated_under_the_same_id_also_after_a_reload() {
    let mut shell = Shell::new();
    shell.say(Input::Opened);
    shell.answer_token();
    let first = shell.fail_send(&CONNECT, Failure::Lost);
    let mut shell = shell.reload();
    let second = shell.answer_send(&CONNECT, "0");
    assert_eq!(first, second);
    assert_eq!(shell.visit.phase(), &Phase::Robot);
}

#[test]
fn a_connect_that_nobody_knows_of_is_asked_of_the_queue_and_listened_for() {
    let found = [
        ("0", Phase::Queued),
        ("160013", Phase::Queued),
        ("160021", Phase::Agent),
        ("160022", Phase::Robot),
    ];
    for (code, phase) in found {
        let mut shell = in_doubt();
        assert!(shell.has(is_stream) && !shell.has(is_send(&CHAT)));
        shell.answer_queue("1", None);
        shell.fire(Timer::Queue);
        shell.answer_queue(code, None);
        assert_eq!(shell.visit.phase(), &phase);
        assert!(shell.announced.contains(&Announcement::Connected));
        shell.answer_send(&CHAT, "0");
    }
}

#[test]
fn a_robot_that_greets_ends_the_doubt() {
    let mut shell = in_doubt();
    shell.come_down(Vec::new(), "e-0");
    shell.come_down(vec![said(SourceType::Robot, "Welcome", 1)], "e-1");
    assert_eq!(shell.visit.phase(), &Phase::Robot);
    assert!(!shell.has(is_queue));
}

#[test]
fn a_connect_that_was_not_carried_is_sent_once_more_and_then_only_by_the_visitor() {
    let mut shell = in_doubt();
    shell.answer_queue("5", None);
    let second = shell.fail_send(&CONNECT, refused(504, "outcome-unknown"));
    shell.answer_queue("6", None);
    assert!(!shell.has(is_send(&CONNECT)));
    shell.hear(Heard::Begun);
    assert_eq!(shell.visit.trouble(), Some(Trouble::Unreachable));
    shell.say(Input::TriedNow);
    let third = shell.answer_send(&CONNECT, "0");
    assert_ne!(second.message_id, third.message_id);
    shell.answer_send(&CHAT, "0");
    assert_eq!(shell.delivery_of("early"), Delivery::Sent);
}

#[test]
fn a_queue_that_knows_nothing_is_not_asked_without_end() {
    let mut shell = in_doubt();
    for _ in 0..2 {
        shell.answer_queue("1", None);
        shell.fire(Timer::Queue);
    }
    shell.fail(is_queue, refused(404, "route"));
    let second = shell.fail_send(&CONNECT, refused(504, "outcome-unknown"));
    for _ in 0..2 {
        shell.fail(is_queue, refused_between(502));
        shell.fire(Timer::Queue);
    }
    assert_eq!(shell.visit.trouble(), None);
    shell.answer_queue("1", None);
    assert_eq!(shell.visit.trouble(), Some(Trouble::Unreachable));
    assert!(!shell.has(is_queue) && !shell.timers.contains_key(&Timer::Queue));
    shell.say(Input::TriedNow);
    let third = shell.answer_send(&CONNECT, "160022");
    assert_ne!(second.message_id, third.message_id);
    assert_eq!(shell.visit.phase(), &Phase::Robot);
}

#[test]
fn connecting_while_a_session_is_there_goes_on_with_it() {
    for (code, phase) in [
        ("160013", Phase::Queued),
        ("160021", Phase::Agent),
        ("160022", Phase::Robot),
    ] {
        let mut shell = Shell::new();
        shell.say(Input::Opened);
        shell.answer_token();
        shell.answer_send(&CONNECT, code);
        assert_eq!(shell.visit.phase(), &phase);
    }
}

#[test]
fn the_data_for_the_robot_flow_goes_with_connect() {
    let mut shell = Shell::around(Conversation::new(1, Some("{}".to_owned())));
    shell.say(Input::Opened);
    shell.answer_token();
    let connect = shell.answer_send(&CONNECT, "0");
    assert_eq!(connect.trans_data.as_deref(), Some("{}"));
}
