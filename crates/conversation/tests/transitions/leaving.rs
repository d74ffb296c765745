//! How a conversation ends.

use crate::support::*;

#[test]
fn a_visitor_who_leaves_an_agent_rates_before_the_session_is_closed() {
    let mut shell = Shell::with_agent();
    shell.say(Input::Left { at: 5 });
    assert_eq!(shell.visit.phase(), &Phase::Surveying);
    assert!(!shell.has(is_send(&DISCONNECT)));
    shell.say(Input::RatingSkipped);
    shell.answer_send(&DISCONNECT, "0");
    assert_eq!(shell.visit.phase(), &Phase::Ended(EndReason::ByVisitor));
}

#[test]
fn an_agent_who_goes_on_while_the_visitor_rates_is_heard() {
    let mut shell = Shell::with_agent();
    shell.say(Input::Left { at: 1 });
    shell.come_down(vec![said(SourceType::Agent, "one more thing", 11)], "e-2");
    assert_eq!(shell.visit.phase(), &Phase::Surveying);
    assert!(shell.visit.lines().iter().any(|line| {
        matches!(&line.body, Body::Content { content, .. } if content == "one more thing")
    }));
}

#[test]
fn a_session_that_ends_while_the_visitor_rates_is_not_closed_again() {
    let mut shell = Shell::with_agent();
    shell.say(Input::Left { at: 1 });
    shell.come_down(vec![hung_up(SourceType::Agent)], "e-2");
    assert_eq!(shell.visit.phase(), &Phase::Surveying);
    shell.say(Input::RatingSkipped);
    assert!(!shell.visit.phase().is_live() && shell.is_at_rest());
}

#[test]
fn a_session_that_timed_out_ends_the_visit_whoever_says_so() {
    let mut shell = Shell::connected();
    shell.submit("hello");
    shell.answer_send(&CHAT, "5");
    assert_eq!(shell.delivery_of("hello"), Delivery::Failed(NotSent::Over));
    assert_eq!(shell.visit.phase(), &Phase::Ended(EndReason::TimedOut));

    let mut shell = Shell::polling();
    let over = PollResponse {
        code: Some(ResultCode::SessionInvalid),
        ..PollResponse::default()
    };
    shell.answer(is_poll, Reply::Polled(over));
    assert_eq!(shell.visit.phase(), &Phase::Ended(EndReason::TimedOut));
    assert!(shell.is_at_rest());

    let mut shell = Shell::with_agent();
    shell.come_down(vec![hung_up(SourceType::System)], "e-2");
    assert_eq!(shell.visit.phase(), &Phase::Surveying);
    shell.say(Input::RatingSkipped);
    assert_eq!(shell.visit.phase(), &Phase::Ended(EndReason::TimedOut));
    assert!(shell.is_at_rest());
}

#[test]
fn an_offline_disconnect_leaves_the_composer_usable() {
    let mut shell = Shell::with_agent();
    let mut tips = hung_up(SourceType::System);
    tips.offline = true;
    tips.content = Some("Leave your message".to_owned());
    shell.come_down(vec![tips], "e-2");
    assert_eq!(shell.visit.phase(), &Phase::Offline);
    shell.submit("later");
    shell.answer_send(&CHAT, "0");
    assert_eq!(shell.delivery_of("later"), Delivery::Sent);
    shell.come_down(vec![said(SourceType::Agent, "Here again", 100)], "e-3");
    assert_eq!(shell.visit.phase(), &Phase::Agent);
}

#[test]
fn leaving_before_connect_left_says_nothing_to_anybody() {
    let mut shell = Shell::new();
    shell.say(Input::Opened);
    shell.say(Input::Left { at: 1 });
    assert!(shell.is_at_rest());
    assert_eq!(shell.visit.phase(), &Phase::Ended(EndReason::ByVisitor));
}

#[test]
fn leaving_while_connect_is_on_its_way_closes_what_it_may_open() {
    let mut shell = Shell::new();
    shell.say(Input::Opened);
    shell.answer_token();
    shell.submit("early");
    shell.say(Input::Left { at: 1 });
    assert_eq!(shell.delivery_of("early"), Delivery::Failed(NotSent::Over));
    shell.answer_send(&CONNECT, "0");
    shell.answer_send(&DISCONNECT, "0");
    assert!(shell.is_at_rest());
}

#[test]
fn a_disconnect_that_cannot_go_is_given_up_in_the_end() {
    let mut shell = Shell::connected();
    shell.say(Input::Left { at: 1 });
    for _ in 0..7 {
        shell.fail_send(&DISCONNECT, refused(503, "upstream-down"));
        shell.fire(Timer::Uplink);
    }
    shell.fail_send(&DISCONNECT, refused(503, "upstream-down"));
    assert!(shell.is_at_rest());
}

#[test]
fn what_may_have_been_carried_when_the_session_ends_is_not_said_to_have_failed() {
    let mut shell = Shell::with_agent();
    shell.submit("thanks");
    shell.submit("and bye");
    shell.fail_send(&CHAT, Failure::Lost);
    shell.come_down(vec![hung_up(SourceType::Agent)], "e-2");
    assert_eq!(shell.delivery_of("thanks"), Delivery::Unconfirmed);
    let over = Delivery::Failed(NotSent::Over);
    assert_eq!(shell.delivery_of("and bye"), over);
}
