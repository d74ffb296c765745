//! How a session ends by time-out, and what comes after it in asynchronous mode.

use frontdesk_simulator::{AgentId, DeskConfig, DeskRefusal, Phase};
use serde_json::Value;

use crate::console_calls::state;
use crate::desk::{Desk, with_desk};

const ADA: AgentId = AgentId::FIRST;

async fn asynchronous() -> Desk {
    Desk::with(with_desk(DeskConfig {
        asynchronous: true,
        offline_tips: "Write on.".to_owned(),
        ..DeskConfig::default()
    }))
    .await
}

#[tokio::test]
async fn the_cause_tells_a_call_from_a_session() {
    let desk = Desk::open().await;
    let world = desk.running.world();
    let with_robot = desk.guest("ann").await;
    let with_agent = desk.served("bob").await;
    world.time_out("ann").unwrap();
    world.time_out("bob").unwrap();
    assert_eq!(with_robot.poll().await[0]["causeId"], "164004");
    let goodbye = &with_agent.poll().await[0];
    assert_eq!(goodbye["causeId"], "164003");
    assert_eq!(goodbye["controlType"], "DISCONNECT");
    assert!(goodbye["content"].is_null() && goodbye["mediaType"].is_null());
    assert_eq!(
        world.time_out("bob"),
        Err(DeskRefusal::NoSession("bob".to_owned()))
    );
}

#[tokio::test]
async fn without_asynchronous_mode_nothing_is_taken_after_the_end() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    desk.running.world().time_out("ann").unwrap();
    assert_eq!(visitor.say("CHAT", "Still there?").await, "160004");
}

#[tokio::test]
async fn an_asynchronous_time_out_says_how_to_go_on() {
    let desk = asynchronous().await;
    let visitor = desk.served("ann").await;
    desk.running.world().time_out("ann").unwrap();
    let goodbye = &visitor.poll().await[0];
    assert_eq!(goodbye["controlType"], "DISCONNECT");
    assert_eq!(goodbye["sourceType"], "SYSTEM");
    assert_eq!(goodbye["isOfflineStatus"], true);
    assert_eq!(goodbye["mediaType"], "TEXT");
    assert_eq!(goodbye["content"], "Write on.");
    assert_eq!(visitor.queue().await["resultCode"], "5");
}

#[tokio::test]
async fn an_offline_message_is_kept_and_an_agent_can_answer_it_later() {
    let desk = asynchronous().await;
    let world = desk.running.world();
    let visitor = desk.queued("ann").await;
    world.queue_time_out("ann").unwrap();
    let goodbye = visitor.poll().await;
    assert_eq!(goodbye[1]["isOfflineStatus"], true);
    assert_eq!(visitor.say("CHAT", "Please call me").await, "0");
    assert_eq!(world.heard("ann"), ["Please call me"]);
    let shown = state(&desk, "open=ann").await;
    let conversation = &shown["conversations"][0];
    assert_eq!(conversation["offline"], true);
    assert_eq!(conversation["unread"], 1);
    assert!(world.waiting().is_empty());

    world.accept(ADA, "ann").unwrap();
    assert!(world.agent_says("ann", "Here I am"));
    let answer = visitor.poll().await;
    assert_eq!(answer[1]["content"], "<p>Here I am</p>");
    assert_eq!(visitor.say("CHAT", "Good").await, "0");
    assert_eq!(world.phase("ann"), Some(Phase::WithAgent));
}

#[tokio::test]
async fn offline_messages_are_bounded_and_survive_the_next_connect_unseen() {
    let desk = asynchronous().await;
    let world = desk.running.world();
    let visitor = desk.served("ann").await;
    world.time_out("ann").unwrap();
    for _ in 0..50 {
        assert_eq!(visitor.say("CHAT", "Hello?").await, "0");
    }
    assert_eq!(visitor.say("CHAT", "Hello?").await, "1");
    visitor.say("CONNECT", "").await;
    assert_eq!(world.heard("ann").len(), 50);
    assert_eq!(world.phase("ann"), Some(Phase::Robot));
}

#[tokio::test]
async fn who_left_gets_no_offline_mode() {
    let desk = asynchronous().await;
    let visitor = desk.served("ann").await;
    visitor.say("DISCONNECT", "").await;
    assert_eq!(visitor.say("CHAT", "One more thing").await, "160004");
    assert!(desk.running.world().accept(ADA, "ann").is_err());
}

#[tokio::test]
async fn the_mode_can_be_changed_while_it_runs() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    desk.running.world().set_asynchronous(true);
    desk.running.world().time_out("ann").unwrap();
    assert_eq!(visitor.poll().await[0]["isOfflineStatus"], true);
}

#[tokio::test]
async fn who_may_write_on_is_listed_until_an_agent_accepts_or_they_leave() {
    let desk = asynchronous().await;
    let world = desk.running.world();
    let listed = async || {
        let shown = state(&desk, "").await;
        let all = shown["conversations"].as_array().unwrap().iter();
        let all = all.map(|one| {
            (
                one["user"].clone(),
                one["live"] == true,
                one["agent"].clone(),
            )
        });
        all.collect::<Vec<_>>()
    };
    let (ann, bob) = (desk.guest("ann").await, desk.guest("bob").await);
    world.time_out("bob").unwrap();
    world.time_out("ann").unwrap();
    bob.say("CHAT", "Hello?").await;
    let nobody = Value::Null;
    let both = [
        ("bob".into(), false, nobody.clone()),
        ("ann".into(), false, nobody.clone()),
    ];
    assert_eq!(listed().await, both);
    world.seen("bob").unwrap();
    assert_eq!(listed().await.len(), 2);

    world.accept(ADA, "bob").unwrap();
    assert_eq!(listed().await[0], ("bob".into(), true, "101".into()));
    assert_eq!(ann.say("DISCONNECT", "").await, "0");
    assert_eq!(listed().await.len(), 1);
    assert_eq!(ann.say("CHAT", "Too late").await, "160004");
}

#[tokio::test]
async fn who_leaves_after_a_time_out_leaves_what_was_not_seen() {
    let desk = asynchronous().await;
    let world = desk.running.world();
    let visitor = desk.guest("ann").await;
    world.time_out("ann").unwrap();
    visitor.say("CHAT", "Please call me").await;
    assert_eq!(visitor.say("DISCONNECT", "").await, "0");
    assert_eq!(state(&desk, "").await["conversations"][0]["unread"], 1);
    assert!(world.accept(ADA, "ann").is_ok());
}
