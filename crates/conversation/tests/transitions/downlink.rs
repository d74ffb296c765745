//! What comes down.

use crate::support::*;

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
    shell.come_down(late, "e-2");
    assert_eq!(shell.visit.phase(), &Phase::Robot);
    shell.come_down(vec![said(SourceType::Robot, "Welcome", 12)], "e-3");
    let mut again = hung_up(SourceType::System);
    again.timestamp = Some(100);
    shell.come_down(vec![again], "e-4");
    assert_eq!(shell.visit.phase(), &Phase::Ended(EndReason::TimedOut));
}

/// What the proxy keeps of a conversation that this page knows nothing of.
fn before() -> Vec<DownlinkMessage> {
    vec![
        said(SourceType::Robot, "Welcome", 1),
        said(SourceType::Agent, "I am Bob", 2),
        hung_up(SourceType::Agent),
    ]
}

#[test]
fn a_conversation_that_the_page_knows_nothing_of_is_shown_and_neither_ends_nor_falsifies_a_new_one()
{
    for count in 1..=3_usize {
        let mut shell = Shell::fresh();
        shell.say(Input::Closed);
        let before: Vec<DownlinkMessage> = before().into_iter().take(count).collect();
        shell.come_down(before, "e-3");
        assert_eq!(shell.visit.phase(), &Phase::Robot);
        assert_eq!(shell.visit.agent(), None);
        assert!(!shell.announced.contains(&Announcement::AgentJoined(None)));
        assert_eq!(shell.texts().len(), count.min(2));
        assert_eq!(shell.visit.unread(), u32::from(count == 1));
        shell.come_down(vec![hung_up(SourceType::System)], "e-4");
        let end = Phase::Ended(EndReason::TimedOut);
        assert_eq!(shell.visit.phase(), &end, "what comes later is its own");
    }
}

#[test]
fn the_greeting_after_a_conversation_that_the_page_knows_nothing_of_is_news() {
    let mut shell = Shell::fresh();
    shell.say(Input::Closed);
    let mut messages = before();
    messages.push(said(SourceType::Robot, "Welcome back", 100));
    shell.come_down(messages, "e-4");
    assert_eq!(shell.visit.phase(), &Phase::Robot);
    assert_eq!(shell.visit.unread(), 1);
    let key = shell.key_of("Welcome back");
    assert!(shell.announced.contains(&Announcement::Message(key)));
}

#[test]
fn a_connect_in_doubt_is_not_settled_by_what_may_have_been_said_before_it() {
    let mut shell = Shell::new();
    shell.say(Input::Opened);
    shell.answer_token();
    shell.fail_send(&CONNECT, refused(504, "outcome-unknown"));
    shell.come_down(before(), "e-3");
    shell.come_down(Vec::new(), "e-3");
    assert_eq!(shell.visit.phase(), &Phase::Connecting);
    shell.answer_queue("5", None);
    assert!(shell.has(is_send(&CONNECT)));
}

#[test]
fn what_a_robot_said_in_the_conversation_before_does_not_begin_the_next_one() {
    let mut shell = Shell::queued();
    shell.say(Input::Left { at: 1 });
    shell.say(Input::StartedAgain { at: 2 });
    shell.answer_send(&DISCONNECT, "0");
    shell.answer_send(&CONNECT, "0");
    shell.submit("hello");
    shell.answer_send(&CHAT, "0");
    shell.come_down(before(), "e-3");
    assert_eq!(shell.visit.phase(), &Phase::Robot);
    assert_eq!(shell.texts(), ["hello", "Welcome", "I am Bob"]);
}

#[test]
fn a_session_that_is_still_there_ends_when_it_ends_also_after_starting_again() {
    for code in ["160013", "160021"] {
        let mut shell = Shell::with_agent();
        shell.say(Input::Left { at: 1 });
        shell.say(Input::RatingSkipped);
        shell.fail_send(&DISCONNECT, refused(400, "invalid"));
        shell.say(Input::StartedAgain { at: 2 });
        shell.answer_send(&CONNECT, code);
        shell.come_down(Vec::new(), "e-1");
        shell.come_down(vec![said(SourceType::Agent, "Still here", 11)], "e-2");
        assert_eq!(shell.visit.phase(), &Phase::Agent);
        shell.come_down(vec![hung_up(SourceType::Agent)], "e-3");
        assert_eq!(shell.visit.phase(), &Phase::Surveying);
    }
}

