//! What no document has: an agent who is seen writing, and messages that are taken back.

use frontdesk_simulator::{AgentId, Config, DEMO_CHANNEL, DeskRefusal, Quirks};
use serde_json::json;

use crate::console_calls::state;
use crate::desk::{Desk, quick};

const ADA: AgentId = AgentId::FIRST;

async fn with_quirks(names: &str) -> Desk {
    Desk::with(Config {
        quirks: Quirks::parse(names).unwrap(),
        ..quick()
    })
    .await
}

#[tokio::test]
async fn an_agent_who_writes_is_announced_where_the_quirk_is_on() {
    let desk = with_quirks("typing-down").await;
    let visitor = desk.served("ann").await;
    assert_eq!(desk.running.world().agent_types(ADA, "ann"), Ok(true));
    let messages = visitor.poll().await;
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0]["controlType"], "INPUT");
    assert_eq!(messages[0]["sourceType"], "AGENT");
    assert_eq!(messages[0]["senderNickname"], "Ada");
}

#[tokio::test]
async fn without_the_quirk_nobody_hears_of_it() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    assert_eq!(desk.running.world().agent_types(ADA, "ann"), Ok(false));
    assert!(visitor.poll().await.is_empty());
}

#[tokio::test]
async fn only_the_agent_of_a_conversation_is_seen_writing_in_it() {
    let desk = with_quirks("typing-down").await;
    desk.guest("ann").await;
    assert_eq!(
        desk.running.world().agent_types(ADA, "ann"),
        Err(DeskRefusal::NotInConversation("ann".to_owned()))
    );
}

#[tokio::test]
async fn a_withdrawn_message_is_announced_under_its_code_where_the_quirk_is_on() {
    let desk = with_quirks("recall-down").await;
    let world = desk.running.world();
    let visitor = desk.served("ann").await;
    world.agent_says("ann", "The price is 1 euro");
    let code = visitor.poll().await[0]["messageCode"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(world.withdraw("ann", &code), Ok(true));
    let recall = &visitor.poll().await[0];
    assert_eq!(recall["controlType"], "RECALL");
    assert_eq!(recall["messageCode"], code.as_str());
    assert!(world.withdraw("ann", &code).is_err());
}

#[tokio::test]
async fn without_the_quirk_a_message_is_withdrawn_on_the_console_alone() {
    let desk = Desk::open().await;
    let world = desk.running.world();
    let visitor = desk.served("ann").await;
    world.agent_says("ann", "The price is 1 euro");
    let code = visitor.poll().await[0]["messageCode"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(world.withdraw("ann", &code), Ok(false));
    assert!(visitor.poll().await.is_empty());
    let shown = state(&desk, "open=ann").await;
    let line = shown["transcript"]["lines"]
        .as_array()
        .unwrap()
        .last()
        .unwrap();
    assert_eq!(line["withdrawn"], true);
}

#[tokio::test]
async fn a_visitors_own_message_cannot_be_withdrawn() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    let mut message = visitor.message("CHAT", "Hello");
    message["messageId"] = "mine".into();
    visitor.answer("/send", &message).await;
    assert_eq!(
        desk.running.world().withdraw("ann", "mine"),
        Err(DeskRefusal::NoSuchMessage("mine".to_owned()))
    );
}

#[tokio::test]
async fn a_withdrawal_that_is_refused_changes_nothing() {
    let desk = Desk::open().await;
    let world = desk.running.world();
    let visitor = desk.served("ann").await;
    world.agent_says("ann", "The price is 1 euro");
    let code = visitor.poll().await[0]["messageCode"].clone();
    world.hang_up("ann");
    let visitor = desk.served("ann").await;
    // It is of the session before.
    assert!(world.withdraw("ann", code.as_str().unwrap()).is_err());
    let asked = json!({ "channelId": DEMO_CHANNEL, "userId": "ann", "startTime": "0",
        "limit": "100", "offset": "0", "channel": "WEB" });
    let history = visitor.answer("/queryHistoryChatMessage", &asked).await;
    let mut kept = history["messageList"].as_array().unwrap().iter();
    assert!(kept.any(|message| message["messageCode"] == code));
}
