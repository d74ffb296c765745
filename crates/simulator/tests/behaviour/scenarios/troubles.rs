//! What can go wrong.

use frontdesk_simulator::{Mode, Scenario};
use serde_json::Value;

use super::{ends, fast, says, until, until_it_is_over, with};
use crate::console_calls::state;

#[tokio::test]
async fn busy_is_a_line_of_six_that_moves_until_a_person_accepts() {
    let desk = fast(20).await;
    let visitor = with(&desk, Scenario::Busy).await;
    visitor.say("TRANS2AGENT", "").await;
    assert_eq!(visitor.queue().await["position"], 7);
    until(&visitor, says("sorry that you had to wait")).await;
}

#[tokio::test]
async fn a_full_queue_is_full_for_a_while() {
    let desk = fast(20).await;
    let visitor = with(&desk, Scenario::QueueFull).await;
    assert_eq!(visitor.say("TRANS2AGENT", "").await, "160018");
    until_it_is_over(&desk).await;
    assert_eq!(visitor.say("TRANS2AGENT", "").await, "0");
}

#[tokio::test]
async fn a_queue_time_out_ends_the_wait() {
    let desk = fast(60).await;
    let visitor = with(&desk, Scenario::QueueTimeout).await;
    visitor.say("TRANS2AGENT", "").await;
    let messages = until(&visitor, ends).await;
    assert_eq!(messages.last().unwrap()["causeId"], "164004");
    until_it_is_over(&desk).await;
    assert_eq!(state(&desk, "").await["desk"]["queueTimeout"], Value::Null);
}

#[tokio::test]
async fn a_queue_time_out_is_for_the_scenarios_own_visitor() {
    let desk = fast(60).await;
    desk.queued("bob").await;
    let visitor = with(&desk, Scenario::QueueTimeout).await;
    visitor.say("TRANS2AGENT", "").await;
    assert_eq!(visitor.queue().await["configMaxcWaitTime"], 0);
    until(&visitor, ends).await;
    assert_eq!(desk.running.world().waiting(), ["bob"]);
}

#[tokio::test]
async fn an_agent_who_does_not_answer_at_first_does_so_later() {
    let desk = fast(10).await;
    let visitor = with(&desk, Scenario::NoAnswer).await;
    visitor.say("TRANS2AGENT", "").await;
    until(&visitor, says("does not answer")).await;
    assert_eq!(visitor.queue().await["resultCode"], "160024");
    until(&visitor, says("my phone was too far away")).await;
}

#[tokio::test]
async fn the_agent_hangs_up_in_the_middle() {
    let desk = fast(30).await;
    let visitor = with(&desk, Scenario::HangUp).await;
    let messages = until(&visitor, ends).await;
    assert_eq!(messages.last().unwrap()["sourceType"], "AGENT");
    assert!(messages.iter().any(says("One moment")));
}

#[tokio::test]
async fn the_system_ends_the_session() {
    let desk = fast(30).await;
    let visitor = with(&desk, Scenario::SessionTimeout).await;
    let messages = until(&visitor, ends).await;
    let goodbye = messages.last().unwrap();
    assert_eq!(goodbye["sourceType"], "SYSTEM");
    assert_ne!(goodbye["isOfflineStatus"], true);
}

#[tokio::test]
async fn an_offline_message_is_answered_later() {
    let desk = fast(30).await;
    let visitor = with(&desk, Scenario::Offline).await;
    let messages = until(&visitor, ends).await;
    assert_eq!(messages.last().unwrap()["isOfflineStatus"], true);
    assert_eq!(visitor.say("CHAT", "Yes, I am").await, "0");
    until(&visitor, says("I have read your message")).await;
    until_it_is_over(&desk).await;
    assert_eq!(state(&desk, "").await["desk"]["asynchronous"], false);
}

#[tokio::test]
async fn closed_refuses_the_next_who_connects_and_opens_again() {
    let desk = fast(20).await;
    let world = desk.running.world();
    world.start_scenario(Scenario::Closed, None).unwrap();
    assert_eq!(world.mode(), Mode::NotWorking);
    let visitor = desk.visitor("ann").await;
    assert_eq!(visitor.say("CONNECT", "").await, "12");
    assert_eq!(visitor.say("CONNECT", "").await, "12");
    until_it_is_over(&desk).await;
    assert_eq!(world.mode(), Mode::Normal);
    assert_eq!(visitor.say("CONNECT", "").await, "0");
}

#[tokio::test]
async fn no_agents_refuses_a_transfer_until_it_is_stopped() {
    let desk = fast(1).await;
    let visitor = with(&desk, Scenario::NoAgents).await;
    assert_eq!(visitor.say("TRANS2AGENT", "").await, "13");
    assert!(desk.running.world().stop_scenario(Some("ann")));
    assert_eq!(visitor.say("TRANS2AGENT", "").await, "0");
}
