//! A message for when nobody is there.

use crate::support::*;

fn form() -> Shell {
    let mut shell = Shell::new();
    shell.say(Input::Opened);
    shell.answer_token();
    shell.answer_send(&CONNECT, "12");
    shell.say(Input::LeaveMessageWanted);
    assert!(shell.is_at_rest(), "a form that is open asks for nothing");
    shell
}

fn write(shell: &mut Shell) {
    shell.say(Input::MessageLeft {
        phone: "+55 11".to_owned(),
        text: "Call me".to_owned(),
        at: 9,
    });
}

fn answer(code: &str) -> Reply {
    Reply::MessageLeft(LeaveMessageResponse {
        code: Some(code.into()),
        description: None,
    })
}

#[test]
fn a_message_is_left_and_the_conversation_has_ended_as_before() {
    let mut shell = form();
    assert_eq!(shell.visit.phase(), &Phase::LeavingMessage);
    write(&mut shell);
    assert!(shell.visit.is_leaving_message());
    let call = shell.answer(is_leave_message, answer("0"));
    let Call::LeaveMessage { request, .. } = call else {
        unreachable!()
    };
    assert_eq!(request.caller.as_deref(), Some("+55 11"));
    assert_eq!(request.message.as_deref(), Some("Call me"));
    assert_eq!(shell.notes(Event::MessageLeft), 1);
    let end = Phase::Ended(EndReason::NotWorkingTime);
    assert_eq!(shell.visit.phase(), &end);
    assert!(shell.is_at_rest());
}

#[test]
fn a_message_whose_answer_is_lost_is_left_again_under_the_same_key_also_after_a_reload() {
    let mut shell = form();
    write(&mut shell);
    let first = shell.fail(is_leave_message, Failure::Lost);
    let mut shell = shell.reload();
    assert_eq!(first, shell.answer(is_leave_message, answer("0")));
}

#[test]
fn a_message_that_is_refused_stays_in_the_form() {
    let mut shell = form();
    write(&mut shell);
    shell.answer(is_leave_message, answer("3"));
    assert_eq!(shell.visit.phase(), &Phase::LeavingMessage);
    assert_eq!(shell.visit.refusal_of_message(), Some("3"));
    assert_eq!(shell.visit.trouble(), Some(Trouble::NotAvailable));
    write(&mut shell);
    assert_eq!(shell.visit.refusal_of_message(), None);
    assert!(shell.has(is_leave_message));
}

#[test]
fn what_was_written_is_there_again_until_it_is_left_or_dropped() {
    let draft = Some(("+55 11", "Call me"));
    let mut shell = form();
    assert_eq!(shell.visit.draft_of_message(), None);
    write(&mut shell);
    assert_eq!(shell.reload().visit.draft_of_message(), draft);
    shell.answer(is_leave_message, answer("3"));
    let mut shell = shell.reload();
    assert!(shell.visit.snapshot().is_live() && shell.is_at_rest());
    assert_eq!(shell.visit.draft_of_message(), draft);
    assert!(!shell.visit.is_leaving_message());
    write(&mut shell);
    shell.fail(is_leave_message, refused(403, "channel"));
    assert_eq!(shell.visit.draft_of_message(), draft);
    shell.say(Input::StartedAgain { at: 10 });
    shell.answer_send(&CONNECT, "12");
    assert!(!shell.visit.snapshot().is_live(), "the form is closed");
    shell.say(Input::LeaveMessageWanted);
    assert_eq!(shell.visit.draft_of_message(), draft);
    let mut dropped = shell.reload();
    dropped.say(Input::LeaveMessageDropped);
    assert_eq!(dropped.visit.draft_of_message(), None);
    write(&mut shell);
    shell.answer(is_leave_message, answer("0"));
    assert_eq!(shell.visit.draft_of_message(), None);
}

#[test]
fn a_message_is_left_again_for_eight_minutes_from_the_first_try_that_may_have_arrived() {
    let mut shell = form();
    write(&mut shell);
    for _ in 0..10 {
        shell.fail(is_leave_message, Failure::NotSent);
        shell.wait(60);
        shell.fire(Timer::LeaveMessage);
    }
    shell.fail(is_leave_message, Failure::Lost);
    shell.wait(7 * 60);
    shell.fire(Timer::LeaveMessage);
    shell.fail(is_leave_message, Failure::Lost);
    assert!(shell.visit.is_leaving_message());
    shell.wait(60);
    shell.fire(Timer::LeaveMessage);
    shell.fail(is_leave_message, Failure::Lost);
    assert!(!shell.visit.is_leaving_message() && shell.is_at_rest());
}

#[test]
fn a_form_that_is_closed_leaves_everything_as_it_was() {
    let mut shell = form();
    shell.say(Input::LeaveMessageDropped);
    let end = Phase::Ended(EndReason::NotWorkingTime);
    assert_eq!(shell.visit.phase(), &end);
    shell.say(Input::LeaveMessageWanted);
    shell.say(Input::StartedAgain { at: 2 });
    assert_eq!(shell.visit.phase(), &Phase::Connecting);
}

#[test]
fn where_no_agent_could_be_had_the_robot_goes_on_behind_the_form() {
    let mut shell = Shell::connected();
    shell.say(Input::LeaveMessageWanted);
    assert!(shell.has(is_stream));
    shell.come_down(vec![said(SourceType::Robot, "Anything else?", 5)], "e-1");
    write(&mut shell);
    shell.answer(is_leave_message, answer("0"));
    assert_eq!(shell.visit.phase(), &Phase::Robot);
    assert_eq!(shell.texts(), ["Anything else?"]);
}

#[test]
fn a_session_that_ends_behind_the_form_has_ended_when_the_form_is_closed() {
    let mut shell = Shell::connected();
    shell.say(Input::LeaveMessageWanted);
    shell.come_down(vec![hung_up(SourceType::System)], "e-1");
    assert_eq!(shell.visit.phase(), &Phase::LeavingMessage);
    let end = EndReason::TimedOut;
    assert!(shell.announced.contains(&Announcement::Ended(end.clone())));
    shell.say(Input::LeaveMessageDropped);
    assert_eq!(shell.visit.phase(), &Phase::Ended(end));
    assert_eq!(shell.notes(Event::TimedOut), 1);
    assert!(shell.is_at_rest());
}