#[test]
fn a_session_that_the_queue_finds_ends_when_it_ends() {
    for code in ["0", "160013", "160021"] {
        let mut shell = Shell::connected();
        shell.come_down(vec![hung_up(SourceType::System)], "e-1");
        shell.say(Input::StartedAgain { at: 2 });
        shell.fail_send(&CONNECT, refused(504, "outcome-unknown"));
        shell.answer_queue(code, None);
        shell.come_down(Vec::new(), "e-1");
        let mut end = hung_up(SourceType::System);
        end.timestamp = Some(100);
        shell.come_down(vec![end], "e-2");
        assert!(!shell.visit.phase().is_talking(), "{code}");
    }
}

#[test]
fn what_an_agent_has_read_is_shown_as_read() {
    let mut shell = Shell::with_agent();
    for text in ["one", "two", "three"] {
        shell.submit(text);
    }
    let one = shell.answer_send(&CHAT, "0").message_id.unwrap();
    let two = shell.fail_send(&CHAT, refused(504, "outcome-unknown"));
    let mut read = control(READ, SourceType::Agent);
    read.content = Some(format!("[\"{one}\", \"{}\"]", two.message_id.unwrap()));
    shell.come_down(vec![read], "e-2");
    assert_eq!(shell.delivery_of("one"), Delivery::Read);
    assert_eq!(shell.delivery_of("two"), Delivery::Read, "it has arrived");
    assert_eq!(shell.delivery_of("three"), Delivery::Sending);
}

#[test]
fn what_an_agent_has_read_before_its_answer_came_is_read_whatever_the_answer_is() {
    for answer in ["0", "160012"] {
        let mut shell = Shell::with_agent();
        shell.submit("hello");
        let (id, hello, _) = shell.take_send(&CHAT);
        let mut read = control(READ, SourceType::Agent);
        read.content = hello.message_id;
        shell.come_down(vec![read], "e-2");
        assert_eq!(shell.delivery_of("hello"), Delivery::Read);
        shell.say(Input::Answered(id, Reply::Sent(sent(answer))));
        assert_eq!(shell.delivery_of("hello"), Delivery::Read);
    }
}

#[test]
fn an_agent_types_for_six_seconds_or_until_the_message() {
    let mut shell = Shell::with_agent();
    shell.come_down(vec![control(INPUT, SourceType::Agent)], "e-2");
    assert!(shell.visit.is_agent_typing());
    assert_eq!(shell.timers[&Timer::Typing].as_secs(), 6);
    shell.fire(Timer::Typing);
    assert!(!shell.visit.is_agent_typing());
    shell.come_down(vec![control(INPUT, SourceType::Agent)], "e-3");
    shell.come_down(vec![said(SourceType::Agent, "Yes", 11)], "e-4");
    assert!(!shell.visit.is_agent_typing() && !shell.timers.contains_key(&Timer::Typing));
}

#[test]
fn a_message_that_is_withdrawn_is_not_shown_again_by_anything() {
    let mut shell = Shell::with_agent();
    let wrong = coded("c-1", said(SourceType::Agent, "wrong", 11));
    let recall = |code| coded(code, control(ControlType::Recall, SourceType::Agent));
    shell.come_down(vec![wrong.clone(), recall("c-2")], "e-2");
    assert_eq!(shell.texts(), ["I am Ann", "wrong"]);
    shell.come_down(vec![recall("c-1"), wrong], "e-3");
    assert_eq!(shell.texts(), ["I am Ann"]);
    let withdrawn = |line: &Line| line.body == Body::Withdrawn;
    assert!(shell.visit.lines().iter().any(withdrawn));
}

#[test]
fn words_that_nobody_knows_change_nothing_and_contents_that_nobody_knows_are_shown() {
    let mut shell = Shell::connected();
    let mut unknown = said(SourceType::Robot, "?", 1);
    unknown.control = ControlType::Other("DANCE".to_owned());
    let mut strange = said(SourceType::Robot, "??", 2);
    strange.media = Some(MediaType::Other("HOLOGRAM".to_owned()));
    shell.come_down(vec![unknown, strange], "e-1");
    assert_eq!(shell.texts(), ["??"]);
}

#[test]
fn a_robots_questions_come_with_its_line() {
    let mut shell = Shell::connected();
    let mut answer = said(SourceType::Robot, "Did you mean", 1);
    answer.questions = frontdesk_protocol::Questions::Text("One?\nTwo?".to_owned());
    answer.inter_idx = Some("7".to_owned());
    shell.come_down(vec![answer], "e-1");
    let line = shell.line_of("Did you mean");
    assert_eq!(line.questions, ["One?", "Two?"]);
    assert_eq!(line.answer_id.as_deref(), Some("7"));
}

#[test]
fn the_visitors_own_words_do_not_come_down_as_somebody_elses() {
    let mut shell = Shell::connected();
    shell.come_down(vec![said(SourceType::Customer, "mine", 1)], "e-1");
    assert!(shell.texts().is_empty());
}
