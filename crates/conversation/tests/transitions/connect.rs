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
