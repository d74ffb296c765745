//! How messages come down.

use crate::support::*;

#[test]
fn messages_come_by_a_stream_from_the_last_cursor_that_is_stored() {
    let mut shell = Shell::connected();
    assert!(shell.visit.is_listening_by_stream());
    shell.hold_stores = true;
    shell.come_down(vec![said(SourceType::Robot, "Welcome", 1)], "e-1");
    shell.fail(is_stream, Failure::Lost);
    shell.fire(Timer::Listen);
    assert!(!shell.has(is_stream));
    let last = *shell.held.last().unwrap();
    shell.say(Input::Stored(last));
    assert!(shell.has(|call| matches!(call, Call::Listen { cursor } if cursor == "e-1")));
}

#[test]
fn where_there_is_no_stream_polls_do() {
    let shell = Shell::polling();
    assert!(shell.has(is_poll) && !shell.has(is_stream));
    assert!(!shell.visit.is_listening_by_stream());
    let shell = shell.reload();
    assert!(shell.has(is_poll), "it is known after a reload");
}

#[test]
fn what_came_down_by_a_poll_is_acknowledged_only_after_it_is_stored() {
    let mut shell = Shell::polling();
    shell.hold_stores = true;
    shell.come_down(vec![said(SourceType::Robot, "Welcome", 1)], "e-1");
    assert!(!shell.has(is_poll));
    let last = *shell.held.last().unwrap();
    shell.say(Input::Stored(last));
    assert!(shell.has(|call| matches!(call, Call::Poll { cursor } if cursor == "e-1")));
}

#[test]
fn a_stream_that_does_not_begin_in_ten_seconds_gives_way_to_polls_for_two_minutes() {
    let mut shell = Shell::fresh();
    assert_eq!(shell.timers[&Timer::Beat].as_secs(), 10);
    shell.fire(Timer::Beat);
    shell.fire(Timer::Listen);
    assert!(shell.has(is_poll) && !shell.has(is_stream));
    shell.wait(120);
    shell.come_down(vec![said(SourceType::Robot, "Welcome", 1)], "e-1");
    assert!(shell.has(is_stream) && !shell.has(is_poll));
}

#[test]
fn a_stream_that_ends_three_times_in_a_minute_gives_way_to_polls() {
    let mut shell = Shell::fresh();
    for _ in 0..3 {
        shell.hear(Heard::Begun);
        shell.fail(is_stream, Failure::Lost);
        shell.fire(Timer::Listen);
    }
    assert!(shell.has(is_poll));
    shell.say(Input::Visible(true));
    shell.come_down(vec![said(SourceType::Robot, "Welcome", 1)], "e-1");
    assert!(
        shell.has(is_stream),
        "whoever comes back may have another network"
    );
}

#[test]
fn a_stream_that_ends_now_and_then_is_opened_again() {
    let mut shell = Shell::fresh();
    for _ in 0..5 {
        shell.wait(600);
        shell.hear(Heard::Begun);
        shell.fail(is_stream, Failure::Lost);
        shell.fire(Timer::Listen);
        assert!(shell.has(is_stream));
    }
}

#[test]
fn a_stream_without_a_beat_is_opened_anew() {
    let mut shell = Shell::connected();
    shell.hear(Heard::Beat);
    assert_eq!(shell.timers[&Timer::Beat].as_secs(), 40);
    shell.fire(Timer::Beat);
    assert!(!shell.has(is_stream), "the silent one is ended");
    shell.fire(Timer::Listen);
    assert!(shell.has(is_stream));
}

#[test]
fn a_reader_that_was_superseded_waits_until_it_is_seen_or_the_visitor_writes() {
    let mut shell = Shell::connected();
    shell.say(Input::Visible(false));
    shell.hear(Heard::Superseded);
    assert!(shell.is_at_rest());
    shell.say(Input::Online(true));
    assert!(!shell.has(is_stream));
    shell.say(Input::Visible(true));
    assert!(shell.has(is_stream));
    shell.say(Input::Visible(false));
    shell.hear(Heard::Superseded);
    shell.submit("hello");
    assert!(shell.has(is_stream));
}

#[test]
fn a_reader_that_is_superseded_while_the_visitor_looks_on_polls_for_a_while() {
    let mut shell = Shell::connected();
    shell.hear(Heard::Superseded);
    shell.come_down(vec![said(SourceType::Robot, "Still there?", 5)], "e-1");
    assert!(shell.has(is_poll));
    assert_eq!(shell.texts(), ["Still there?"]);
    shell.wait(120);
    shell.come_down(Vec::new(), "e-1");
    assert!(shell.has(is_stream));
}

