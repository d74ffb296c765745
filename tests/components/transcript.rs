//! The transcript.

use frontdesk_conversation::{Delivery, Event, NotSent, Phase};
use leptos::prelude::{GetUntracked, Set};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::lines::{event, from_agent, from_robot, from_system, mine};
use crate::support::{Stage, settled};

#[wasm_bindgen_test]
async fn a_name_stands_once_above_what_one_person_says_in_a_row() {
    let stage = Stage::new().await;
    let mut second = from_agent(1, Some("Ada"), "How can I help?");
    second.opens_group = false;
    let lines = vec![from_agent(0, Some("Ada"), "Hello"), second];
    stage.show_lines(lines).await;
    assert_eq!(stage.texts(".line .bubble"), ["Hello", "How can I help?"]);
    assert_eq!(stage.texts(".line .sender"), ["Ada"]);
    assert_eq!(stage.all(".line.opens").len(), 1);
}

#[wasm_bindgen_test]
async fn who_has_no_name_is_called_by_what_they_are() {
    let stage = Stage::new().await;
    let lines = vec![
        from_robot(0, None, "Beep"),
        from_agent(1, None, "Hello"),
        mine(2, "Hi", Delivery::Sent),
        from_system(3, "Recorded for training"),
    ];
    stage.show_lines(lines).await;
    assert_eq!(stage.texts(".sender b"), ["Assistant", "Support"]);
    assert_eq!(stage.text(".from-visitor .unseen"), "You");
    assert_eq!(stage.text(".from-system"), "Recorded for training");
}

#[wasm_bindgen_test]
async fn what_happened_stands_between_the_lines_in_words() {
    let stage = Stage::new().await;
    let happened = [
        (Event::AskedForAgent, "You asked for a person"),
        (
            Event::NoAgents,
            "Nobody is free right now. Please try again in a while.",
        ),
        (Event::AgentLeft, "The agent ended the conversation"),
        (
            Event::TimedOut,
            "The conversation ended because it was quiet for long",
        ),
        (Event::VisitorLeft, "You ended the conversation"),
        (Event::RatingSaved, "Thank you for your rating"),
        (Event::StartedAgain, "New conversation"),
    ];
    let lines = (0..)
        .zip(&happened)
        .map(|(key, (what, _))| event(key, *what));
    stage.show_lines(lines.collect()).await;
    assert_eq!(stage.texts(".event"), happened.map(|(_, words)| words));
}

#[wasm_bindgen_test]
async fn a_line_says_how_far_it_has_come_and_stays_the_same_element() {
    let stage = Stage::new().await;
    stage.show(Phase::Agent).await;
    let line = mine(7, "Hi", Delivery::Sending);
    let delivery = line.delivery.clone();
    stage.show_lines(vec![line]).await;
    let element = stage.the(".line.from-visitor");
    for (state, words) in [
        (Delivery::Sending, "Sending…"),
        (Delivery::Sent, "Sent"),
        (
            Delivery::Failed(NotSent::Unreachable),
            "Not sent: the service could not be reached. Send again",
        ),
        (
            Delivery::Failed(NotSent::Refused),
            "Not sent: the service did not accept it. Send again",
        ),
        (
            Delivery::Failed(NotSent::Over),
            "Not sent: the conversation had ended. Send again",
        ),
        (
            Delivery::Unconfirmed,
            "Not confirmed. It may or may not have arrived. Send again",
        ),
    ] {
        delivery.set(Some(state));
        settled().await;
        assert_eq!(stage.text(".delivery"), words);
        assert_eq!(stage.the(".line.from-visitor"), element);
        assert_eq!(has_class(&element, "sent"), state == Delivery::Sent);
    }
}

#[wasm_bindgen_test]
async fn what_failed_can_be_sent_again_only_while_there_is_somebody_to_send_it_to() {
    let stage = Stage::new().await;
    stage.show(Phase::Surveying).await;
    let lines = vec![mine(0, "Hi", Delivery::Failed(NotSent::Over))];
    stage.show_lines(lines).await;
    assert!(stage.button("Send again").is_none());
    stage.show(Phase::Connecting).await;
    assert!(stage.button("Send again").is_some());
}

#[wasm_bindgen_test]
async fn a_failure_is_read_out() {
    let stage = Stage::new().await;
    let lines = vec![mine(0, "Hi", Delivery::Failed(NotSent::Refused))];
    stage.show_lines(lines).await;
    let delivery = stage.the(".delivery");
    assert_eq!(delivery.get_attribute("role").as_deref(), Some("alert"));
    assert_eq!(
        stage.the(".transcript").get_attribute("role").as_deref(),
        Some("log")
    );
}

#[wasm_bindgen_test]
async fn a_new_line_leaves_the_elements_of_the_others_alone() {
    let stage = Stage::new().await;
    stage.show_lines(vec![from_robot(0, None, "One")]).await;
    let first = stage.the(".line");
    let mut lines = stage.shown.lines.get_untracked();
    lines.push(from_robot(1, None, "Two"));
    stage.show_lines(lines).await;
    assert_eq!(stage.all(".line").len(), 2);
    assert_eq!(stage.the(".line"), first);
}

#[wasm_bindgen_test]
async fn what_a_visitor_typed_is_never_markup() {
    let stage = Stage::new().await;
    let typed = "<b>bold</b>\n<img src=x onerror=alert(1)>";
    stage.show_lines(vec![mine(0, typed, Delivery::Sent)]).await;
    assert_eq!(stage.text(".bubble"), typed);
    assert!(stage.find(".bubble b, .bubble img").is_none());
}

fn has_class(element: &web_sys::HtmlElement, name: &str) -> bool {
    element
        .class_name()
        .split_whitespace()
        .any(|class| class == name)
}
