//! What goes up.

use crate::support::*;

#[test]
fn a_message_leaves_only_after_the_snapshot_that_holds_it_is_stored() {
    let mut shell = Shell::connected();
    shell.hold_stores = true;
    shell.submit("hello");
    assert!(!shell.has(is_send(&CHAT)));
    let last = *shell.held.last().unwrap();
    shell.say(Input::Stored(last));
    assert!(shell.has(is_send(&CHAT)));
}

#[test]
fn messages_go_up_one_at_a_time_and_in_order() {
    let mut shell = Shell::connected();
    for text in ["one", "two", "three"] {
        shell.submit(text);
    }
    for text in ["one", "two", "three"] {
        assert_eq!(
            shell
                .calls
                .iter()
                .filter(|(_, call)| is_send(&CHAT)(call))
                .count(),
            1
        );
        assert_eq!(shell.answer_send(&CHAT, "0").content.as_deref(), Some(text));
    }
}

#[test]
fn a_message_that_was_certainly_not_carried_is_repeated_with_the_same_id() {
    for failure in [
        Failure::NotSent,
        refused(503, "upstream-down"),
        refused(429, "limit"),
    ] {
        let mut shell = Shell::connected();
        shell.submit("hello");
        let first = shell.fail_send(&CHAT, failure);
        assert_eq!(shell.delivery_of("hello"), Delivery::Sending);
        shell.fire(Timer::Uplink);
        let second = shell.answer_send(&CHAT, "0");
        assert_eq!(first.message_id, second.message_id);
        assert_eq!(shell.delivery_of("hello"), Delivery::Sent);
    }
}

#[test]
fn a_message_that_waits_for_the_way_to_open_is_sent_after_a_reload() {
    let mut shell = Shell::connected();
    shell.submit("hello");
    shell.fail_send(&CHAT, Failure::NotSent);
    let snapshot = shell.visit.snapshot();
    let mut shell = Shell::around(Conversation::restore(snapshot, 2, None).unwrap());
    shell.say(Input::Resumed);
    shell.answer_send(&CHAT, "0");
    assert_eq!(shell.delivery_of("hello"), Delivery::Sent);
}

#[test]
fn what_waited_when_the_visitor_left_never_reaches_the_next_conversation() {
    let mut shell = Shell::connected();
    shell.submit("on its way");
    shell.submit("waiting");
    shell.say(Input::Left { at: 1 });
    shell.say(Input::StartedAgain { at: 2 });
    assert_eq!(
        shell.delivery_of("waiting"),
        Delivery::Failed(NotSent::Over)
    );
    shell.answer_send(&CHAT, "0");
    assert_eq!(shell.delivery_of("on its way"), Delivery::Sent);
    shell.answer_send(&CONNECT, "0");
    assert!(!shell.has(is_send(&DISCONNECT)) && !shell.has(is_send(&CHAT)));
    assert_eq!(shell.visit.phase(), &Phase::Robot);
}

#[test]
fn a_message_on_its_way_when_the_next_conversation_begins_never_stays_sending() {
    for (failure, delivery) in [
        (Failure::Lost, Delivery::Unconfirmed),
        (
            refused(503, "upstream-down"),
            Delivery::Failed(NotSent::Over),
        ),
    ] {
        let mut shell = Shell::connected();
        shell.submit("hello");
        shell.say(Input::Left { at: 1 });
        shell.say(Input::StartedAgain { at: 2 });
        shell.fail_send(&CHAT, failure);
        assert_eq!(shell.delivery_of("hello"), delivery);
        shell.answer_send(&CONNECT, "0");
    }
}

#[test]
fn a_message_on_its_way_when_the_agent_hangs_up_is_heard_to_its_end() {
    let mut shell = Shell::with_agent();
    shell.submit("thanks");
    shell.come_down(vec![hung_up(SourceType::Agent)], "e-2");
    assert_eq!(shell.delivery_of("thanks"), Delivery::Sending);
    shell.answer_send(&CHAT, "0");
    assert_eq!(shell.delivery_of("thanks"), Delivery::Sent);
    assert_eq!(shell.visit.phase(), &Phase::Surveying);
}

#[test]
fn a_message_whose_answer_is_lost_is_repeated_with_the_same_id_and_the_epoch_of_the_first_try() {
    for failure in [
        Failure::Lost,
        Failure::Garbage,
        refused_between(401),
        refused_between(429),
        refused_between(502),
    ] {
        let mut shell = Shell::connected();
        shell.submit("hello");
        let (id, first, epoch) = shell.take_send(&CHAT);
        assert_eq!(epoch, None, "nothing is said of an epoch with a first try");
        shell.say(Input::Failed(id, failure));
        shell.reset(Vec::new(), "other-0");
        shell.fire(Timer::Uplink);
        let (id, second, epoch) = shell.take_send(&CHAT);
        assert_eq!(first, second);
        assert_eq!(epoch.as_deref(), Some("e"));
        shell.say(Input::Answered(id, Reply::Sent(sent("0"))));
        assert_eq!(shell.delivery_of("hello"), Delivery::Sent);
    }
}

#[test]
fn a_repeat_of_what_was_certainly_not_carried_is_a_first_try() {
    let mut shell = Shell::connected();
    shell.submit("hello");
    shell.fail_send(&CHAT, refused(503, "upstream-down"));
    shell.fire(Timer::Uplink);
    let (_, _, epoch) = shell.take_send(&CHAT);
    assert_eq!(epoch, None);
}

