//! Waiting for a person.

use crate::support::*;

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
fn the_place_is_asked_for_every_ten_seconds_and_only_while_queued() {
    let mut shell = Shell::queued();
    shell.answer_queue("0", Some(3));
    assert_eq!(shell.visit.place().position, Some(3));
    assert_eq!(shell.timers[&Timer::Queue].as_secs(), 10);
    shell.come_down(vec![said(SourceType::Agent, "I am Ann", 10)], "e-1");
    assert!(!shell.has(is_queue) && !shell.timers.contains_key(&Timer::Queue));
}

#[test]
fn a_transfer_that_nobody_knows_of_is_asked_of_the_queue() {
    for (code, phase) in [("0", Phase::Queued), ("160022", Phase::Robot)] {
        let mut shell = Shell::connected();
        shell.say(Input::AskedForAgent { at: 1 });
        shell.fail_send(&TRANSFER, refused(504, "outcome-unknown"));
        shell.answer_queue(code, None);
        assert_eq!(shell.visit.phase(), &phase);
    }
}

#[test]
fn waiting_in_vain_ends_with_a_message_to_leave() {
    let mut shell = Shell::queued();
    shell.come_down(vec![hung_up(SourceType::System)], "e-1");
    let end = Phase::Ended(EndReason::NoAnswer);
    assert_eq!(shell.visit.phase(), &end);
    assert_eq!(shell.notes(Event::QueueTimedOut), 1);
    assert!(EndReason::NoAnswer.offers_leave_message());

    let mut shell = Shell::queued();
    shell.answer_queue("5", None);
    assert_eq!(shell.visit.phase(), &end);
}
