//! A visit from its beginning to its end.

use crate::support::*;

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
        !shell.timers.contains_key(&Timer::Queue),
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
fn an_answer_that_nobody_waits_for_changes_nothing() {
    let mut shell = Shell::connected();
    shell.submit("hello");
    let (id, ..) = shell.take_send(&CHAT);
    shell.say(Input::Answered(id, Reply::Sent(sent("0"))));
    shell.say(Input::Answered(id, Reply::Sent(sent("5"))));
    assert_eq!(shell.delivery_of("hello"), Delivery::Sent);
    assert_eq!(shell.visit.phase(), &Phase::Robot);
}

#[test]
fn nothing_runs_before_the_panel_is_opened_and_after_the_end() {
    assert!(Shell::new().is_at_rest());

    let mut shell = Shell::connected();
    shell.say(Input::Left { at: 1 });
    shell.answer_send(&DISCONNECT, "0");
    assert!(shell.is_at_rest(), "{:?} {:?}", shell.calls, shell.timers);
}

#[test]
fn the_newest_moment_never_goes_back_whatever_the_driver_says() {
    let mut visit = Conversation::new(1, None);
    visit.handle(Input::Opened, Monotonic::from_millis(100));
    visit.handle(Input::Closed, Monotonic::from_millis(50));
    assert_eq!(visit.clock().as_millis(), 100);
}

#[test]
fn the_transcript_is_bounded_and_a_snapshot_more_so_but_what_is_under_way_stays() {
    let mut shell = Shell::connected();
    shell.submit("waits");
    for number in 0..1_100 {
        let text = number.to_string();
        shell.come_down(vec![said(SourceType::Robot, &text, number)], "e-1");
    }
    assert_eq!(shell.visit.lines().len(), 1_000);
    assert_eq!(shell.delivery_of("waits"), Delivery::Sending);
    let mirror = shell.mirror();
    assert_eq!(mirror.visit.lines().len(), 300);
    assert_eq!(mirror.delivery_of("waits"), Delivery::Sending);
}