#[test]
fn a_message_that_is_lost_before_any_epoch_is_known_is_unconfirmed_and_holds_nobody_back() {
    let mut shell = Shell::fresh();
    shell.submit("first");
    shell.submit("second");
    shell.fail_send(&CHAT, Failure::Lost);
    assert_eq!(shell.delivery_of("first"), Delivery::Unconfirmed);
    shell.answer_send(&CHAT, "0");
    assert_eq!(shell.delivery_of("second"), Delivery::Sent);
}

#[test]
fn a_message_whose_outcome_nobody_knows_is_unconfirmed_and_holds_nobody_back() {
    for failure in [refused(504, "outcome-unknown"), refused(409, "message-id")] {
        let mut shell = Shell::connected();
        shell.submit("first");
        shell.submit("second");
        shell.fail_send(&CHAT, failure);
        assert_eq!(shell.delivery_of("first"), Delivery::Unconfirmed);
        shell.answer_send(&CHAT, "0");
        assert_eq!(shell.delivery_of("second"), Delivery::Sent);
    }
}

#[test]
fn repeats_end_eight_minutes_after_the_first_try() {
    let mut shell = Shell::connected();
    shell.submit("hello");
    shell.fail_send(&CHAT, Failure::Lost);
    shell.wait(7 * 60);
    shell.fire(Timer::Uplink);
    shell.fail_send(&CHAT, Failure::Lost);
    shell.wait(60);
    shell.fire(Timer::Uplink);
    assert!(!shell.has(is_send(&CHAT)));
    assert_eq!(shell.delivery_of("hello"), Delivery::Unconfirmed);
}

#[test]
fn a_message_that_never_left_waits_as_long_as_the_conversation_lives() {
    let mut shell = Shell::connected();
    shell.submit("hello");
    for _ in 0..30 {
        shell.fail_send(&CHAT, refused(503, "upstream-down"));
        shell.wait(60);
        shell.fire(Timer::Uplink);
    }
    assert_eq!(shell.delivery_of("hello"), Delivery::Sending);
    assert_eq!(shell.visit.trouble(), Some(Trouble::Unreachable));
    shell.answer_send(&CHAT, "0");
    assert_eq!(shell.delivery_of("hello"), Delivery::Sent);
}

#[test]
fn what_the_service_refuses_has_failed() {
    let mut shell = Shell::connected();
    shell.submit("first");
    shell.answer_send(&CHAT, "160012");
    let refused_by_code = Delivery::Failed(NotSent::Refused);
    assert_eq!(shell.delivery_of("first"), refused_by_code);
    shell.submit("second");
    shell.fail_send(&CHAT, refused(400, "invalid"));
    assert_eq!(shell.delivery_of("second"), refused_by_code);
}

#[test]
fn a_gateway_that_is_busy_is_tried_again() {
    let mut shell = Shell::connected();
    shell.submit("hello");
    shell.answer_send(&CHAT, "1001000002");
    assert_eq!(shell.delivery_of("hello"), Delivery::Sending);
    shell.fire(Timer::Uplink);
    shell.answer_send(&CHAT, "0");
    assert_eq!(shell.delivery_of("hello"), Delivery::Sent);
}

#[test]
fn the_service_is_asked_again_no_sooner_than_it_wants() {
    let mut shell = Shell::connected();
    shell.submit("hello");
    let busy = Failure::Refused {
        status: 429,
        reason: Some(Refusal::Limit),
        retry_after: Some(std::time::Duration::from_secs(20)),
    };
    shell.fail_send(&CHAT, busy);
    assert!(shell.timers[&Timer::Uplink].as_secs() >= 20);
}

#[test]
fn sending_again_moves_the_message_to_the_end_under_a_new_id() {
    let mut shell = Shell::connected();
    shell.submit("first");
    let before = shell.fail_send(&CHAT, refused(504, "outcome-unknown"));
    shell.submit("second");
    shell.answer_send(&CHAT, "0");
    let line = shell.key_of("first");
    shell.say(Input::SentAgain { line, at: 2 });
    let after = shell.answer_send(&CHAT, "0");
    assert_ne!(before.message_id, after.message_id);
    assert_eq!(shell.line_of("first").message_id, after.message_id);
    assert_eq!(shell.texts(), ["second", "first"]);
}

#[test]
fn what_nobody_could_ever_send_is_shown_as_not_sent() {
    let mut shell = Shell::connected();
    shell.hold_stores = true;
    for number in 0..100 {
        assert!(shell.visit.can_write());
        shell.submit(&number.to_string());
    }
    assert!(!shell.visit.can_write());
    shell.submit("one too many");
    let not_sent = Delivery::Failed(NotSent::Unreachable);
    assert_eq!(shell.delivery_of("one too many"), not_sent);
}

#[test]
fn a_text_that_comes_when_the_conversation_is_over_is_shown_and_can_be_sent_in_the_next_one() {
    let mut shell = Shell::with_agent();
    shell.come_down(vec![hung_up(SourceType::Agent)], "e-2");
    shell.submit("too late");
    let over = Delivery::Failed(NotSent::Over);
    assert_eq!(shell.delivery_of("too late"), over);
    let line = shell.key_of("too late");
    shell.say(Input::SentAgain { line, at: 2 });
    assert_eq!(shell.delivery_of("too late"), over, "there is nobody yet");
    shell.say(Input::RatingSkipped);
    let mut shell = shell.reload();
    shell.say(Input::StartedAgain { at: 3 });
    shell.answer_send(&CONNECT, "0");
    shell.say(Input::SentAgain { line, at: 4 });
    shell.answer_send(&CHAT, "0");
    assert_eq!(shell.delivery_of("too late"), Delivery::Sent);
}
