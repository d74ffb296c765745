//! The seal.

use crate::support::*;

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
