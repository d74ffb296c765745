//! A whole visit.

use frontdesk_simulator::{Config, Phase};

use crate::desk::{Desk, quick};

#[tokio::test]
async fn from_connect_to_the_rating() {
    let desk = Desk::with(Config {
        phantoms: 1,
        ..quick()
    })
    .await;
    let world = desk.running.world();
    let visitor = desk.visitor("ann").await;

    assert_eq!(visitor.say("CONNECT", "").await, "0");
    let greeting = visitor.poll().await;
    assert_eq!(greeting[0]["sourceType"], "ROBOT");
    assert!(greeting[0]["content"].as_str().unwrap().contains("Veloro"));

    assert_eq!(visitor.say("CHAT", "When are you open?").await, "0");
    assert!(
        visitor.poll().await[0]["content"]
            .as_str()
            .unwrap()
            .contains("9:00")
    );
    assert_eq!(visitor.say("CHAT", "Quack").await, "0");
    assert!(
        visitor.poll().await[0]["content"]
            .as_str()
            .unwrap()
            .contains("person")
    );

    assert_eq!(visitor.say("TRANS2AGENT", "").await, "0");
    let queuing = visitor.poll().await;
    assert_eq!(queuing[0]["content"], "Queuing...");
    assert_eq!(queuing[0]["sourceType"], "SYSTEM");
    assert_eq!(visitor.queue().await["position"], 2);
    assert_eq!(visitor.say("CHAT", "It is urgent").await, "0");
    assert!(visitor.poll().await.is_empty());

    assert_eq!(world.accept_next().as_deref(), Some("ann"));
    let connected = visitor.poll().await;
    assert_eq!(connected[0]["content"], "Connected Agent");
    assert_eq!(connected[0]["sourceType"], "SYSTEM");
    assert_eq!(visitor.queue().await["resultCode"], "160021");

    assert!(world.agent_says("ann", "Is 5 < 6?"));
    let message = &visitor.poll().await[0];
    assert_eq!(message["sourceType"], "AGENT");
    assert_eq!(message["content"], "<p>Is 5 &lt; 6?</p>");
    assert_eq!(message["messageCode"].as_str().unwrap().len(), 36);
    assert_eq!(visitor.say("CHAT", "Yes").await, "0");
    assert_eq!(
        world.heard("ann"),
        ["When are you open?", "Quack", "It is urgent", "Yes"]
    );

    assert!(world.hang_up("ann"));
    let goodbye = &visitor.poll().await[0];
    assert_eq!(goodbye["controlType"], "DISCONNECT");
    assert_eq!(goodbye["sourceType"], "AGENT");
    assert!(goodbye["mediaType"].is_null() && goodbye["content"].is_null());
    assert_eq!(world.phase("ann"), Some(Phase::Ended));
    assert_eq!(visitor.say("CHAT", "Still there?").await, "160004");

    let rated = visitor
        .answer("/saveSatisfaction", &visitor.rating("4", "Thanks"))
        .await;
    assert_eq!(rated["returnCode"], "0");
    assert_eq!(world.ratings()[0].stars, 4);
}

#[tokio::test]
async fn after_the_end_a_new_visit_begins_with_the_robot() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    visitor.say("CHAT", "Bye").await;
    desk.running.world().hang_up("ann");
    assert_eq!(visitor.say("CONNECT", "").await, "0");
    let messages = visitor.poll().await;
    assert_eq!(
        messages.len(),
        1,
        "the last session's end is not handed to the new one"
    );
    assert_eq!(messages[0]["sourceType"], "ROBOT");
    assert!(desk.running.world().heard("ann").is_empty());
}

#[tokio::test]
async fn an_agent_with_a_greeting_says_it_on_accepting() {
    let greeting = Some("Hello, this is Ada.".to_owned());
    let desk = Desk::with(Config {
        agent_greeting: greeting,
        ..quick()
    })
    .await;
    let visitor = desk.guest("ann").await;
    visitor.say("TRANS2AGENT", "").await;
    desk.running.world().accept_next();
    let messages = visitor.poll().await;
    let senders: Vec<&str> = messages
        .iter()
        .map(|line| line["sourceType"].as_str().unwrap())
        .collect();
    assert_eq!(senders, ["SYSTEM", "SYSTEM", "AGENT"]);
}

#[tokio::test]
async fn calls_are_counted_and_requests_are_kept_with_their_headers() {
    let desk = Desk::with(Config {
        requests_kept: 3,
        ..quick()
    })
    .await;
    let visitor = desk.guest("ann").await;
    visitor.say("CHAT", "Hello").await;
    let world = desk.running.world();
    assert_eq!(world.calls("/send"), 2);
    assert_eq!(world.calls("/apiaccess/ccmessaging/send"), 2);
    assert_eq!(world.calls("/apigovernance/api/oauth/tokenByAkSk"), 1);
    assert_eq!(world.calls("/saveSatisfaction"), 0);
    let seen = world.requests_seen();
    assert_eq!(seen.len(), 3);
    let last = seen.last().unwrap();
    assert_eq!(last.path, "/apiaccess/ccmessaging/send");
    assert_eq!(
        last.header("ccmessaging-token"),
        Some(visitor.token.as_str())
    );
    assert!(last.body.contains("Hello"));
}
