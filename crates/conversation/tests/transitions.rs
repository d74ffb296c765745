//! Each step of a visit, and each fault on the way.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use frontdesk_conversation::{
    Announcement, Body, Call, Conversation, Delivery, EndReason, Event, Failure, Input, NotSent,
    Phase, Rated, Rating, Reply, Timer, Trouble,
};
use frontdesk_protocol::{ControlType, Evaluation, ResultCode, SatisfactionResponse, SourceType};
use support::{Shell, hung_up, is_poll, is_send, refused, said, sent};

const CHAT: ControlType = ControlType::Chat;
const CONNECT: ControlType = ControlType::Connect;
const TRANSFER: ControlType = ControlType::TransferToAgent;
const DISCONNECT: ControlType = ControlType::Disconnect;

#[test]
fn a_visit_goes_from_the_click_to_the_rating_and_out() {
    let mut shell = Shell::new();
    assert_eq!(shell.visit.phase(), &Phase::Idle);
    shell.say(Input::Opened);
    assert_eq!(shell.visit.phase(), &Phase::Connecting);
    shell.answer_token();
    shell.answer_send(&CONNECT, "0");
    assert_eq!(shell.visit.phase(), &Phase::Robot);
    shell.come_down(vec![said(SourceType::Robot, "Welcome", 1)], "e-1");

    shell.submit("Are you open?");
    assert_eq!(shell.delivery_of("Are you open?"), Delivery::Sending);
    let request = shell.answer_send(&CHAT, "0");
    assert_eq!(request.content.as_deref(), Some("Are you open?"));
    assert_eq!(shell.delivery_of("Are you open?"), Delivery::Sent);

    shell.say(Input::AskedForAgent { at: 5 });
    assert_eq!(shell.visit.phase(), &Phase::Queued);
    assert!(
        !shell.has(|call| matches!(call, Call::Queue)),
        "no queue before TRANS2AGENT"
    );
    shell.answer_send(&TRANSFER, "0");
    shell.answer_queue("0", Some(3));
    assert_eq!(shell.visit.place().position, Some(3));
    shell.fire(Timer::Queue);
    shell.answer_queue("0", Some(2));
    assert_eq!(shell.visit.place().position, Some(2));

    shell.come_down(vec![said(SourceType::Agent, "I am Ann", 9)], "e-2");
    assert_eq!(shell.visit.phase(), &Phase::Agent);
    assert_eq!(shell.visit.agent(), Some("Ann"));
    assert!(
        !shell.timers.contains(&Timer::Queue),
        "the queue is asked only while queued"
    );

    shell.come_down(vec![hung_up(SourceType::Agent)], "e-3");
    assert_eq!(shell.visit.phase(), &Phase::Surveying);
    shell.say(Input::Rated(Rated {
        evaluation: Evaluation::new(5).unwrap(),
        comment: "Thanks".to_owned(),
        recommendation: None,
        first_contact: None,
    }));
    assert_eq!(shell.visit.rating(), Rating::Saving);
    let (id, call) = shell.take(|call| matches!(call, Call::Rate { .. }));
    let Call::Rate {
        request: rating, ..
    } = call
    else {
        unreachable!()
    };
    assert_eq!(rating.evaluation.as_deref(), Some("5"));
    let saved = SatisfactionResponse {
        code: Some(ResultCode::Success),
        description: None,
    };
    shell.say(Input::Answered(id, Reply::Rated(saved)));
    assert_eq!(shell.visit.phase(), &Phase::Ended(EndReason::ByAgent));
}

