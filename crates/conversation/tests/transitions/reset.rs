//! The proxy forgets where a visit was, and history repairs what was lost.

use crate::support::*;

fn history(messages: Vec<DownlinkMessage>) -> Reply {
    Reply::History(HistoryResponse {
        messages,
        code: Some(ResultCode::Success),
        ..HistoryResponse::default()
    })
}

#[test]
fn what_is_kept_is_merged_and_the_break_noted_once() {
    let mut shell = Shell::with_agent();
    let known = said(SourceType::Agent, "I am Ann", 10);
    let new = said(SourceType::Agent, "Still there?", 12);
    shell.reset(vec![known, new], "f-2");
    assert_eq!(shell.texts(), ["I am Ann", "Still there?"]);
    assert_eq!(shell.notes(Event::Interrupted), 1);
}

#[test]
fn a_first_reading_is_no_break() {
    let mut shell = Shell::fresh();
    shell.reset(vec![said(SourceType::Robot, "Welcome", 1)], "f-1");
    assert_eq!(shell.notes(Event::Interrupted), 0);
    assert!(!shell.has(is_history));
}

#[test]
fn what_is_missing_comes_from_history_in_order_of_time() {
    let mut shell = Shell::with_agent();
    shell.come_down(vec![said(SourceType::Agent, "first", 10_000)], "e-2");
    shell.reset(vec![said(SourceType::Agent, "third", 12_000)], "f-1");
    let messages = vec![
        said(SourceType::Agent, "first", 10_000),
        said(SourceType::Customer, "mine", 10_000),
        said(SourceType::Agent, "third", 12_000),
        said(SourceType::Agent, "second", 11_000),
    ];
    let call = shell.answer(is_history, history(messages));
    let Call::History { since, offset, .. } = call else {
        unreachable!()
    };
    assert_eq!((since, offset), (5_000, 0));
    assert_eq!(shell.texts(), ["I am Ann", "first", "second", "third"]);
    assert_eq!(shell.visit.recovered(), 1);
    assert!(!shell.has(is_history));
}

#[test]
fn a_long_history_comes_page_by_page_but_not_without_end() {
    let mut shell = Shell::with_agent();
    shell.reset(Vec::new(), "f-0");
    for page in 0..10_i64 {
        let (id, call) = shell.take(is_history);
        let offset = u32::try_from(page * 100).unwrap();
        assert!(matches!(call, Call::History { offset: from, .. } if from == offset));
        let messages = (0..100)
            .map(|number| page * 100 + number + 100)
            .map(|number| said(SourceType::Agent, &number.to_string(), number))
            .collect();
        shell.say(Input::Answered(id, history(messages)));
    }
    assert!(!shell.has(is_history));
}

#[test]
fn a_history_that_is_refused_is_asked_for_once_more_when_an_agent_comes() {
    let mut shell = Shell::queued();
    shell.come_down(vec![said(SourceType::Robot, "Wait", 3)], "e-1");
    shell.reset(Vec::new(), "f-0");
    shell.fail(is_history, refused_between(404));
    assert!(!shell.has(is_history));
    shell.come_down(vec![said(SourceType::Agent, "I am Ann", 10)], "f-1");
    shell.fail(is_history, refused_between(404));
    shell.reset(Vec::new(), "g-0");
    assert!(shell.has(is_history), "another break is another question");
}

#[test]
fn a_history_whose_answer_is_lost_is_asked_for_again() {
    let mut shell = Shell::with_agent();
    shell.reset(Vec::new(), "f-0");
    shell.fail(is_history, Failure::Lost);
    shell.fire(Timer::History);
    assert!(shell.has(is_history));
}

#[test]
fn whoever_was_away_for_a_minute_asks_what_was_missed() {
    let mut shell = Shell::with_agent();
    assert!(!shell.reload().has(is_history));
    shell.wait(61);
    assert!(shell.reload().has(is_history));
}