#[test]
fn a_stream_that_may_have_died_while_nobody_looked_is_opened_anew() {
    for back in [Input::Visible(true), Input::Online(true)] {
        let mut shell = Shell::connected();
        let first = shell.calls.clone();
        shell.say(back.clone());
        assert_eq!(shell.calls, first, "it has just said something");
        shell.wait(21);
        shell.say(back);
        assert_ne!(shell.calls, first);
        assert_eq!(shell.calls.len(), 1);
    }
}

#[test]
fn the_trouble_of_the_proxy_is_shown_and_goes() {
    let mut shell = Shell::connected();
    shell.hear(Heard::Trouble);
    assert_eq!(shell.visit.trouble(), Some(Trouble::Unreachable));
    shell.hear(Heard::Well);
    assert_eq!(shell.visit.trouble(), None);
}

#[test]
fn polling_goes_on_after_errors_and_shows_trouble_only_when_they_stay() {
    let mut shell = Shell::polling();
    for round in 0..5 {
        shell.fail(is_poll, Failure::Lost);
        assert_eq!(shell.visit.trouble().is_some(), round >= 1, "round {round}");
        shell.fire(Timer::Listen);
    }
    shell.come_down(vec![said(SourceType::Robot, "Welcome", 1)], "e-1");
    assert_eq!(shell.visit.trouble(), None);
    assert_eq!(shell.visit.lines().len(), 1);
}

#[test]
fn a_page_that_nobody_sees_polls_every_thirty_seconds() {
    let mut shell = Shell::polling();
    shell.say(Input::Visible(false));
    shell.come_down(vec![said(SourceType::Robot, "Welcome", 1)], "e-1");
    assert_eq!(shell.timers[&Timer::Listen].as_secs(), 30);
    shell.say(Input::Visible(true));
    assert!(shell.has(is_poll) && !shell.timers.contains_key(&Timer::Listen));
}

#[test]
fn without_a_network_everything_waits_and_is_tried_now_and_then() {
    let mut shell = Shell::connected();
    shell.say(Input::Online(false));
    shell.submit("hello");
    shell.fail_send(&CHAT, Failure::NotSent);
    assert!(shell.timers[&Timer::Uplink].as_secs() >= 30);
    shell.say(Input::Online(true));
    shell.answer_send(&CHAT, "0");
    assert_eq!(shell.delivery_of("hello"), Delivery::Sent);
}

#[test]
fn what_makes_no_sense_on_a_stream_ends_it() {
    let mut shell = Shell::connected();
    let garbage = PollResponse {
        code: Some(ResultCode::Failure),
        ..PollResponse::default()
    };
    shell.hear(Heard::Batch(garbage));
    assert!(!shell.has(is_stream));
    shell.fire(Timer::Listen);
    assert!(shell.has(is_stream));
}

#[test]
fn a_browser_that_says_it_is_offline_is_believed_at_once_until_something_comes_through() {
    let mut shell = Shell::with_agent();
    shell.say(Input::Online(false));
    assert_eq!(shell.visit.trouble(), Some(Trouble::Offline));
    shell.hear(Heard::Beat);
    assert_eq!(shell.visit.trouble(), None);
    shell.say(Input::Online(false));
    shell.say(Input::Online(true));
    assert_eq!(shell.visit.trouble(), None);
}

#[test]
fn what_waits_to_go_up_is_offline_also_while_something_still_comes_down() {
    let mut shell = Shell::with_agent();
    shell.say(Input::Online(false));
    shell.hear(Heard::Beat);
    assert_eq!(shell.visit.trouble(), None);
    shell.submit("hello");
    shell.fail_send(&CHAT, Failure::NotSent);
    assert_eq!(shell.visit.trouble(), Some(Trouble::Offline));
    for heard in [Heard::Beat, Heard::Well] {
        shell.hear(heard);
        assert_eq!(shell.visit.trouble(), Some(Trouble::Offline));
    }
    shell.say(Input::Online(true));
    assert_eq!(shell.visit.trouble(), None);
}

#[test]
fn without_a_live_conversation_nobody_is_told_of_the_network() {
    let mut shell = Shell::new();
    shell.say(Input::Online(false));
    assert_eq!(shell.visit.trouble(), None);
}
