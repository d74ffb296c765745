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
