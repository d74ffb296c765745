//! What the visitor has seen, and does.

use crate::support::*;

fn two_messages() -> Shell {
    let mut shell = Shell::with_agent();
    let one = coded("c-1", said(SourceType::Agent, "one", 11));
    let two = coded("c-2", said(SourceType::Agent, "two", 12));
    let comma = coded("c,3", said(SourceType::Agent, "comma", 13));
    shell.come_down(vec![one, two, comma], "e-2");
    shell
}

#[test]
fn what_was_seen_goes_up_together_and_once() {
    let mut shell = two_messages();
    for text in ["one", "two", "comma", "one"] {
        let line = shell.key_of(text);
        shell.say(Input::Saw(line));
    }
    assert_eq!(shell.timers[&Timer::Receipts].as_secs(), 1);
    shell.fire(Timer::Receipts);
    let read = shell.answer_send(&READ, "0");
    assert_eq!(read.content.as_deref(), Some("c-1,c-2"));
    assert!(!shell.has(is_send(&READ)));
}

#[test]
fn a_receipt_that_is_lost_is_repeated_as_it_was() {
    let mut shell = two_messages();
    let line = shell.key_of("one");
    shell.say(Input::Saw(line));
    shell.fire(Timer::Receipts);
    let first = shell.fail_send(&READ, Failure::Lost);
    let line = shell.key_of("two");
    shell.say(Input::Saw(line));
    shell.fire(Timer::Receipts);
    assert_eq!(first, shell.answer_send(&READ, "0"));
    let second = shell.answer_send(&READ, "0");
    assert_eq!(second.content.as_deref(), Some("c-2"));
}

#[test]
fn receipts_end_with_the_conversation() {
    let mut shell = two_messages();
    let line = shell.key_of("two");
    shell.say(Input::Saw(line));
    shell.come_down(vec![hung_up(SourceType::Agent)], "e-3");
    shell.say(Input::RatingSkipped);
    assert!(shell.is_at_rest());
}

#[test]
fn what_was_not_seen_is_unread() {
    let mut shell = Shell::with_agent();
    shell.say(Input::Closed);
    for (number, text) in ["one", "two", "three"].into_iter().enumerate() {
        let at = 20 + i64::try_from(number).unwrap();
        shell.come_down(vec![said(SourceType::Agent, text, at)], "e-2");
    }
    assert_eq!(shell.visit.unread(), 3);
    let line = shell.key_of("two");
    shell.say(Input::Saw(line));
    assert_eq!(shell.visit.unread(), 1);
    assert_eq!(shell.announced.last(), Some(&Announcement::Unread(1)));
}

#[test]
fn an_agent_hears_that_the_visitor_types_but_not_all_the_time() {
    let mut shell = Shell::with_agent();
    shell.say(Input::Typed);
    shell.say(Input::Typed);
    let (id, ..) = shell.take_send(&INPUT);
    assert!(!shell.has(is_send(&INPUT)));
    shell.say(Input::Failed(id, Failure::Lost));
    shell.wait(5);
    shell.say(Input::Typed);
    assert!(shell.has(is_send(&INPUT)));

    let mut shell = Shell::connected();
    shell.say(Input::Typed);
    assert!(!shell.has(is_send(&INPUT)), "a robot does not care");
}