#[test]
fn nothing_runs_before_the_panel_is_opened_and_after_the_end() {
    let shell = Shell::new();
    assert!(shell.calls.is_empty() && shell.timers.is_empty());

    let mut shell = Shell::connected();
    shell.say(Input::Left { at: 1 });
    shell.answer_send(&DISCONNECT, "0");
    assert!(
        shell.timers.is_empty(),
        "no timer runs after the end: {:?}",
        shell.timers
    );
    let (poll, _) = shell.take(is_poll);
    shell.say(Input::Failed(poll, Failure::Lost));
    assert!(
        shell.calls.is_empty() && shell.timers.is_empty(),
        "{:?}",
        shell.calls
    );
}

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
fn what_came_down_is_acknowledged_only_after_it_is_stored() {
    let mut shell = Shell::connected();
    shell.hold_stores = true;
    shell.come_down(vec![said(SourceType::Robot, "Welcome", 1)], "e-1");
    assert!(!shell.has(is_poll));
    let last = *shell.held.last().unwrap();
    shell.say(Input::Stored(last));
    assert!(shell.has(|call| matches!(call, Call::Poll { cursor } if cursor == "e-1")));
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
fn a_message_that_may_have_been_carried_is_not_repeated_and_holds_nobody_back() {
    for failure in [
        Failure::Lost,
        Failure::Garbage,
        refused(504, "outcome-unknown"),
    ] {
        let mut shell = Shell::connected();
        shell.submit("first");
        shell.submit("second");
        shell.fail_send(&CHAT, failure);
        assert_eq!(shell.delivery_of("first"), Delivery::Unconfirmed);
        shell.answer_send(&CHAT, "0");
        assert_eq!(shell.delivery_of("second"), Delivery::Sent);
        assert!(!shell.has(is_send(&CHAT)));
    }
}

#[test]
fn sending_again_moves_the_message_to_the_end_under_a_new_id() {
    let mut shell = Shell::connected();
    shell.submit("first");
    let before = shell.fail_send(&CHAT, Failure::Lost);
    shell.submit("second");
    shell.answer_send(&CHAT, "0");
    let key = shell.visit.lines()[0].key;
    shell.say(Input::SentAgain { line: key, at: 2 });
    let after = shell.answer_send(&CHAT, "0");
    assert_ne!(before.message_id, after.message_id);
    let bodies: Vec<_> = shell
        .visit
        .lines()
        .iter()
        .map(|line| line.body.clone())
        .collect();
    assert_eq!(
        bodies,
        [
            Body::Text("second".to_owned()),
            Body::Text("first".to_owned())
        ]
    );
}

#[test]
fn a_message_fails_when_the_service_stays_away() {
    let mut shell = Shell::connected();
    shell.submit("hello");
    for _ in 0..7 {
        shell.fail_send(&CHAT, refused(503, "upstream-down"));
        shell.fire(Timer::Uplink);
    }
    shell.fail_send(&CHAT, refused(503, "upstream-down"));
    assert_eq!(
        shell.delivery_of("hello"),
        Delivery::Failed(NotSent::Unreachable)
    );
    assert_eq!(shell.visit.trouble(), Some(Trouble::Unreachable));
}

#[test]
fn a_refused_seal_is_renewed_and_the_call_made_again() {
    let mut shell = Shell::connected();
    shell.submit("hello");
    let first = shell.fail_send(&CHAT, refused(401, "seal-expired"));
    shell.answer_token();
    let second = shell.answer_send(&CHAT, "0");
    assert_eq!(first.message_id, second.message_id);
}

#[test]
fn seals_that_are_refused_again_and_again_are_not_applied_for_without_a_pause() {
    let mut shell = Shell::connected();
    shell.submit("hello");
    for _ in 0..2 {
        shell.fail_send(&CHAT, refused(401, "seal-invalid"));
        shell.answer_token();
    }
    shell.fail_send(&CHAT, refused(401, "seal-invalid"));
    assert!(!shell.has(|call| matches!(call, Call::ApplyToken)));
    shell.fire(Timer::Token);
    shell.answer_token();
    shell.answer_send(&CHAT, "0");
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
fn a_page_that_is_not_allowed_is_told_so_and_nothing_is_tried_by_itself() {
    let mut shell = Shell::new();
    shell.say(Input::Opened);
    let (id, _) = shell.take(|call| matches!(call, Call::ApplyToken));
    shell.say(Input::Failed(id, refused(403, "origin")));
    assert_eq!(shell.visit.trouble(), Some(Trouble::NotAvailable));
    assert!(shell.timers.is_empty() && shell.calls.is_empty());
    shell.say(Input::TriedNow);
    shell.answer_token();
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
fn polling_goes_on_after_errors_and_shows_trouble_only_when_they_stay() {
    let mut shell = Shell::connected();
    for round in 0..5 {
        let (id, _) = shell.take(is_poll);
        shell.say(Input::Failed(id, Failure::Lost));
        assert_eq!(shell.visit.trouble().is_some(), round >= 1, "round {round}");
        shell.fire(Timer::Listen);
    }
    shell.come_down(vec![said(SourceType::Robot, "Welcome", 1)], "e-1");
    assert_eq!(shell.visit.trouble(), None);
    assert_eq!(shell.visit.lines().len(), 1);
}

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
fn being_with_an_agent_already_is_good_news() {
    let mut shell = Shell::connected();
    shell.say(Input::AskedForAgent { at: 1 });
    shell.answer_send(&TRANSFER, "13");
    assert_eq!(shell.visit.phase(), &Phase::Queued, "13 alone does not say");
    shell.answer_queue("160021", None);
    assert_eq!(shell.visit.phase(), &Phase::Agent);
}

#[test]
fn no_agents_leads_back_to_the_robot() {
    let mut shell = Shell::connected();
    shell.say(Input::AskedForAgent { at: 1 });
    shell.answer_send(&TRANSFER, "13");
    shell.answer_queue("20139", None);
    assert_eq!(shell.visit.phase(), &Phase::Robot);
    let last = shell.visit.lines().last().unwrap();
    assert_eq!(last.body, Body::Event(Event::NoAgents));
}

#[test]
fn a_session_that_timed_out_ends_the_visit_whoever_says_so() {
    let mut shell = Shell::connected();
    shell.submit("hello");
    shell.answer_send(&CHAT, "5");
    assert_eq!(shell.delivery_of("hello"), Delivery::Failed(NotSent::Over));
    assert_eq!(shell.visit.phase(), &Phase::Ended(EndReason::TimedOut));

    let mut shell = Shell::with_agent();
    shell.come_down(vec![hung_up(SourceType::System)], "e-2");
    assert_eq!(shell.visit.phase(), &Phase::Surveying);
    shell.say(Input::RatingSkipped);
    assert_eq!(shell.visit.phase(), &Phase::Ended(EndReason::TimedOut));
}

#[test]
fn an_offline_disconnect_leaves_the_composer_usable() {
    let mut shell = Shell::with_agent();
    let mut tips = hung_up(SourceType::System);
    tips.offline = true;
    tips.content = Some("Leave your message".to_owned());
    shell.come_down(vec![tips], "e-2");
    assert_eq!(shell.visit.phase(), &Phase::Agent);
    shell.submit("later");
    shell.answer_send(&CHAT, "0");
}

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
fn a_rating_that_cannot_be_saved_can_be_tried_again() {
    let mut shell = Shell::with_agent();
    shell.say(Input::Left { at: 5 });
    let rating = Input::Rated(Rated {
        evaluation: Evaluation::new(4).unwrap(),
        comment: String::new(),
        recommendation: None,
        first_contact: None,
    });
    shell.say(rating.clone());
    let (id, _) = shell.take(|call| matches!(call, Call::Rate { .. }));
    shell.say(Input::Failed(id, refused(503, "upstream-down")));
    assert_eq!(
        (shell.visit.phase(), shell.visit.rating()),
        (&Phase::Surveying, Rating::Failed)
    );
    shell.say(rating);
    assert!(shell.has(|call| matches!(call, Call::Rate { .. })));
}

#[test]
fn starting_again_connects_anew_and_never_lets_an_old_disconnect_follow() {
    let mut shell = Shell::connected();
    shell.say(Input::Left { at: 1 });
    let (old, _) = shell.take_send(&DISCONNECT);
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

#[test]
fn a_reload_goes_on_where_it_was() {
    let mut shell = Shell::with_agent();
    shell.submit("sent");
    shell.answer_send(&CHAT, "0");
    shell.submit("on its way");
    shell.submit("waiting");
    let json = serde_json::to_string(&shell.visit.snapshot()).unwrap();

    let snapshot = serde_json::from_str(&json).unwrap();
    let mut shell = Shell::around(Conversation::restore(snapshot, 2, None).unwrap());
    shell.say(Input::Resumed);
    assert_eq!(shell.visit.phase(), &Phase::Agent);
    assert_eq!(shell.delivery_of("on its way"), Delivery::Unconfirmed);
    shell.answer_send(&CHAT, "0");
    assert_eq!(shell.delivery_of("waiting"), Delivery::Sent);
    shell.come_down(vec![said(SourceType::Agent, "I am Ann", 10)], "e-9");
    let shown = shell
        .visit
        .lines()
        .iter()
        .filter(|line| line.delivery.is_none())
        .count();
    assert_eq!(shown, 2, "the agent's line is not shown twice");
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
fn an_answer_that_nobody_waits_for_changes_nothing() {
    let mut shell = Shell::connected();
    shell.submit("hello");
    let (id, _) = shell.take_send(&CHAT);
    shell.say(Input::Answered(id, Reply::Sent(sent("0"))));
    shell.say(Input::Answered(id, Reply::Sent(sent("5"))));
    assert_eq!(shell.delivery_of("hello"), Delivery::Sent);
    assert_eq!(shell.visit.phase(), &Phase::Robot);
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
    shell.forget_older_polls();
    shell.come_down(late, "e-2");
    assert_eq!(shell.visit.phase(), &Phase::Robot);
    shell.come_down(vec![said(SourceType::Robot, "Welcome", 12)], "e-3");
    let mut again = hung_up(SourceType::System);
    again.timestamp = Some(100);
    shell.come_down(vec![again], "e-4");
    assert_eq!(shell.visit.phase(), &Phase::Ended(EndReason::TimedOut));
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
fn what_the_proxy_allows_is_known_after_a_reload() {
    let mut shell = Shell::new();
    shell.say(Input::Opened);
    let (id, _) = shell.take(|call| matches!(call, Call::ApplyToken));
    let answer = serde_json::from_str(
        r#"{"token": "seal", "resultCode": "0", "limits": {"textBytes": 20}, "features": {"survey": false}}"#,
    );
    shell.say(Input::Answered(id, Reply::Token(answer.unwrap())));
    shell.answer_send(&CONNECT, "0");
    let visit = Conversation::restore(shell.visit.snapshot(), 2, None).unwrap();
    assert_eq!(visit.text_limit(), 20);
}
