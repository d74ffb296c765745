//! Several agents: who serves whom.

use frontdesk_simulator::{AgentId, Config, DeskConfig, DeskRefusal, Phase};

use crate::desk::{Desk, several, with_desk};

fn agent(id: u32) -> AgentId {
    AgentId::new(id).unwrap()
}

#[tokio::test]
async fn the_agent_with_most_room_gets_the_next_visitor() {
    let desk = Desk::with(several(&["Ada", "Bruno", "Chen"])).await;
    let world = desk.running.world();
    for user in ["ann", "bob", "cid", "dee"] {
        desk.queued(user).await;
        assert_eq!(world.accept_next().as_deref(), Some(user));
    }
    let agents = ["ann", "bob", "cid", "dee"].map(|user| world.agent_of(user).unwrap());
    assert_eq!(agents, [101, 102, 103, 101].map(agent));
}

#[tokio::test]
async fn an_agent_can_take_a_visitor_out_of_the_middle_of_the_line() {
    let desk = Desk::with(several(&["Ada", "Bruno"])).await;
    let world = desk.running.world();
    desk.queued("ann").await;
    let bob = desk.queued("bob").await;
    world.accept(agent(102), "bob").unwrap();
    assert_eq!(world.waiting(), ["ann"]);
    assert!(world.agent_says("bob", "Hello"));
    let messages = bob.poll().await;
    assert_eq!(messages.last().unwrap()["senderNickname"], "Bruno");
}

#[tokio::test]
async fn an_agent_who_has_as_many_conversations_as_may_be_gets_no_more() {
    let desk = Desk::with(with_desk(DeskConfig {
        capacity: 1,
        ..DeskConfig::default()
    }))
    .await;
    let world = desk.running.world();
    desk.queued("ann").await;
    desk.queued("bob").await;
    world.accept(agent(101), "ann").unwrap();
    assert_eq!(world.accept_next(), None);
    let refusal = world.accept(agent(101), "bob").unwrap_err();
    let full = DeskRefusal::Full {
        name: "Ada".to_owned(),
        capacity: 1,
    };
    assert_eq!(refusal, full);
    assert_eq!(world.waiting(), ["bob"]);
    world.hang_up("ann");
    assert_eq!(world.accept_next().as_deref(), Some("bob"));
}

#[tokio::test]
async fn with_everybody_signed_out_the_robot_answers_and_a_transfer_is_13() {
    let desk = Desk::open().await;
    let world = desk.running.world();
    assert_eq!(world.sign_out(agent(101)), Ok(true));
    assert_eq!(world.sign_out(agent(101)), Ok(false));
    let visitor = desk.visitor("ann").await;
    assert_eq!(visitor.say("CONNECT", "").await, "0");
    let message = visitor.message("TRANS2AGENT", "");
    let answer = visitor.answer("/send", &message).await;
    assert_eq!(answer["resultCode"], "13");
    assert!(answer["resultDesc"].as_str().unwrap().contains("20139"));
    assert_eq!(world.phase("ann"), Some(Phase::Robot));
    world.sign_in(agent(101)).unwrap();
    assert_eq!(visitor.say("TRANS2AGENT", "").await, "0");
}

#[tokio::test]
async fn who_is_signed_out_accepts_nobody_and_who_talks_cannot_sign_out() {
    let desk = Desk::with(several(&["Ada", "Bruno"])).await;
    let world = desk.running.world();
    world.sign_out(agent(101)).unwrap();
    desk.queued("ann").await;
    assert!(matches!(
        world.accept(agent(101), "ann"),
        Err(DeskRefusal::SignedOut(_))
    ));
    assert_eq!(world.accept_next().as_deref(), Some("ann"));
    assert_eq!(world.agent_of("ann"), Some(agent(102)));
    assert!(matches!(
        world.sign_out(agent(102)),
        Err(DeskRefusal::StillTalking { open: 1, .. })
    ));
}

#[tokio::test]
async fn only_who_waits_can_be_accepted() {
    let desk = Desk::open().await;
    let world = desk.running.world();
    desk.guest("ann").await;
    assert!(matches!(
        world.accept(agent(101), "ann"),
        Err(DeskRefusal::NotWaiting(_))
    ));
    assert!(matches!(
        world.accept(agent(101), "nobody"),
        Err(DeskRefusal::NoSuchVisitor(_))
    ));
    assert!(matches!(
        world.accept(agent(102), "ann"),
        Err(DeskRefusal::NoSuchAgent(_))
    ));
}

#[tokio::test]
async fn the_greeting_has_the_name_of_the_agent_who_accepted() {
    let desk = Desk::with(Config {
        agent_greeting: Some("Hello, this is {agent}.".to_owned()),
        ..several(&["Ada", "Bruno"])
    })
    .await;
    let visitor = desk.queued("ann").await;
    desk.running.world().accept(agent(102), "ann").unwrap();
    let messages = visitor.poll().await;
    let greeting = messages.last().unwrap();
    assert_eq!(greeting["content"], "<p>Hello, this is Bruno.</p>");
    assert_eq!(greeting["senderNickname"], "Bruno");
}
