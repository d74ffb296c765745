//! Reloads and tabs.

use crate::support::*;

#[test]
fn a_reload_goes_on_where_it_was() {
    let mut shell = Shell::with_agent();
    shell.submit("sent");
    shell.answer_send(&CHAT, "0");
    shell.submit("on its way");
    shell.submit("waiting");
    let (_, first, _) = shell.take_send(&CHAT);

    let mut shell = shell.reload();
    assert_eq!(shell.visit.phase(), &Phase::Agent);
    let (id, second, epoch) = shell.take_send(&CHAT);
    assert_eq!((first, Some("e")), (second, epoch.as_deref()));
    shell.say(Input::Answered(id, Reply::Sent(sent("0"))));
    assert_eq!(shell.delivery_of("on its way"), Delivery::Sent);
    shell.answer_send(&CHAT, "0");
    assert_eq!(shell.delivery_of("waiting"), Delivery::Sent);
    let lines = shell.visit.lines().len();
    shell.come_down(vec![said(SourceType::Agent, "I am Ann", 10)], "e-9");
    assert_eq!(shell.visit.lines().len(), lines, "it is not shown twice");
}

#[test]
fn a_page_that_comes_back_much_later_repeats_nothing() {
    let mut shell = Shell::connected();
    shell.submit("on its way");
    shell.wait(8 * 60);
    let shell = shell.reload();
    assert!(!shell.has(is_send(&CHAT)));
    assert_eq!(shell.delivery_of("on its way"), Delivery::Unconfirmed);
}

#[test]
fn a_mirror_shows_and_does_nothing_until_it_leads() {
    let mut shell = Shell::connected();
    shell.submit("hello");
    let mut mirror = shell.mirror();
    mirror.say(Input::Opened);
    mirror.say(Input::Visible(true));
    mirror.submit("not here");
    assert!(mirror.is_at_rest() && mirror.announced.is_empty());
    assert_eq!(mirror.texts(), ["hello"]);
    mirror.say(Input::Resumed);
    assert!(mirror.has(is_send(&CHAT)) && mirror.has(is_stream));
}

#[test]
fn a_new_leader_acts_only_after_it_has_stored_what_it_was_told() {
    let mut shell = Shell::connected();
    shell.submit("hello");
    let mut mirror = shell.mirror();
    mirror.hold_stores = true;
    mirror.say(Input::Resumed);
    assert!(mirror.calls.is_empty());
    let last = *mirror.held.last().unwrap();
    mirror.say(Input::Stored(last));
    assert!(mirror.has(is_send(&CHAT)) && mirror.has(is_stream));
}

#[test]
fn newer_snapshots_have_higher_numbers_over_reloads() {
    let mut shell = Shell::connected();
    let first = shell.visit.snapshot().version_number();
    shell.submit("hello");
    let second = shell.visit.snapshot().version_number();
    let third = shell.reload().visit.snapshot().version_number();
    assert!(first < second && second < third);
}

#[test]
fn a_visit_is_told_from_another_over_reloads_and_new_conversations() {
    let mut shell = Shell::connected();
    let visit = shell.visit.snapshot().visit();
    assert_ne!(visit, Conversation::new(2, None).visit());
    shell.come_down(vec![hung_up(SourceType::Robot)], "e-1");
    shell.say(Input::StartedAgain { at: 2 });
    let mirror = shell.mirror();
    assert_eq!((visit, visit), (mirror.visit.visit(), shell.visit.visit()));
}

#[test]
fn a_snapshot_is_live_as_long_as_something_is_to_be_said() {
    let mut shell = Shell::connected();
    assert!(shell.visit.snapshot().is_live());
    shell.say(Input::Left { at: 1 });
    assert!(shell.visit.snapshot().is_live(), "DISCONNECT is to go");
    let mut shell = shell.reload();
    shell.answer_send(&DISCONNECT, "0");
    assert!(!shell.visit.snapshot().is_live());
    assert!(shell.reload().is_at_rest());
}

#[test]
fn a_snapshot_survives_a_form_that_does_not_describe_itself() {
    let mut shell = Shell::with_agent();
    shell.submit("on its way");
    shell.say(Input::Left { at: 1 });
    let survey = Survey {
        levels: vec![SurveyLevel::default()],
        ..Survey::default()
    };
    let answer = SurveyModeResponse {
        survey: Some(survey),
        ..SurveyModeResponse::default()
    };
    shell.answer(is_survey, Reply::SurveyMode(answer));
    let snapshot = shell.visit.snapshot();
    let bytes = postcard::to_allocvec(&snapshot).unwrap();
    let again: frontdesk_conversation::Snapshot = postcard::from_bytes(&bytes).unwrap();
    let json = |snapshot| serde_json::to_string(snapshot).unwrap();
    assert_eq!(json(&again), json(&snapshot));
}
