//! The waiting line when it does not go well: full, too slow, nobody answers.

use std::time::Duration;

use frontdesk_simulator::{AgentId, Config, DeskConfig, DeskRefusal, Phase};

use crate::desk::{Desk, Visitor, quick, with_desk};

const ADA: AgentId = AgentId::FIRST;

async fn until_place_is(visitor: &Visitor, code: &str) {
    for _ in 0..40 {
        if visitor.queue().await["resultCode"] == code {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("queryQueueInfo never answered {code}");
}

#[tokio::test]
async fn a_full_queue_turns_visitors_away() {
    let desk = Desk::with(with_desk(DeskConfig {
        queue_limit: Some(1),
        ..DeskConfig::default()
    }))
    .await;
    desk.queued("ann").await;
    let bob = desk.guest("bob").await;
    assert_eq!(bob.say("TRANS2AGENT", "").await, "160018");
    assert_eq!(desk.running.world().phase("bob"), Some(Phase::Robot));
    desk.running.world().accept_next();
    assert_eq!(bob.say("TRANS2AGENT", "").await, "0");
}

#[tokio::test]
async fn the_limit_can_be_changed_while_it_runs() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    desk.running.world().set_queue_limit(Some(0));
    assert_eq!(visitor.say("TRANS2AGENT", "").await, "160018");
    desk.running.world().set_queue_limit(None);
    assert_eq!(visitor.say("TRANS2AGENT", "").await, "0");
}

#[tokio::test]
async fn who_waits_too_long_is_sent_away_with_a_line_and_a_cause() {
    let desk = Desk::with(with_desk(DeskConfig {
        queue_timeout: Some(Duration::from_millis(300)),
        ..DeskConfig::default()
    }))
    .await;
    let visitor = desk.guest("ann").await;
    visitor.say("TRANS2AGENT", "").await;
    until_place_is(&visitor, "5").await;
    let messages = visitor.poll().await;
    let queuing = messages.first().unwrap();
    assert_eq!(queuing["content"], "Queuing...");
    let why = &messages[1];
    assert_eq!(
        (&why["sourceType"], &why["controlType"]),
        (&"SYSTEM".into(), &"CHAT".into())
    );
    let goodbye = &messages[2];
    assert_eq!(goodbye["controlType"], "DISCONNECT");
    assert_eq!(goodbye["sourceType"], "SYSTEM");
    assert_eq!(goodbye["causeId"], "164004");
    assert_ne!(goodbye["isOfflineStatus"], true);
    assert!(desk.running.world().waiting().is_empty());
    assert_eq!(desk.running.world().phase("ann"), Some(Phase::Ended));
}

#[tokio::test]
async fn the_longest_wait_is_told_with_the_place() {
    let desk = Desk::with(with_desk(DeskConfig {
        queue_timeout: Some(Duration::from_secs(90)),
        ..DeskConfig::default()
    }))
    .await;
    let visitor = desk.queued("ann").await;
    assert_eq!(visitor.queue().await["configMaxcWaitTime"], 90);
}

#[tokio::test]
async fn an_agent_who_does_not_answer_leaves_the_visitor_first_in_the_line() {
    let desk = Desk::with(Config {
        desk: DeskConfig {
            ring_timeout: Duration::from_millis(600),
            ..DeskConfig::default()
        },
        ..quick()
    })
    .await;
    let world = desk.running.world();
    desk.queued("ann").await;
    let bob = desk.queued("bob").await;
    world.ring(ADA, "bob").unwrap();
    let during = bob.queue().await;
    assert_eq!(
        (&during["resultCode"], &during["position"]),
        (&"0".into(), &2.into())
    );

    until_place_is(&bob, "160024").await;
    assert!(
        bob.poll().await[0]["content"]
            .as_str()
            .unwrap()
            .contains("does not answer")
    );
    assert_eq!(world.waiting(), ["bob", "ann"]);
    let after = bob.queue().await;
    assert_eq!(
        (&after["resultCode"], &after["position"]),
        (&"0".into(), &1.into())
    );
}

#[tokio::test]
async fn who_is_rung_up_for_a_visitor_gets_that_visitor() {
    let desk = Desk::with(crate::desk::several(&["Ada", "Bruno"])).await;
    let world = desk.running.world();
    let visitor = desk.queued("ann").await;
    let bruno = AgentId::new(102).unwrap();
    world.ring(bruno, "ann").unwrap();
    world.accept_next();
    assert_eq!(world.agent_of("ann"), Some(bruno));
    assert_eq!(visitor.queue().await["resultCode"], "160021");
}

#[tokio::test]
async fn an_agent_who_signs_out_does_not_answer() {
    let desk = Desk::with(crate::desk::several(&["Ada", "Bruno"])).await;
    let visitor = desk.queued("ann").await;
    desk.running.world().ring(ADA, "ann").unwrap();
    desk.running.world().sign_out(ADA).unwrap();
    assert_eq!(visitor.queue().await["resultCode"], "160024");
}

#[tokio::test]
async fn nobody_is_rung_up_for_who_does_not_wait() {
    let desk = Desk::open().await;
    desk.guest("ann").await;
    assert_eq!(
        desk.running.world().ring(ADA, "ann"),
        Err(DeskRefusal::NotWaiting("ann".to_owned()))
    );
}

#[tokio::test]
async fn several_who_are_not_answered_keep_their_order() {
    let desk = Desk::open().await;
    let world = desk.running.world();
    for user in ["eve", "dan", "ann", "bob"] {
        desk.queued(user).await;
    }
    for user in ["ann", "bob", "dan"] {
        world.ring(ADA, user).unwrap();
    }
    world.sign_out(ADA).unwrap();
    assert_eq!(world.waiting(), ["dan", "ann", "bob", "eve"]);
}

#[tokio::test]
async fn fictional_callers_never_fill_the_line_beyond_its_limit() {
    let desk = Desk::with(Config {
        phantoms: 5,
        desk: DeskConfig {
            queue_limit: Some(3),
            ..DeskConfig::default()
        },
        ..quick()
    })
    .await;
    let ann = desk.queued("ann").await;
    assert_eq!(ann.queue().await["position"], 3);
    let bob = desk.guest("bob").await;
    assert_eq!(bob.say("TRANS2AGENT", "").await, "160018");
}
